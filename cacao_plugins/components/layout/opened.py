"""Opened: which page of each layout is open, as the address has it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from weakref import WeakSet

from cacao_kernel import CacaoError, State

# Of all layouts that are alive: a link of one keeps what the address says of the others on its page.
_FOLLOWED: WeakSet[State[Any]] = WeakSet()


def follow_address(name: str) -> State[str] | None:
    """Return a State that the address follows; None while a page is rendered, which is too late for it.

    Args:
        name: the parameter of the address.
    """
    try:
        return State("", url=name, name=f"sidebar_layout.{name}", store=False)
    except CacaoError:
        return None


def note_followed(state: State[Any] | None) -> None:
    """Note the State of a layout, if the address follows it."""
    if state is not None and state.url is not None and state not in _FOLLOWED:
        _FOLLOWED.add(state)


def spell_link(state: State[Any], page: str) -> str:
    """Return the address of a page, that of this State.

    The pages that are open in other layouts stay open; all else of the query string begins anew.
    """
    others = sorted((each for each in [*_FOLLOWED] if each.url != state.url), key=lambda each: each.number)
    said = {str(each.url): str(each.value) for each in others if each.value}
    return f"?{urlencode({**said, str(state.url): page})}"
