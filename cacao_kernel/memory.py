"""Memory: the sessions of one App, and how long each is remembered."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

from .cells import Key
from .chronicle import Chronicle
from .contributions import SessionLimits
from .session import Session

MAX_SESSIONS = 10_000
DEFAULT_LIMITS = SessionLimits()
MAX_RETIRED = 10_000
GRACE = 30.0  # seconds past its end that a session may take to answer the events that are being handled
ASK_AGAIN = 0.05


class Sessions:
    """The sessions of one App, kept in memory: the least recently used go first when there are too many.

    Args:
        clock: seconds that only grow.
        capacity: how many sessions are kept; those with a live tab always are, and those that somebody
            is busy with.
        limits: how long one lasts.
        events_per_second: how often the events of one session may come; 0 sets no bound.

    Attributes:
        clock: seconds that only grow.
        limits: how long a session lasts.
        records: whether what happens in a session is recorded, for its history.
        new_chronicle: makes what it is recorded in.
        on_drop: told by a session of the cells, and of the tab, that it has dropped.
        on_end: each is told of a session whose time is over.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        capacity: int = MAX_SESSIONS,
        limits: SessionLimits = DEFAULT_LIMITS,
        events_per_second: int = 0,
    ) -> None:
        self.clock = clock
        self.limits = limits
        self._capacity = capacity
        self._events_per_second = events_per_second
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._retired: OrderedDict[str, None] = OrderedDict()
        self._wanted: Counter[str] = Counter()
        self.records = False
        self.new_chronicle: Callable[[], Chronicle] = Chronicle
        self.on_drop: Callable[[Session, list[Key], str], None] | None = None
        self.on_end: list[Callable[[Session], None]] = []

    def find(self, session_id: str) -> Session | None:
        """Return the session of this id, unless it was never opened or is forgotten."""
        session = self._sessions.get(session_id)
        if session is None:
            return None
        if self._is_late(session):
            self.end(session)
            return None
        session.seen = self.clock()
        self._sessions.move_to_end(session_id)
        return session

    def open(self, session_id: str, age: float = 0) -> Session:
        """Return the session of this id, opened now if need be, or so many seconds ago."""
        session = self.find(session_id)
        if session is None:
            opened = self.clock() - age
            session = Session(session_id, opened, self._events_per_second, self.clock)
            session.on_drop = self.on_drop
            session.chronicle = self.new_chronicle() if self.records else None
            self._make_room()
            self._sessions[session_id] = session
            with suppress(RuntimeError):  # no loop runs
                self._end_in_time(session, self.limits.expires - age)
        return session

    @contextmanager
    def keeping(self, session_id: str) -> Generator[None]:
        """Let this session not make room for others, for the length of a ``with`` block."""
        self._wanted[session_id] += 1
        try:
            yield
        finally:
            self._wanted[session_id] -= 1
            if not self._wanted[session_id]:
                del self._wanted[session_id]

    def end(self, session: Session) -> None:
        """End a session: nobody finds it again, and whoever has to do with it is told."""
        if session.is_over:
            return
        session.is_over = True
        self._retired[session.id] = None
        if len(self._retired) > MAX_RETIRED:
            self._retired.popitem(last=False)
        for tell in self.on_end:
            tell(session)
        if self._sessions.get(session.id) is session:
            self._forget(session)

    def is_retired(self, session_id: str) -> bool:
        """Tell whether the session of this id has ended, so that who still has it is given another."""
        return session_id in self._retired

    def _end_in_time(self, session: Session, seconds: float) -> None:
        """End a session in so many seconds, if its time is over by then, else a little later.

        Raises:
            RuntimeError: if no loop is running.
        """

        def look() -> None:
            if self._is_late(session):
                self.end(session)
            else:
                self._end_in_time(session, ASK_AGAIN)

        session.end = asyncio.get_running_loop().call_later(seconds, look)

    @property
    def remembered(self) -> list[Session]:
        """All that are in memory."""
        return [*self._sessions.values()]

    def _is_late(self, session: Session) -> bool:
        now, limits = self.clock(), self.limits
        left = session.opened + limits.expires - now
        if left <= 0 and (left <= -GRACE or not session.is_busy):
            return True
        return bool(limits.idle) and not session.tabs and now - session.seen >= limits.idle

    def _make_room(self) -> None:
        oldest = next(iter(self._sessions.values()), None)
        if oldest is None or (len(self._sessions) < self._capacity and not self._is_late(oldest)):
            return  # as most often: no list of thousands is needed
        for session in list(self._sessions.values()):
            is_late = self._is_late(session)
            if len(self._sessions) < self._capacity and not is_late:
                break
            if is_late:
                self.end(session)
            elif not (session.tabs or session.is_busy or session.id in self._wanted):
                self._forget(session)

    def _forget(self, session: Session) -> None:
        """Forget what is in memory; what is stored of it stays."""
        del self._sessions[session.id]
        _stop_timers(session)

    def close(self) -> None:
        """Stop all timers, now that nobody comes any more."""
        for session in self._sessions.values():
            _stop_timers(session)

    def __len__(self) -> int:
        return len(self._sessions)


def _stop_timers(session: Session) -> None:
    """Stop what would keep a session until its end."""
    if session.end is not None:
        session.end.cancel()
    for tab in list(session.ends):
        session.stay(tab)
