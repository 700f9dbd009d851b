"""Outcome: what a handler returned; a dict sets States by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .errors import StateError, nearest, shorten
from .event import Event
from .state import State
from .world import current_world


def apply_outcome(returned: object) -> None:
    """Set the States that a returned dict names: ``return {"main.count": 5}``; ignore all else.

    A State is found by its full name and, where no other shares it, by its short one.

    Raises:
        StateError: if a name means no State, or several. None is set then.
    """
    if not isinstance(returned, dict) or isinstance(returned, Event) or not returned:
        return
    declared = list(current_world().states)
    meant = [(_find(name, declared), value) for name, value in returned.items()]
    for state, value in meant:
        state.set(value)


def _find(name: object, declared: Iterable[State[Any]]) -> State[Any]:
    if not isinstance(name, str):
        raise StateError("a handler's dict sets States by name", expected="names as keys", got=shorten(name))
    full = [state for state in declared if state.name == name]
    found = full or [state for state in declared if state.name.rpartition(".")[2] == name]
    if len(found) == 1:
        return found[0]
    names = sorted(state.name for state in found or declared)
    if found:
        raise StateError(
            f'a handler returned a value for "{name}", which several States are called',
            expected=f"one of {', '.join(names)}",
        )
    raise StateError(
        f'a handler returned a value for "{name}", and no State is called so',
        cure=nearest(name, {*names, *(full.rpartition(".")[2] for full in names)})
        or "Return nothing if the dict is not meant to set States.",
    )
