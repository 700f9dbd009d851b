"""Session: one visitor, their cells and their tabs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from .cells import Cells, Key, Overlay, Slot
from .chronicle import Chronicle, Happening
from .handled import Answer, Handled
from .lock import Lock
from .rate import Rate

log = logging.getLogger("cacao.error")

MAX_REMEMBERED_TABS = 64

# The node's id or key, or None for the page; a method; its arguments.
Call = tuple[str | None, str, tuple[Any, ...]]


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
        sequences: how many patches each tab that has left was sent, by tab id.
        titles: what each tab shows as its title by the code that served before, by its place.
        ends: when each tab that has gone is forgotten.
        rate: how often their events may come, those of all tabs together.
        version: that of what is stored of them; None for nothing.
        sizes: the bytes of each of their cells that is stored, by its name there.
        stored_tabs: the tabs of which something is stored.
        touched: when it was last stored that they were seen.
        opened: when they came first, by the clock.
        seen: when they were seen last without a live tab, likewise.
        is_over: whether its time is over: nothing of it is kept any more.
        end: ends it when its time is over.
        on_drop: told of the cells, and of the tab, that were dropped.
        chronicle: what has happened, where that is recorded.

    Args:
        session_id: the id.
        opened: when they came first.
        events_per_second: how often their events may come; 0 sets no bound.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        session_id: str,
        opened: float,
        events_per_second: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = session_id
        self.cells = Cells()
        self.tabs: dict[str, Watcher] = {}
        self.away: dict[str, Watcher] = {}
        self.lock = Lock()
        self.running: list[Overlay] = []
        self.handled: OrderedDict[str, Handled] = OrderedDict()
        self.places: dict[str, str] = {}
        self.sequences: dict[str, int] = {}
        self.titles: dict[str, str] = {}
        self.ends: dict[str, asyncio.TimerHandle] = {}
        self.opened = opened
        self.seen = clock()
        self.is_over = False
        self.end: asyncio.TimerHandle | None = None
        self.rate = Rate(events_per_second)
        self.version: int | None = None
        self.sizes: dict[str, int] = {}
        self.stored_tabs: set[str] = set()
        self.touched = 0.0
        self._clock = clock
        self.on_drop: Callable[[Session, list[Key], str], None] | None = None
        self.chronicle: Chronicle | None = None

    def history(self) -> tuple[Happening, ...]:
        """Return what has happened, the oldest first; nothing in production, where it is not recorded."""
        return () if self.chronicle is None else self.chronicle.happenings

    def flush(self, changed: Iterable[Key]) -> None:
        """Let every tab show what changed: the committed cells, and a running handler's progress."""
        for tab in tuple(self.tabs.values()):
            try:
                tab.flush(changed)
            except Exception:  # ours, not the user's: the other tabs must be painted
                log.exception("a tab could not be painted")

    @property
    def is_busy(self) -> bool:
        """Whether an event of theirs is being handled, and not answered yet."""
        return any(handled.underway for handled in self.handled.values())

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
        self.seen = self._clock()
        if tab not in self.tabs:
            self.stay(tab)
            self.ends[tab] = asyncio.get_running_loop().call_later(seconds, self._end_tab, tab, seconds)

    def _end_tab(self, tab: str, seconds: float) -> None:
        """Forget a tab, or look again later if an event of its is still being handled."""
        handled = self.handled.get(tab)
        if handled is not None and handled.underway:
            self.expect(tab, seconds)
        else:
            self.forget_tab(tab)

    def stay(self, tab: str) -> None:
        """Keep what belongs to a tab that has come back."""
        end = self.ends.pop(tab, None)
        if end is not None:
            end.cancel()

    def forget_tab(self, tab: str) -> None:
        """Drop what belongs to a tab that will not come back."""
        self.stay(tab)
        self.handled.pop(tab, None)
        self.sequences.pop(tab, None)
        own = self.places.pop(tab, None)
        if own is not None:
            self.titles.pop(own, None)
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
