"""Keeper: keeps what visitors have in a store, and finds it there again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from . import note
from .cells import Cell, Cells, Key, Slot
from .errors import CacaoError
from .recording import Recording, name_of, refuse_size
from .session import Entry, Session, Sessions
from .store import APP, Change, Conflict, SessionStore, StoreError
from .world import World

log = logging.getLogger("cacao")

EXPIRE_SECONDS = 600.0
TOUCH_SECONDS = 60.0  # how seldom it is noted that a visitor is there who changes nothing


@dataclass(slots=True)
class _Draft:
    """What is to become of one record."""

    session: Session | None
    cells: dict[str, bytes] = field(default_factory=dict[str, bytes])
    dropped: dict[str, None] = field(default_factory=dict[str, None])
    tabs: dict[str, bytes] = field(default_factory=dict[str, bytes])
    dropped_tabs: dict[str, None] = field(default_factory=dict[str, None])
    sizes: dict[str, int] = field(default_factory=dict[str, int])  # of the cells before


class Keeper:
    """Keeps the sessions of one App, and its cells for everybody, in a store.

    All that is asked to be kept while a commit is under way goes with the next, in one step.

    Args:
        store: where they are kept.
        sessions: those in memory.
        everybody: the App's cells for everybody.
        world: what the user's code declared.
        tab_seconds: how long a tab may be away.
    """

    def __init__(
        self, store: SessionStore, sessions: Sessions, everybody: Cells, world: World, tab_seconds: float
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._everybody = everybody
        self._tab_seconds = tab_seconds
        self._recording = Recording(world)
        self._drafts: dict[str, _Draft] = {}
        self._waiting: list[asyncio.Future[None]] = []
        self._writer: asyncio.Task[None] | None = None
        self._expirer: asyncio.Task[None] | None = None
        self._version: int | None = None  # of the record for everybody

    async def open(self) -> None:
        """Open the store, and take from it what is for everybody.

        Raises:
            StoreError: if it cannot be used.
        """
        await self._store.open()
        record = await self._store.load(APP)
        if record is not None:
            self._version = record.version
            self._everybody.update(self._recording.read(record.cells))
        self._expirer = asyncio.create_task(self._expire())

    async def close(self) -> None:
        """Write what has been asked for, and close the store."""
        if self._expirer is not None:
            self._expirer.cancel()
        while self._writer is not None:
            await asyncio.wait({self._writer})
        await self._store.close()

    async def load(self, session_id: str) -> None:
        """Bring a session into memory, if it is not there and is stored.

        Raises:
            StoreError: if it cannot be told.
        """
        session = self._sessions.find(session_id)
        if session is not None:
            self._touch(session)
            return
        while session_id in self._drafts and self._writer is not None:
            await asyncio.wait({self._writer})
        record = await self._store.load(session_id)
        if record is None or self._sessions.find(session_id) is not None:
            return
        session = self._sessions.open(session_id, age=max(time.time() - record.opened, 0))
        session.version = record.version
        session.sizes = {name: len(name) + len(data) for name, data in record.cells.items()}
        session.cells.update(self._recording.read(record.cells))
        for tab, data in record.tabs.items():
            found = note.read(data)
            if found is None:
                continue
            session.stored_tabs.add(tab)
            session.handled[tab] = found.handled
            session.places[tab] = found.place
            session.expect(tab, self._tab_seconds)
        self._touch(session)

    def keep(
        self,
        session: Session | None,
        changed: Mapping[Key, Cell],
        entry: Entry | None = None,
        begun: Entry | None = None,
    ) -> asyncio.Future[None]:
        """Have written what was changed, and the event that has been handled with it.

        Args:
            session: the visitor; None for what is for everybody.
            changed: the cells.
            entry: the event.
            begun: an event of which this is a part, while its handler goes on.

        Returns:
            What is done once it is safe. It raises StoreError if that could not be, StateError if the visitor
            would have more than may be stored.
        """
        mine, everybodys = self._recording.spell(changed)
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if session is not None:
            error = refuse_size(session.sizes, mine)
            if error is not None:
                _fail(future, error)
                return future
        is_of_session = session is not None and bool(mine or entry or begun)
        if is_of_session and session is not None:
            draft = self._draft(session.id, session)
            self._put(draft, mine)
            for tab in self._tabs_of(session, changed, entry or begun):
                draft.tabs[tab] = note.spell(session, tab, entry, begun)
                session.stored_tabs.add(tab)
        if everybodys:
            self._put(self._draft(APP, None), everybodys)
        if not (is_of_session or everybodys):
            future.set_result(None)
            return future
        self._waiting.append(future)
        self._wake()
        return future

    def drop(self, session: Session, cells: Iterable[Key], tab: str = "") -> None:
        """Have taken out what a session has dropped, if it is stored."""
        if session.version is None and session.id not in self._drafts:
            return
        names = [name for name in map(name_of, cells) if name in session.sizes]
        if not names and tab not in session.stored_tabs:
            return
        draft = self._draft(session.id, session)
        for name in names:
            draft.cells.pop(name, None)
            draft.dropped[name] = None
            del session.sizes[name]
        if tab in session.stored_tabs:
            session.stored_tabs.discard(tab)
            draft.tabs.pop(tab, None)
            draft.dropped_tabs[tab] = None
        self._wake()

    def _touch(self, session: Session) -> None:
        """Have noted that a stored visitor was seen, once in a while."""
        if session.version is not None and time.monotonic() - session.touched > TOUCH_SECONDS:
            session.touched = time.monotonic()
            self._draft(session.id, session)
            self._wake()

    def _draft(self, record: str, session: Session | None) -> _Draft:
        draft = self._drafts.get(record)
        if draft is None:
            draft = self._drafts[record] = _Draft(session)
        return draft

    def _put(self, draft: _Draft, cells: Mapping[str, bytes]) -> None:
        for name, data in cells.items():
            draft.cells[name] = data
            draft.dropped.pop(name, None)
        if draft.session is not None:
            sizes = draft.session.sizes
            for name, data in cells.items():
                draft.sizes.setdefault(name, sizes.get(name, 0))
                sizes[name] = len(name) + len(data)

    def _tabs_of(self, session: Session, changed: Iterable[Key], entry: Entry | None) -> set[str]:
        """Return the tabs of which something new is to be stored."""
        found = set[str]() if entry is None else {entry.tab}
        places = {key.place.partition(" ")[0] for key in changed if type(key) is Slot and key.scope == "tab"}
        if places:
            found |= {
                tab
                for tab, place in session.places.items()
                if place in places and tab not in session.stored_tabs
            }
        return found

    def _wake(self) -> None:
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        """Commit what there is, as long as there is something."""
        try:
            while self._drafts:
                drafts, self._drafts = self._drafts, {}
                waiting, self._waiting = self._waiting, []
                try:
                    versions = await self._commit(drafts)
                except CacaoError as error:
                    self._fail(error, drafts, waiting)
                    continue
                for record, version in versions.items():
                    session = drafts[record].session
                    if session is None:
                        self._version = version
                    else:
                        session.version = version
                for future in waiting:
                    if not future.done():
                        future.set_result(None)
        finally:
            self._writer = None

    async def _commit(self, drafts: Mapping[str, _Draft]) -> Mapping[str, int]:
        """Commit drafts; a record that is gone, as it was too old, is begun anew with all there is of it."""
        anew: set[str] = set()
        while True:
            try:
                return await self._store.commit({name: self._change(draft) for name, draft in drafts.items()})
            except Conflict as conflict:
                if conflict.record not in drafts or conflict.record in anew:
                    raise
                anew.add(conflict.record)
                draft = drafts[conflict.record]
                await self._store.forget(conflict.record)
                if draft.session is None:
                    self._version = None
                    draft.cells = {**self._recording.spell(self._everybody)[1], **draft.cells}
                else:
                    draft.session.version = None
                    draft.cells = {**self._recording.spell(draft.session.cells)[0], **draft.cells}

    def _change(self, draft: _Draft) -> Change:
        session = draft.session
        return Change(
            self._version if session is None else session.version,
            draft.cells,
            [*draft.dropped],
            draft.tabs,
            [*draft.dropped_tabs],
            seen=time.time(),
        )

    def _fail(
        self, error: CacaoError, drafts: Mapping[str, _Draft], waiting: list[asyncio.Future[None]]
    ) -> None:
        """Tell those who wait, the last first, so that each puts back what it has found."""
        log.error("what visitors have changed could not be saved: %s", error)
        for draft in drafts.values():
            if draft.session is not None:
                draft.session.stored_tabs -= draft.tabs.keys()
                draft.session.sizes.update(draft.sizes)
        for future in reversed(waiting):
            if not future.done():
                _fail(future, StoreError(f"it could not be saved: {error}".rstrip(".")))

    async def _expire(self) -> None:
        """Drop sessions that are too old, every now and then."""
        while True:
            await asyncio.sleep(EXPIRE_SECONDS)
            try:
                await self._store.expire(time.time(), self._sessions.present)
            except CacaoError as error:
                log.error("old sessions could not be dropped: %s", error)


def _fail(future: asyncio.Future[None], error: CacaoError) -> None:
    future.set_exception(error)
    future.exception()  # whoever does not wait for it is told by the log
