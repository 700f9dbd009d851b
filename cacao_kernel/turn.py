"""Turn: one run of user code that may write, and what it and the tasks it leaves behind write."""

from __future__ import annotations

import asyncio
import types
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any, Protocol, cast

from .cells import Cell, Cells, Key, Overlay
from .errors import StateError, is_cancelling
from .late import OVERTAKEN, TIME_OVER, Late
from .limit import Limit
from .parts import Parts, refuse_in_query
from .redirect import Redirect
from .run import Run, enter
from .session import Call, Entry, Session
from .shared import Shared

Refuse = Callable[[Key], StateError | None]
Work = Callable[[], Coroutine[Any, Any, Any]]


class Publisher(Protocol):
    """What a turn needs of the App: to make what it wrote everybody's truth."""

    shared: Shared

    def publish(
        self,
        session: Session | None,
        writes: dict[Key, Cell],
        entry: Entry | None = None,
        begun: Entry | None = None,
        cause: str = "page",
    ) -> asyncio.Future[None] | None:
        """Put what was written into the committed cells, and let every tab show it."""
        ...


class Overtaken(Exception):
    """A newer event has taken the place of the one that a handler has run for."""


class Turn(Run):
    """One run of a handler: shows its progress while it runs, and commits what its tasks write later.

    It is the Run of the code it runs. Nothing in it leads back to it, so that it goes as soon as it is over.

    Args:
        app: publishes what was written.
        session: the visitor; None for code that runs for everybody.
        tab: the id of the tab; empty for none.
        region: the region whose node the event came from.
        refusal: why it may not write; None if it may.

    Attributes:
        calls: what is to be called in the browser, once it shows what was written.
        entry: the note that its event has been handled; where it sends the tab is added to it.
        is_over: whether the handler has ended.
        cause: what runs, for the history of the session.
        has_published: whether something has become everybody's truth before its end, and is safe.
    """

    calls: deque[Call] | None = None
    entry: Entry | None = None
    cause = "task"
    is_over = False
    has_published = False
    _is_due = False
    _is_starting = False  # and has not waited yet: the flush comes when it does
    _late: Late | None = None
    _limit: Limit | None = None
    _parts: Parts | None = None
    _seconds: float | None = None

    def __init__(
        self,
        app: Publisher,
        session: Session | None,
        tab: str = "",
        region: Any = None,
        refusal: Refuse | None = None,
    ) -> None:
        cells = Overlay(Cells() if session is None else session.cells, app.shared.cells)
        cells.refusal = refusal
        super().__init__(cells, tab, region, session)
        self._app = app
        self._loop = asyncio.get_running_loop()

    @property
    def app(self) -> Publisher:
        """What serves the visitor."""
        return self._app

    @property
    def turn(self) -> Turn:
        """The turn itself."""
        return self

    @types.coroutine
    def perform(
        self, work: Work, seconds: float | None = None, where: object = ""
    ) -> Generator[Any, Any, Any]:
        """Run user code to its end, publish what it wrote, and return what it returned.

        What it wrote is dropped if it raises, and painted away where its progress was shown.

        Args:
            work: returns a coroutine.
            seconds: how long it may show no progress; None for as long as it likes.
            where: what spells its name, for errors.

        Raises:
            BaseException: whatever the code raises.
        """
        session = self.session
        if session is not None:
            session.running.append(self.cells)
        try:
            self._is_starting, self._seconds = True, seconds
            context = copy_context()  # what user code sets there stays there
            coroutine, awaited, returned = context.run(self._start, work)
            if coroutine is not None:
                if self._parts is not None:
                    seconds = self._parts.limit(seconds)
                self._limit = limit = Limit(seconds, where, self._close)
                self._waits()
                returned = yield from limit.go_on(coroutine, awaited, cast(Any, context.run))
            if self._late is OVERTAKEN:
                raise Overtaken
            self._end()
            # There functions of update() may run again, and raise.
            writes = context.run(self._app.shared.take, self.cells)
        except BaseException as error:
            self._end()
            dropped = {*self.cells.take_writes(), *self.cells.touched}
            self.calls = None
            if session is not None and (dropped or not is_cancelling(error)):
                session.flush(dropped)  # what was painted of them returns to what it was
            is_failure = self._late is not OVERTAKEN and not is_cancelling(error)
            if session is not None and session.chronicle is not None and is_failure:
                session.chronicle.note_failure(self.entry and self.entry[:2], self.cause, error)
            self.cause = Turn.cause  # that of what it has left running
            raise
        entry = self.entry
        if entry is not None and isinstance(returned, Redirect):
            entry = entry._replace(answer=returned)
        kept = self._publish(writes, entry)
        self.cause = Turn.cause
        if kept is not None:
            yield from asyncio.shield(kept)
        return returned

    def _start(self, work: Work) -> tuple[Coroutine[Any, Any, Any] | None, Any, Any]:
        """Run the code until it waits for the first time; return it with what it waits for, or its result."""
        enter(self)
        coroutine = work()
        try:
            return coroutine, coroutine.send(None), None
        except StopIteration as done:  # it has not waited for anything
            return None, None, done.value

    def _waits(self) -> None:
        """Show what has been written, now that the code waits for the first time."""
        self._is_starting = False
        if self._is_due:
            self._flush()

    def _end(self) -> None:
        self.is_over = True
        if self._is_starting:
            self._is_starting = self._is_due = False
        self._limit = None
        if self.session is not None and self.cells in self.session.running:
            self.session.running.remove(self.cells)

    def _close(self, late: Late = TIME_OVER) -> None:
        """Refuse what the code still writes, which goes on where nobody waits for it."""
        self._late = late
        self.cells.refusal = late.refuse_write

    def overtake(self) -> None:
        """Let nothing count that the code has written or still writes: a newer event is in its place."""
        if not self.is_over:
            self._close(OVERTAKEN)

    def refuse_if_late(self, what: str) -> None:
        """Raise an error if all that the code still does is dropped.

        Args:
            what: what it was to do, for the error.

        Raises:
            StateError: then.
        """
        if self._late is not None:
            raise self._late.refuse(what)

    @contextmanager
    def within(self, seconds: float | None, *, is_query: bool) -> Generator[None]:
        """Hold a part of the code to a time limit of its own, and let it write or not.

        Several may run at once: then the longest of their limits holds.

        Args:
            seconds: how long it may show no progress; None for as long as it likes.
            is_query: whether it only reads.
        """
        parts = self._parts = self._parts or Parts()
        part = parts.begin(seconds, is_query=is_query)
        if is_query and self.cells.refusal is None:
            self.cells.refusal = refuse_in_query
        self._change_limit(parts)
        try:
            yield
        finally:
            parts.end(part)
            self._change_limit(parts)

    def _change_limit(self, parts: Parts) -> None:
        if self._limit is not None:
            self._limit.change(parts.limit(self._seconds))

    def publish(self) -> asyncio.Future[None] | None:
        """Make what has been written so far everybody's truth; return what is done once it is safe."""
        writes = self._app.shared.take(self.cells)
        is_part = bool(writes) and not self.is_over
        kept = self._publish(writes, begun=self.entry)
        if is_part and kept is not None:
            kept.add_done_callback(self._note_published)
        elif is_part:
            self.has_published = True
        return kept

    def _note_published(self, kept: asyncio.Future[None]) -> None:
        """Note that something is safe, if it is."""
        if not kept.cancelled() and kept.exception() is None:
            self.has_published = True

    def _publish(
        self, writes: dict[Key, Cell], entry: Entry | None = None, begun: Entry | None = None
    ) -> asyncio.Future[None] | None:
        has_called = self.calls is not None and self._hand_calls()
        if writes or entry is not None:
            return self._app.publish(self.session, writes, entry, begun, self.cause)
        if has_called and self.session is not None:
            self.session.flush(())
        return None

    def call(self, target: str | None, method: str, arguments: tuple[Any, ...]) -> None:
        """Let the browser call a method of a node, or of the page, once it shows what has been written."""
        if self.calls is None:
            self.calls = deque()
        self.calls.append((target, method, arguments))
        self.wrote()

    def _hand_calls(self) -> bool:
        """Hand what is to be called to the tab, which sends it behind what it paints next."""
        calls: list[Call] = []
        while self.calls is not None and self.calls:  # one by one: a thread may add to them meanwhile
            calls.append(self.calls.popleft())
        if calls and self.session is not None:
            self.session.call(self.tab, calls)
        return bool(calls)

    def wrote(self) -> None:
        """Ask for one flush at the end of the loop's turn; called in whatever thread wrote."""
        limit = self._limit
        if limit is not None:
            limit.touch()
        if self._is_due:
            return
        self._is_due = True
        loop = self._loop
        if asyncio._get_running_loop() is loop:
            if not self._is_starting:
                loop.call_soon(self._flush)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(self._flush)

    def _flush(self) -> None:
        self._is_due = False
        if self.is_over:
            self.publish()
        elif self.session is not None:
            self._hand_calls()
            self.session.flush(self.cells.copy_writes())
