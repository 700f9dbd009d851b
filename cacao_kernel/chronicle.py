"""Chronicle: what has happened in a session, for developers and tests to look back at."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from .cells import Cell, Key, Slot, is_same
from .errors import shorten
from .plain import dump_plain

MAX_HAPPENINGS = 100


class Happening(NamedTuple):
    """What one event, or other code that ran for a visitor, has changed.

    Attributes:
        event: the tab's id and the event's number there; None for what no event has set off.
        cause: the name of the handler, timer or subscriber; ``"page"`` for what a page has written itself,
            ``"join"`` if that was before its tab was live, ``"task"`` for what a handler has left
            running, ``"bind"`` for a field without a handler, ``"test"`` for a test's ``with user:``.
        before: the values of what was changed, by the State's name; behind it stands which
            component's it is, where it is one's.
        after: what they are since then.
        error: what was raised; then nothing of it was changed.
    """

    event: tuple[str, int] | None
    cause: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    error: str = ""


class Chronicle:
    """The newest of what has happened in a session, the oldest first."""

    __slots__ = ("_happenings",)

    def __init__(self) -> None:
        self._happenings: deque[Happening] = deque(maxlen=MAX_HAPPENINGS)

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """All that is remembered."""
        return tuple(self._happenings.copy())  # in one step: the loop may add to it meanwhile

    def note(
        self,
        event: tuple[str, int] | None,
        cause: str,
        changed: Mapping[Key, Cell],
        replaced: Mapping[Key, Cell],
    ) -> None:
        """Note what was changed.

        Args:
            event: the event it was for.
            cause: what has run.
            changed: the cells by now.
            replaced: those that stood there before, unless they had their first value.
        """
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        for key, cell in changed.items():
            old = replaced.get(key) or key.first_cell()
            if not is_same(old.value, cell.value):
                name = name_of(key)
                before[name], after[name] = old.value, cell.value
        if event is not None or after:
            happening = Happening(event, cause, MappingProxyType(before), MappingProxyType(after))
            self._add(happening, changed, replaced)

    def note_failure(self, event: tuple[str, int] | None, cause: str, error: BaseException) -> None:
        """Note that something has failed, and changed nothing."""
        told = f"{type(error).__name__}: {error}"
        self._add(Happening(event, cause, MappingProxyType({}), MappingProxyType({}), told), {}, {})

    def inherit(self, before: Chronicle) -> None:
        """Go on with what another edition of the code has recorded, as far as that is plain data."""
        self._happenings.extendleft(reversed(before.passed_on().happenings))

    def passed_on(self) -> Chronicle:
        """Return the same for another edition of the code, objects of its classes as their repr."""
        heir = Chronicle()
        for each in self.happenings:
            before, after = (
                MappingProxyType({name: _told(value) for name, value in values.items()})
                for values in (each.before, each.after)
            )
            heir._add(each._replace(before=before, after=after), {}, {})
        return heir

    def _add(self, happening: Happening, changed: Mapping[Key, Cell], replaced: Mapping[Key, Cell]) -> None:
        self._happenings.append(happening)


def _told(value: object) -> object:
    return shorten(value) if dump_plain(value) is None else value


def name_of(key: Key) -> str:
    """Return what a cell is called: its State's name, and of a component's which one it belongs to."""
    if type(key) is not Slot:
        return str(key.name)
    component = key.place.partition(" ")[2] if key.scope == "tab" else key.place
    return f"{key.state.name} of {component}" if component else str(key.state.name)
