"""Opened: which page of each layout is open, as the address has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode
from weakref import WeakSet

from cacao_kernel import State, own_query

MAX_NAMES = 100

# Of all layouts: a link of one keeps what the address says of the others on its page.
_FOLLOWED: WeakSet[State[Any]] = WeakSet()
_NAMES: dict[str, None] = {}


class Opened(NamedTuple):
    """Which page of a layout is open, and how another is opened.

    Attributes:
        page: its id, as a State or the address has it; it may be none.
        name: the parameter of the address that says so; None if the address does not.
        open: opens the page with an id, where the address does not.
    """

    page: object
    name: str | None
    open: Callable[[str], None] | None = None


def note_followed(name: str, state: State[Any] | None) -> None:
    """Note what the address says of a layout.

    Args:
        name: the parameter of the address, if the layout has no State.
        state: the State of the layout.
    """
    if state is None:
        # A link needs no more of them than stand on a page.
        if name not in _NAMES and len(_NAMES) < MAX_NAMES:
            _NAMES[name] = None
    elif state.url is not None and state not in _FOLLOWED:
        _FOLLOWED.add(state)


def find_opened(name: str, state: State[Any] | None) -> Opened:
    """Return which page of a layout is open, while it is rendered.

    Args:
        name: the parameter of the address, if the layout has no State.
        state: the State of the layout.
    """
    if state is None:
        return Opened(own_query().get(name), name)
    return Opened(state.value, state.url, None if state.url else state.set)


def spell_link(name: str, page: str) -> str:
    """Return the address of a page of the layout whose parameter this is.

    The pages that are open in other layouts stay open; all else of the query string begins anew.
    """
    query = own_query()
    said = {other: query[other] for other in _NAMES if other in query}
    for state in sorted([*_FOLLOWED], key=lambda each: each.number):
        said[str(state.url)] = str(state.value)
    others = {other: value for other, value in said.items() if value and other != name}
    return f"?{urlencode({**others, name: page})}"
