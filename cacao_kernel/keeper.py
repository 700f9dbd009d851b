"""Keeper: keeps what visitors have in a store, and finds it there again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress

from . import note
from .cells import Cell, Cells, Key, Slot
from .clock import SteadyClock
from .errors import CacaoError
from .memory import Sessions
from .recording import Recording, name_of, refuse_size
from .scribe import Scribe, refuse
from .session import Entry, Session
from .store import APP, SessionStore
from .world import World

log = logging.getLogger("cacao.session")

EXPIRE_SECONDS = 600.0
WATCH_SECONDS = 0.5  # how soon it is seen that somebody else has ended a session
TOUCH_SECONDS = 60.0  # how seldom it is noted that a visitor is there who changes nothing


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
        self._watchers: list[asyncio.Task[None]] = []
        self._clock = SteadyClock()
        self._scribe = Scribe(store, sessions, everybody, self._recording, self._clock)

    async def open(self, *, is_open: bool = False) -> None:
        """Open the store, unless another keeper has left it open, and take from it what is for everybody.

        Raises:
            StoreError: if it cannot be used.
        """
        if not is_open:
            await self._store.open()
        record = await self._store.load(APP)
        if record is not None:
            self._scribe.version = record.version
            self._scribe.sizes = _sizes(record.cells)
            self._everybody.update(self._recording.read(record.cells))
        self._sessions.on_drop = self.drop
        self._sessions.on_end.append(self.end)
        self._watchers = [asyncio.create_task(self._expire()), asyncio.create_task(self._watch())]

    async def close(self, *, leaves_open: bool = False) -> None:
        """Write what has been asked for, and close the store, unless another keeper goes on with it."""
        for watcher in self._watchers:
            watcher.cancel()
        self._sessions.on_end.remove(self.end)
        await self._scribe.close()
        if not leaves_open:
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
        await self._scribe.has_written(session_id)
        try:
            record = await self._store.load(session_id)
        except CacaoError as error:
            error.told = self._scribe.troubles.tell(f"what is stored of visitors could not be read: {error}")
            raise
        if record is None or self._sessions.find(session_id) is not None:
            return
        session = self._sessions.open(session_id, age=max(self._clock() - record.opened, 0))
        session.version = record.version
        session.sizes = _sizes(record.cells)
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
        mine, everybodys, unfit, unfit_everybodys = self._recording.spell(changed)
        # What a restart would bring back is older than what is kept with it.
        stale = [name for name in unfit if session is not None and name in session.sizes]
        stale_everybodys = [name for name in unfit_everybodys if name in self._scribe.sizes]
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if session is not None and not session.is_over:
            error = refuse_size(session.sizes, mine)
            if error is not None:
                refuse(future, error)
                return future
        is_of_session = session is not None and not session.is_over and bool(mine or stale or entry or begun)
        if is_of_session and session is not None:
            draft = self._scribe.draft(session)
            draft.put(mine)
            draft.drop(stale)
            if entry is not None:
                handled = session.handled_of(entry.tab)
                handled.kept[entry.number] = entry.answer
                future.add_done_callback(
                    lambda done: handled.settle(entry.number, is_safe=done.exception() is None)
                )
            elif begun is not None and begun.number not in session.handled_of(begun.tab):
                session.handled_of(begun.tab).begun.add(begun.number)
            for tab in self._tabs_of(session, changed, entry or begun):
                draft.tabs[tab] = note.spell(session, tab)
                session.stored_tabs.add(tab)
        if everybodys or stale_everybodys:
            draft = self._scribe.draft(None)
            draft.put(everybodys)
            draft.drop(stale_everybodys)
        elif not is_of_session:
            future.set_result(None)
            return future
        self._scribe.tell(future)
        return future

    def end(self, session: Session) -> None:
        """Have forgotten all that is stored of a session whose time is over."""
        self._scribe.forget(session)

    def drop(self, session: Session, cells: Iterable[Key], tab: str = "") -> None:
        """Have taken out what a session has dropped, if it is stored."""
        if session.is_over or (session.version is None and session.id not in self._scribe.drafts):
            return
        names = [name for name in map(name_of, cells) if name in session.sizes]
        if not names and tab not in session.stored_tabs:
            return
        draft = self._scribe.draft(session)
        draft.drop(names)
        if tab in session.stored_tabs:
            session.stored_tabs.discard(tab)
            draft.tabs.pop(tab, None)
            draft.dropped_tabs[tab] = None

    def _touch(self, session: Session) -> None:
        """Have noted that a stored visitor was seen, once in a while."""
        if session.version is not None and time.monotonic() - session.touched > self._often(TOUCH_SECONDS):
            session.touched = time.monotonic()
            self._scribe.draft(session)

    def _often(self, seconds: float) -> float:
        """Return after how many seconds to do what is done so often, or more often for those who idle."""
        idle = self._sessions.limits.idle
        return min(seconds, idle / 4) if idle else seconds

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

    async def _watch(self) -> None:
        """End what others end."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            with suppress(CacaoError):  # of a store in trouble whoever writes is told
                await self._scribe.end_others()

    async def _expire(self) -> None:
        """Drop sessions that are too old, every now and then."""
        while True:
            await asyncio.sleep(self._often(EXPIRE_SECONDS))
            remembered = self._sessions.remembered
            for session in remembered:
                if session.tabs:
                    self._touch(session)
            try:
                await self._store.expire(self._clock(), [session.id for session in remembered])
            except CacaoError as error:
                log.error("old sessions could not be dropped: %s", error)


def _sizes(cells: Mapping[str, bytes]) -> dict[str, int]:
    return {name: len(name) + len(data) for name, data in cells.items()}
