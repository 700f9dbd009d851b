"""Late: why what a handler still does is dropped, although it runs on."""

from __future__ import annotations

from typing import NamedTuple

from .cells import Key
from .errors import StateError
from .names import find_origin


class Late(NamedTuple):
    """Why a handler may do no more.

    Attributes:
        why: what has happened to it, as it follows "a handler".
        cure: what to do about it.
    """

    why: str
    cure: str

    def refuse_write(self, key: Key) -> StateError:
        """Return why it cannot write any more."""
        return StateError(
            f"State {key.name} was written by a handler {self.why}, so the value was dropped",
            where=str(find_origin()),
            cure=self.cure,
        )

    def refuse(self, what: str) -> StateError:
        """Return why it cannot do something else any more."""
        return StateError(
            f"{what} came from a handler {self.why}, so it was dropped",
            where=str(find_origin()),
            cure=self.cure,
        )


TIME_OVER = Late(
    "whose time was over",
    "Give the handler a longer limit, or let it write or await now and then to show that it lives.",
)
OVERTAKEN = Late(
    "whose place a newer event has taken", "It is concurrent='newest', so only what the newest does counts."
)


def refuse_query(key: Key) -> StateError:
    """Return why a query cannot write."""
    return StateError(
        f"State {key.name} was written by a query, which only reads",
        where=str(find_origin()),
        cure="Leave out query=True to let the handler write.",
    )
