"""Session: one visitor, their cells and their tabs; and the memory that holds the sessions."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from .cells import Cells, Key, Overlay, Slot
from .cookie import LIFETIME
from .lock import Lock
from .rate import Rate
from .redirect import Redirect

log = logging.getLogger("cacao")

MAX_SESSIONS = 10_000
MAX_REMEMBERED_TABS = 64
MAX_ANSWERS = 64  # of a tab: what events were answered beside "done", should they be sent again
MAX_ABOVE = 1_000

Answer = tuple[str, str] | Redirect
Call = tuple[str, str, tuple[Any, ...]]  # the node's id or key, a method, its arguments


class Entry(NamedTuple):
    """An event that has been handled: committed in one step with what its handler wrote."""

    tab: str
    number: int
    answer: Answer | None = None


class Watcher(Protocol):
    """What a session needs of a tab: to be told which cells have changed."""

    @property
    def place(self) -> str:
        """What the tab's own cells are found under."""
        ...

    def flush(self, changed: Iterable[Key]) -> None:
        """Paint what changed."""
        ...

    def call(self, calls: Iterable[Call]) -> None:
        """Have methods of nodes called behind what is painted next."""
        ...

    def shows(self, identity: str) -> bool:
        """Tell whether a component of this identity is on the tab's screen."""
        ...


class Handled:
    """The events of one tab that have been handled, so that one sent again is not run again.

    Attributes:
        underway: the events that are being handled, each with what is set once it has been, if
            somebody waits for that.
    """

    __slots__ = ("_above", "_answers", "_below", "underway")

    def __init__(self, below: int = 0, answers: Mapping[int, Answer] | None = None) -> None:
        self.underway: dict[int, asyncio.Event | None] = {}
        self._below = below  # every number up to this one
        self._above: set[int] = set()  # those that were quicker than one before them
        self._answers: OrderedDict[int, Answer] = OrderedDict(answers or {})

    def __contains__(self, number: int) -> bool:
        return number <= self._below or number in self._above

    async def until_done(self, number: int) -> None:
        """Wait for the end of an event that is being handled."""
        is_done = self.underway[number] = self.underway[number] or asyncio.Event()
        await is_done.wait()

    def add(self, number: int, answer: Answer | None = None) -> None:
        """Note that this event has been handled.

        Args:
            number: the event.
            answer: the code and text of its error, or where it has sent the tab; None for neither.
        """
        if number <= self._below or number in self._above:
            return
        if answer is None and number == self._below + 1 and not self._above:
            self._below = number
            return
        if answer is not None:
            self._answers[number] = answer
            if len(self._answers) > MAX_ANSWERS:
                self._answers.popitem(last=False)
        self._above.add(number)
        if len(self._above) > MAX_ABOVE:  # numbers are left out by no browser of ours
            self._below = min(self._above) - 1
        while self._below + 1 in self._above:
            self._below += 1
            self._above.remove(self._below)

    @property
    def content(self) -> tuple[int, set[int], Mapping[int, Answer]]:
        """All that is known: up to where all have been handled, which of those above, and the answers."""
        return self._below, self._above, self._answers

    def answer(self, number: int) -> Answer | None:
        """Return what a handled event was answered, one of the newest; None if it was just done."""
        return self._answers.get(number)


class Session:
    """One visitor: owns their cells and may have several tabs.

    Attributes:
        id: the id their cookie carries.
        cells: the committed value of each State they have used.
        tabs: the live tabs, by tab id.
        away: the tabs that are kept for their browser's return, likewise.
        lock: held by the one handler that runs for this session, ``concurrent`` ones excepted.
        running: the overlays of the handlers that run, whose writes the session's own tabs show as progress.
        handled: the events that have been handled, by tab id.
        places: what the cells of each tab are found under, by tab id.
        ends: when each tab that has gone is forgotten.
        rate: how often their events may come, those of all tabs together.
        version: that of what is stored of them; None for nothing.
        sizes: the bytes of each of their cells that is stored, by its name there.
        stored_tabs: the tabs of which something is stored.
        touched: when it was last stored that they were seen.
        on_drop: told of the cells, and of the tab, that were dropped.
    """

    def __init__(self, session_id: str, now: float, events_per_second: int = 0) -> None:
        self.id = session_id
        self.cells = Cells()
        self.tabs: dict[str, Watcher] = {}
        self.away: dict[str, Watcher] = {}
        self.lock = Lock()
        self.running: list[Overlay] = []
        self.handled: OrderedDict[str, Handled] = OrderedDict()
        self.places: dict[str, str] = {}
        self.ends: dict[str, asyncio.TimerHandle] = {}
        self.opened = now
        self.rate = Rate(events_per_second)
        self.version: int | None = None
        self.sizes: dict[str, int] = {}
        self.stored_tabs: set[str] = set()
        self.touched = 0.0
        self.on_drop: Callable[[Session, list[Key], str], None] | None = None

    def flush(self, changed: Iterable[Key]) -> None:
        """Let every tab show what changed: the committed cells, and a running handler's progress."""
        for tab in tuple(self.tabs.values()):
            try:
                tab.flush(changed)
            except Exception:  # ours, not the user's: the other tabs must be painted
                log.exception("a tab could not be painted")

    def call(self, place: str, calls: Iterable[Call]) -> None:
        """Have methods of nodes called in the tab of this place, on whatever connection it is by now."""
        for tab in (*self.tabs.values(), *self.away.values()):
            if tab.place == place:
                tab.call(calls)

    def handled_of(self, tab: str) -> Handled:
        """Return which events of a tab have been handled."""
        handled = self.handled.get(tab)
        if handled is None:
            handled = self.handled[tab] = Handled()
            if len(self.handled) > MAX_REMEMBERED_TABS:
                kept = {*self.tabs, tab}
                idle = next((known for known in self.handled if known not in kept), None)
                if idle is not None:
                    self.forget_tab(idle)
        self.handled.move_to_end(tab)
        return handled

    def expect(self, tab: str, seconds: float) -> None:
        """Keep what belongs to a tab that has gone, for so many seconds.

        Raises:
            RuntimeError: if no loop is running.
        """
        if tab not in self.tabs:
            self.stay(tab)
            self.ends[tab] = asyncio.get_running_loop().call_later(seconds, self.forget_tab, tab)

    def stay(self, tab: str) -> None:
        """Keep what belongs to a tab that has come back."""
        end = self.ends.pop(tab, None)
        if end is not None:
            end.cancel()

    def forget_tab(self, tab: str) -> None:
        """Drop what belongs to a tab that will not come back."""
        self.stay(tab)
        self.handled.pop(tab, None)
        own = self.places.pop(tab, None)
        if own is not None:
            self._drop(lambda place: place == own or place.startswith(f"{own} "), tab)

    def forget_components(self, identities: Iterable[str]) -> None:
        """Drop the cells of components that were removed, unless another tab shows them."""
        gone = {name for name in identities if not any(tab.shows(name) for tab in self.tabs.values())}
        if gone:
            self._drop(lambda place: place in gone or place.partition(" ")[2] in gone)

    def _drop(self, is_gone: Callable[[str], bool], tab: str = "") -> None:
        for kept in (self.cells.results, self.cells):
            # Listed first, in one step: a thread may read a State for the first time meanwhile.
            dropped = [key for key in list(kept) if isinstance(key, Slot) and is_gone(key.place)]
            for key in dropped:
                del kept[key]
        if self.on_drop is not None:
            self.on_drop(self, dropped, tab)


class Sessions:
    """The sessions of one App, kept in memory: the least recently used go first when there are too many.

    Args:
        clock: seconds that only grow.
        capacity: how many sessions are kept; those with a live tab always are.
        lifetime: seconds after which a session is forgotten, once its last tab has gone.
        on_forget: told of each session that is forgotten.
        events_per_second: how often the events of one session may come; 0 sets no bound.

    Attributes:
        on_drop: told by a session of the cells, and of the tab, that it has dropped.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        capacity: int = MAX_SESSIONS,
        lifetime: float = LIFETIME,
        on_forget: Callable[[Session], None] = lambda session: None,
        events_per_second: int = 0,
    ) -> None:
        self._clock = clock
        self._capacity = capacity
        self._lifetime = lifetime
        self._on_forget = on_forget
        self._events_per_second = events_per_second
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self.on_drop: Callable[[Session, list[Key], str], None] | None = None

    def find(self, session_id: str) -> Session | None:
        """Return the session of this id, unless it was never opened or is forgotten."""
        session = self._sessions.get(session_id)
        if session is None:
            return None
        now = self._clock()
        if not session.tabs and now - session.opened >= self._lifetime:
            self._forget(session)
            return None
        self._sessions.move_to_end(session_id)
        return session

    def open(self, session_id: str, age: float = 0) -> Session:
        """Return the session of this id, opened now if need be, or so many seconds ago."""
        session = self.find(session_id)
        if session is None:
            session = Session(session_id, self._clock() - age, self._events_per_second)
            session.on_drop = self.on_drop
            self._make_room()
            self._sessions[session_id] = session
        return session

    @property
    def present(self) -> list[str]:
        """The ids of those who have a tab open."""
        return [session.id for session in self._sessions.values() if session.tabs]

    def _make_room(self) -> None:
        now = self._clock()
        for session in list(self._sessions.values()):
            is_late = now - session.opened >= self._lifetime
            if len(self._sessions) < self._capacity and not is_late:
                break
            if not session.tabs:
                self._forget(session)

    def _forget(self, session: Session) -> None:
        del self._sessions[session.id]
        for tab in list(session.ends):  # else each of its timers would keep it until then
            session.stay(tab)
        self._on_forget(session)

    def __len__(self) -> int:
        return len(self._sessions)
