"""Address: States that follow the query string of a tab's address, and are followed by it."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from .cells import Key, Overlay, Slot
from .declaration import Declaration
from .errors import StateError, shorten
from .query import Query
from .reader import Reader, make_reader
from .state import State


def follow_address(states: Iterable[Declaration], query: Query, cells: Overlay, place: str) -> None:
    """Give each State what the query string says of it, or else its default.

    A text that is no value of the State's type counts as none: whoever follows an old link
    should see the page.

    Args:
        states: the States that follow the address.
        query: the query string.
        cells: where they are written.
        place: what the cells of the tab are found under.

    Raises:
        StateError: if a State holds what no address can hold.
    """
    for declared in states:
        state = _state(declared)
        default = state.first_cell().value
        value = default
        reader = _reader(state, default)
        texts = query.all(state.url or "")
        if texts:
            try:
                value = reader.read(texts)
            except (ValueError, LookupError):
                value = default
        cells.write(Slot(state, place), value)


def spell_address(states: Iterable[Declaration], text: str, cells: Overlay, place: str) -> str:
    """Return the query string that says what the States hold; what others say in it stays.

    Args:
        states: the States that may hold something else than it says.
        text: the query string as it was.
        cells: where they are read.
        place: what the cells of the tab are found under.
    """
    before = parse_qsl(text, keep_blank_values=True)
    untold = {str(state.url): state for state in map(_state, states)}
    said: list[tuple[str, str]] = []
    known = set(untold)
    for name, value in before:
        if name not in known:
            said.append((name, value))
        elif name in untold:
            said += _tell(untold.pop(name), cells, place)
    for state in untold.values():
        said += _tell(state, cells, place)
    return text if said == before else urlencode(said)


def _state(declared: Declaration) -> State[Any]:
    return cast(State[Any], declared)


def _tell(state: State[Any], cells: Overlay, place: str) -> list[tuple[str, str]]:
    value = cells.read(Slot(state, place)).value
    if value == state.first_cell().value:
        return []  # an address is short where nothing is out of the ordinary
    return [(str(state.url), text) for text in _spell(value)]


def find_told(changed: Iterable[Key], place: str) -> list[Declaration]:
    """Return the States among what has changed that the address of the tab follows, oldest first.

    Those alone: a process may hold other Apps, with States of the same name in the address.
    """
    found: list[Declaration] = []
    for key in changed:
        if type(key) is Slot and key.place == place and getattr(key.state, "url", None):
            found.append(key.state)
    if len(found) > 1:
        found.sort(key=lambda state: state.number)
    return found


def _reader(state: State[Any], default: Any) -> Reader:
    reader = make_reader(inspect.Parameter.empty, default)
    if reader is None:
        raise StateError(
            f"State {state.name} follows the address, and no address can hold such a value",
            where=str(state.origin),
            expected="text, a number, True or False, a date, an Enum, or a list of these",
            got=shorten(default),
        )
    return reader


def _spell(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list | tuple | set | frozenset):
        return [text for item in cast(Any, value) for text in _spell(item)]
    if isinstance(value, Enum):
        return [str(value.value)]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    return [value.isoformat() if isinstance(value, date) else str(value)]
