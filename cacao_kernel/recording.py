"""Recording: cells as a store holds them, by names that hold in every process."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

from .cells import Cell, Key, Slot
from .codec import CodecError, Codecs
from .errors import StateError
from .state import State
from .store import BETWEEN
from .world import World

log = logging.getLogger("cacao.session")

MAX_SESSION_BYTES = 1_048_576  # of all that is stored of one visitor


class Spelled(NamedTuple):
    """What is stored of cells, by their names; those of a visitor and those for everybody.

    Attributes:
        mine: the visitor's.
        everybodys: those for everybody.
        unfit: the names of the visitor's that cannot be stored as they are now.
        unfit_everybodys: likewise.
    """

    mine: dict[str, bytes]
    everybodys: dict[str, bytes]
    unfit: list[str]
    unfit_everybodys: list[str]


class Recording:
    """Spells cells for a store, and reads them; what cannot be either is told once for each State.

    Args:
        world: what the user's code declared.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._codecs = Codecs()
        self._told: set[str] = set()
        self._states: dict[str, State[Any]] = {}

    def spell(self, changed: Mapping[Key, Cell]) -> Spelled:
        """Return what is stored of cells."""
        spelled = Spelled({}, {}, [], [])
        for key, cell in changed.items():
            state = key.state if type(key) is Slot else key
            if not isinstance(state, State) or not state.is_stored or not state.has_lasting_name:
                continue
            name, is_everybodys = name_of(key), key.scope == "app"
            try:
                data = self._codecs.encode(cell.value, state.name)
                (spelled.everybodys if is_everybodys else spelled.mine)[name] = data
            except CodecError as error:
                (spelled.unfit_everybodys if is_everybodys else spelled.unfit).append(name)
                alone = f"All of State {state.name} is kept in memory alone, as by State(…, store=False)."
                self._tell(state.name, f"{error} {alone}")
        return spelled

    def read(self, cells: Mapping[str, bytes]) -> dict[Key, Cell]:
        """Return what is stored, as far as there are States for them that they still fit."""
        found: dict[Key, Cell] = {}
        for name, data in cells.items():
            title, _, place = name.partition(BETWEEN)
            state = self._find_state(title)
            if state is None:
                continue
            try:
                value = self._codecs.decode(data, title)
            except CodecError as error:
                self._tell(title, f"{error} It begins anew with its default.")
                continue
            if not fits(value, state.first_cell().value):
                kinds = type(value).__name__, type(state.first_cell().value).__name__
                self._tell(
                    title,
                    f"State {title}: what is stored is of type {kinds[0]}, its default of type {kinds[1]}. "
                    "It begins anew with its default.",
                )
                continue
            key: Key = Slot(state, place) if place else state
            found[key] = Cell(value, next(self._world.versions))
        return found

    def _find_state(self, name: str) -> State[Any] | None:
        state = self._states.get(name)
        if state is None and len(self._states) != len(self._world.states):
            self._states = {each.name: each for each in self._world.states}
            state = self._states.get(name)
        return state

    def _tell(self, name: str, text: str) -> None:
        if name not in self._told:
            self._told.add(name)
            log.warning("%s", text)


def name_of(key: Key) -> str:
    """Return what a cell is stored under."""
    return f"{key.state.name}{BETWEEN}{key.place}" if type(key) is Slot else str(key.name)


def fits(value: object, default: object) -> bool:
    """Tell whether a State that begins with this default may hold a value; a number is as good as another."""
    if value is None or default is None or type(value) is type(default):
        return True
    numbers = (int, float)
    return isinstance(value, numbers) and isinstance(default, numbers)


def refuse_size(sizes: Mapping[str, int], cells: Mapping[str, bytes]) -> StateError | None:
    """Return the error of a visitor who would have more than may be stored; None if it is not too much.

    Args:
        sizes: the bytes of each of their cells by now, by name.
        cells: those that are to be written.
    """
    grown = {name: len(name) + len(data) for name, data in cells.items()}
    total = sum({**sizes, **grown}.values()) if grown else 0
    if total <= MAX_SESSION_BYTES:
        return None
    largest = max(grown, key=grown.__getitem__)
    return StateError(
        f"State {largest.partition(BETWEEN)[0]} makes more of one visitor than may be stored",
        expected=f"up to {MAX_SESSION_BYTES:,} bytes in all their States",
        got=f"{total:,} bytes",
        cure="Keep less in it, or make it a State(…, store=False).",
    )
