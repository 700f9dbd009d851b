"""Session: one visitor, their cells and their tabs; and the memory that holds the sessions."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from .cells import Cell, Overlay
from .cookie import LIFETIME
from .state import State

log = logging.getLogger("cacao")

MAX_SESSIONS = 10_000
MAX_REMEMBERED_TABS = 64


class Watcher(Protocol):
    """What a session needs of a tab: to be told which cells have changed."""

    def flush(self, changed: Iterable[State[Any]]) -> None:
        """Paint what changed."""
        ...


class Session:
    """One visitor: owns their cells and may have several tabs.

    Attributes:
        id: the id their cookie carries.
        cells: the committed value of each State they have used.
        tabs: the live tabs, by tab id.
        lock: held by the one handler that runs for this session.
        running: that handler's overlay, whose writes the session's own tabs show as progress.
        handled: the number of the last event handled, by tab id, so that one sent
            again after a lost acknowledgement is not run again.
    """

    def __init__(self, session_id: str, now: float) -> None:
        self.id = session_id
        self.cells: dict[State[Any], Cell] = {}
        self.tabs: dict[str, Watcher] = {}
        self.lock = asyncio.Lock()
        self.running: Overlay | None = None
        self.handled: OrderedDict[str, int] = OrderedDict()
        self.opened = now

    def commit(self, writes: dict[State[Any], Cell]) -> None:
        """Publish what a handler wrote, and let every tab of the session show it."""
        self.cells.update(writes)
        for state in writes:
            state.tell_if_unheld()
        self.flush(writes)

    def flush(self, changed: Iterable[State[Any]]) -> None:
        """Let every tab show what changed: the committed cells, and a running handler's progress."""
        for tab in list(self.tabs.values()):
            try:
                tab.flush(changed)
            except Exception:  # ours, not the user's: the other tabs must be painted
                log.exception("a tab could not be painted")

    def remember(self, tab: str, number: int) -> None:
        """Note that this event of the tab has been handled."""
        self.handled[tab] = number
        self.handled.move_to_end(tab)
        if len(self.handled) > MAX_REMEMBERED_TABS:
            idle = next((known for known in self.handled if known not in self.tabs), None)
            if idle is not None:
                del self.handled[idle]


class Sessions:
    """The sessions of one App, kept in memory: the least recently used go first when there are too many.

    Args:
        clock: seconds that only grow.
        capacity: how many sessions are kept; those with a live tab always are.
        lifetime: seconds after which a session is forgotten, once its last tab has gone.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        capacity: int = MAX_SESSIONS,
        lifetime: float = LIFETIME,
    ) -> None:
        self._clock = clock
        self._capacity = capacity
        self._lifetime = lifetime
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def find(self, session_id: str) -> Session | None:
        """Return the session of this id, unless it was never opened or is forgotten."""
        session = self._sessions.get(session_id)
        if session is None:
            return None
        now = self._clock()
        if not session.tabs and now - session.opened >= self._lifetime:
            del self._sessions[session_id]
            return None
        self._sessions.move_to_end(session_id)
        return session

    def open(self, session_id: str) -> Session:
        """Return the session of this id, opened now if need be."""
        session = self.find(session_id)
        if session is None:
            session = Session(session_id, self._clock())
            self._make_room()
            self._sessions[session_id] = session
        return session

    def _make_room(self) -> None:
        now = self._clock()
        for session in list(self._sessions.values()):
            is_late = now - session.opened >= self._lifetime
            if len(self._sessions) < self._capacity and not is_late:
                break
            if not session.tabs:
                del self._sessions[session.id]

    def __len__(self) -> int:
        return len(self._sessions)
