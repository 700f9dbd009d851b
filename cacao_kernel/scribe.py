"""Scribe: writes into a store what becomes of its records, all that waits in one step."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from . import note
from .cells import Cells
from .clock import SteadyClock
from .errors import CacaoError
from .fault import Recurring
from .memory import Sessions
from .recording import Recording
from .session import Session
from .store import ALL, APP, Change, Conflict, Ended, SessionStore, StoreError


@dataclass(slots=True)
class Draft:
    """What is to become of one record.

    Attributes:
        session: whose it is; None for that of everybody.
        stored: the bytes of each of its cells that is stored.
        cells: those to put in.
        dropped: the names of those to take out.
        tabs: those to put in.
        dropped_tabs: the ids of those to take out.
        sizes: the bytes of each cell before.
    """

    session: Session | None
    stored: dict[str, int]
    cells: dict[str, bytes] = field(default_factory=dict[str, bytes])
    dropped: dict[str, None] = field(default_factory=dict[str, None])
    tabs: dict[str, bytes] = field(default_factory=dict[str, bytes])
    dropped_tabs: dict[str, None] = field(default_factory=dict[str, None])
    sizes: dict[str, int] = field(default_factory=dict[str, int])

    def put(self, cells: Mapping[str, bytes]) -> None:
        """Add cells to those to put in."""
        for name, data in cells.items():
            self.cells[name] = data
            self.dropped.pop(name, None)
            self.sizes.setdefault(name, self.stored.get(name, 0))
            self.stored[name] = len(name) + len(data)

    def drop(self, names: Iterable[str]) -> None:
        """Add cells that are stored to those to take out."""
        for name in names:
            self.cells.pop(name, None)
            self.dropped[name] = None
            self.sizes.setdefault(name, self.stored[name])
            del self.stored[name]


class Scribe:
    """Writes what becomes of records; what is asked for while a commit is under way goes with the next.

    Args:
        store: where they are kept.
        sessions: those in memory.
        everybody: the App's cells for everybody.
        recording: spells cells.
        clock: seconds of the wall clock.

    Attributes:
        drafts: what waits to be written, by record.
        version: that of the record for everybody.
        sizes: the bytes of each of its cells.
        troubles: what the store goes on failing of.
        writer: the task that writes, while there is something.
    """

    def __init__(
        self,
        store: SessionStore,
        sessions: Sessions,
        everybody: Cells,
        recording: Recording,
        clock: SteadyClock,
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._everybody = everybody
        self._recording = recording
        self._clock = clock
        self._waiting: list[asyncio.Future[None]] = []
        self._forgetting: dict[str, asyncio.Task[None]] = {}
        self.troubles = Recurring()
        self.drafts: dict[str, Draft] = {}
        self.version: int | None = None
        self.sizes: dict[str, int] = {}
        self.writer: asyncio.Task[None] | None = None

    def draft(self, session: Session | None) -> Draft:
        """Return what is to become of a session's record, or of that for everybody; to be written soon."""
        record = APP if session is None else session.id
        draft = self.drafts.get(record)
        if draft is None or draft.session is not session:
            draft = self.drafts[record] = Draft(session, self.sizes if session is None else session.sizes)
        if self.writer is None:
            self.writer = asyncio.get_running_loop().create_task(self._write())
        return draft

    def tell(self, future: asyncio.Future[None]) -> None:
        """Tell a future once all that waits by now is safe, or why it could not be."""
        self._waiting.append(future)

    def forget(self, session: Session) -> None:
        """Drop all that is stored of a session, and what was to be."""
        draft = self.drafts.get(session.id)
        if draft is not None and draft.session is session:
            del self.drafts[session.id]
        if session.version is not None or session.sizes or session.stored_tabs:
            task = asyncio.get_running_loop().create_task(self._forget(session.id))
            self._forgetting[session.id] = task
            task.add_done_callback(lambda _: self._forgetting.pop(session.id))

    async def _forget(self, record: str) -> None:
        try:
            await self._store.forget(record)
        except CacaoError as error:
            self.troubles.tell(f"a session whose time is over could not be forgotten: {error}")

    async def end_others(self) -> None:
        """End the sessions in memory that somebody else has ended in the store.

        Raises:
            StoreError: if it cannot be told.
        """
        ended = {*await self._store.ended()}
        for session in self._sessions.remembered if ended else ():
            if ALL in ended or self._store.listed(session.id) in ended:
                self._sessions.end(session)

    async def has_written(self, record: str) -> None:
        """Wait until nothing is to become of a record any more."""
        while record in self._forgetting:
            await asyncio.wait({self._forgetting[record]})
        while record in self.drafts:  # the writer itself goes on as long as anybody has something
            written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.tell(written)
            await asyncio.wait({written})

    async def close(self) -> None:
        """Wait until all is written that has been asked for."""
        while self.writer is not None:
            await asyncio.wait({self.writer})
        if self._forgetting:
            await asyncio.wait(self._forgetting.values())

    async def _write(self) -> None:
        """Commit what there is, as long as there is something."""
        try:
            while self.drafts or self._waiting:
                drafts, self.drafts = self.drafts, {}
                waiting, self._waiting = self._waiting, []
                try:
                    versions = await self._commit(drafts)
                except Exception as error:  # of a plugin's store, too: nobody may wait for ever
                    # What was asked for meanwhile was made of what is not saved: it fails with it.
                    later, self.drafts = self.drafts, {}
                    waiting += self._waiting
                    self._waiting = []
                    self._fail(error, [*later.values(), *drafts.values()], waiting)
                    continue
                for record, version in versions.items():
                    session = drafts[record].session
                    if session is None:
                        self.version = version
                    else:
                        session.version = version
                for future in waiting:
                    if not future.done():
                        future.set_result(None)
        finally:
            self.writer = None

    def _fail(
        self, error: Exception, drafts: Iterable[Draft], waiting: Iterable[asyncio.Future[None]]
    ) -> None:
        """Tell those who wait, the last first, so that each puts back what it has found."""
        what = f"{error}".rstrip(".")
        told = self.troubles.tell(f"what visitors have changed could not be saved: {what}.")
        for draft in drafts:  # the last first, too
            if draft.session is not None:
                draft.session.stored_tabs -= draft.tabs.keys()
            draft.stored.update(draft.sizes)
        for future in reversed([*waiting]):
            if not future.done():
                failure = StoreError(f"it could not be saved: {what}")
                failure.told = told
                refuse(future, failure)

    async def _commit(self, drafts: Mapping[str, Draft]) -> Mapping[str, int]:
        """Commit drafts; a record that is gone is begun anew with all there is of it, if it is not over."""
        anew: set[str] = set()
        while True:
            try:
                return await self._store.commit({name: self._change(draft) for name, draft in drafts.items()})
            except Conflict as conflict:
                if conflict.record not in drafts or conflict.record in anew:
                    raise
                anew.add(conflict.record)
                draft = drafts[conflict.record]
                if draft.session is not None and isinstance(conflict, Ended):
                    await self.end_others()
                    self._sessions.end(draft.session)
                if draft.session is not None and draft.session.is_over:
                    drafts = {name: kept for name, kept in drafts.items() if kept is not draft}
                    continue
                await self._store.forget(conflict.record)
                if draft.session is None:
                    self.version = None
                    draft.cells = {**self._recording.spell(self._everybody).everybodys, **draft.cells}
                else:
                    draft.session.version = None
                    draft.cells = {**self._recording.spell(draft.session.cells).mine, **draft.cells}
                    known = {tab: note.spell(draft.session, tab) for tab in draft.session.stored_tabs}
                    draft.tabs = {**known, **draft.tabs}

    def _change(self, draft: Draft) -> Change:
        session, now = draft.session, self._clock()
        opened, seen, version = None, now, self.version
        if session is not None:
            ahead = now - self._sessions.clock()
            opened, version = ahead + session.opened, session.version
            seen = now if session.tabs else ahead + session.seen
        return Change(
            version,
            draft.cells,
            [*draft.dropped],
            draft.tabs,
            [*draft.dropped_tabs],
            opened if version is None else None,
            seen,
        )


def refuse(future: asyncio.Future[None], error: CacaoError) -> None:
    """Let a future raise an error; whoever does not wait for it is told by the log."""
    future.set_exception(error)
    future.exception()
