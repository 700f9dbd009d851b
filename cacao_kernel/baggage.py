"""Baggage: what visitors have, passed from one edition of the code to the next."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from . import note
from .cells import Cell, Cells, Key, Slot
from .codec import CodecError, Codecs
from .discretion import Discretion
from .memory import Sessions
from .plain import dump_plain
from .recording import fits
from .session import Session
from .shared import Shared
from .state import State
from .tab import Tab
from .world import World

log = logging.getLogger("cacao.session")


class Packed(NamedTuple):
    """The value of one State in one place.

    Attributes:
        name: the State's.
        place: what tells its cells apart; empty for none.
        value: the value.
        data: the value as JSON, if it is made of classes: those of the next edition are others.
    """

    name: str
    place: str
    value: Any
    data: bytes | None


class Traveller(Protocol):
    """What this needs of the live part of an App."""

    sessions: Sessions
    shared: Shared


class Baggage(NamedTuple):
    """What visitors have in one edition.

    Attributes:
        everybodys: the values for everybody.
        sessions: each visitor, and their values.
        discretion: what no tool for developers is to tell.
    """

    everybodys: list[Packed]
    sessions: list[tuple[Session, list[Packed]]]
    discretion: Discretion


def pack(live: Traveller) -> Baggage:
    """Return what visitors have; called while the names of modules mean those of that edition."""
    sessions = [session for session in live.sessions.remembered if not session.is_over]
    packed = [(session, _pack(session.cells)) for session in sessions]
    return Baggage(_pack(live.shared.cells), packed, live.shared.teller.discretion)


def unpack(baggage: Baggage, live: Traveller, world: World, tab_seconds: float) -> None:
    """Give visitors what they had, as far as there are States for it that it still fits.

    Args:
        baggage: what they had.
        live: the live part of the next edition's App.
        world: what that has declared.
        tab_seconds: how long a tab may be away.
    """
    unpacker = _Unpacker(world)
    live.shared.teller.discretion.inherit(baggage.discretion)
    live.shared.cells.update(unpacker.read(baggage.everybodys))
    for session, packed in baggage.sessions:
        heir = live.sessions.open(session.id, age=max(live.sessions.clock() - session.opened, 0))
        heir.cells.update(unpacker.read(packed))
        heir.seen, heir.touched = session.seen, session.touched
        if heir.chronicle is not None and session.chronicle is not None:
            heir.chronicle.inherit(session.chronicle)
        heir.version, heir.sizes, heir.stored_tabs = session.version, session.sizes, session.stored_tabs
        heir.sequences, heir.places = session.sequences, session.places
        left = [tab for tab in session.away.values() if isinstance(tab, Tab)]
        heir.titles = session.titles | {tab.place: tab.screen.headline.text for tab in left}
        for tab in [*session.handled]:  # a tab that is asked for becomes the newest of them
            told = note.read(note.spell(session, tab))
            if told is not None:
                heir.handled[tab] = told.handled
        for tab in heir.places:
            heir.expect(tab, tab_seconds)


def _pack(cells: Cells) -> list[Packed]:
    packed: list[Packed] = []
    codecs = Codecs()
    for key, cell in list(cells.items()):
        state = key.state if type(key) is Slot else key
        # Who has never written it gets what it begins with in the next edition.
        is_first = isinstance(state, State) and cell.version == key.first_cell().version
        if is_first or not isinstance(state, State) or not state.has_lasting_name:
            continue
        data = None
        if dump_plain(cell.value) is None:
            try:
                data = codecs.encode(cell.value, state.name)
            except CodecError:
                data = None  # it goes as it is: a connection, an array
        packed.append(Packed(state.name, key.place if type(key) is Slot else "", cell.value, data))
    return packed


class _Unpacker:
    def __init__(self, world: World) -> None:
        self._world = world
        self._states: dict[str, State[Any]] = {state.name: state for state in world.states}
        self._codecs = Codecs()
        self._told: set[str] = set()

    def read(self, packed: Iterable[Packed]) -> dict[Key, Cell]:
        found: dict[Key, Cell] = {}
        for name, place, value, data in packed:
            state = self._states.get(name)
            if state is None:
                continue
            if data is not None:
                try:
                    value = self._codecs.decode(data, name)
                except CodecError as error:
                    self._tell(name, str(error))
                    continue
            default = state.first_cell().value
            if not fits(value, default):
                kinds = type(value).__name__, type(default).__name__
                self._tell(name, f"State {name} held a value of type {kinds[0]}, and now is of {kinds[1]}.")
                continue
            key: Key = Slot(state, place) if place else state
            found[key] = Cell(value, next(self._world.versions))
        return found

    def _tell(self, name: str, text: str) -> None:
        if name not in self._told:
            self._told.add(name)
            log.warning("%s It begins anew with its default.", text)
