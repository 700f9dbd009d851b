"""Shared: the App's cells for everybody, and how a change of one reaches every tab."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from .cells import Cell, Cells, Key, Overlay
from .teller import Teller

log = logging.getLogger("cacao.error")

# Seconds that painting other visitors' tabs may take of one turn of the loop: events come first.
SLICE = 0.005


class Follower(Protocol):
    """What a change for everybody needs of a tab."""

    session: Any
    screen: Any
    channel: Any

    def flush(self, changed: Iterable[Key]) -> None:
        """Paint what changed."""
        ...


class Shared:
    """The cells of States with ``scope="app"``, and the tabs that show them.

    Args:
        is_kept: whether what they replace is kept a while.
        host: the App, as plugins see it.
        teller: logs what the user's code raises.

    Attributes:
        loop: the one that the App serves on; None before.
        cells: the committed cells.
        tabs: every live tab of the App, in the order they came.
        memo: what bindings that read such cells alone have become, for all tabs.
        is_kept: whether what they replace is kept a while: it may have to be put back, or told.
        on_write: called on the loop after code without a session has written, with the keys.
    """

    def __init__(self, *, is_kept: bool = False, host: object = None, teller: Teller | None = None) -> None:
        self.host = host
        self.teller = teller or Teller()
        self.cells = Cells()
        self.tabs: dict[Follower, None] = {}
        self.memo: dict[Any, Any] = {}
        self.is_kept = is_kept
        self._replaced: dict[Key, Cell] = {}
        self.on_write: Callable[[dict[Key, Cell]], object] | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        # Threads commit beside the loop: what stands here is looked at and replaced in one step.
        self._mutex = threading.RLock()
        self._untold: dict[Key, None] = {}
        self._dirty: dict[Follower, set[Key]] = {}
        self._is_due = False
        self._painted_at = 0.0

    def open(self) -> None:
        """Note the loop that the App serves on."""
        self.loop = asyncio.get_running_loop()
        self._untold = {}

    def read(self, state: Any) -> Cell:
        """Return a State's cell."""
        return Overlay(Cells(), self.cells).read(state)

    def take(self, overlay: Overlay) -> dict[Key, Cell]:
        """Return what a run of code has written, what is for everybody committed in the same step."""
        with self._mutex:
            writes = overlay.take_writes()
            for key, cell in writes.items():
                if key.scope == "app":
                    self._replace(key, cell)
        return writes

    def put(self, key: Key, cell: Cell) -> None:
        """Commit a cell, unless that has been done, and perhaps a newer one has come since."""
        with self._mutex:
            present = self.cells.get(key)
            if present is None or present.version < cell.version:
                self._replace(key, cell)

    def _replace(self, key: Key, cell: Cell) -> None:
        if self.is_kept and key in self.cells:
            self._replaced.setdefault(key, self.cells[key])
        self.cells[key] = cell

    def take_replaced(self, keys: Iterable[Key]) -> dict[Key, Cell]:
        """Return the cells that stood in the place of these before they were committed, and forget them."""
        with self._mutex:
            return {key: self._replaced.pop(key) for key in keys if key in self._replaced}

    def apply(self, state: Any, function: Callable[[Any], Any]) -> None:
        """Write what a function makes of a State's value, from whatever thread."""
        overlay = Overlay(Cells(), self.cells)
        overlay.apply(state, function)
        with self._mutex:
            is_due = not self._untold
            self._untold |= dict.fromkeys(self.take(overlay))
            if self._untold and is_due and self.loop is not None and not self.loop.is_closed():
                self.loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        with self._mutex:
            writes = {key: self.cells[key] for key in self._untold}
            self._untold = {}
        if self.on_write is not None:
            self.on_write(writes)

    def spread(self, changed: Iterable[Key], but: object = None) -> None:
        """Let every tab that reads what changed show it, a slice of time after another.

        Where nobody waits for an answer the first slice is taken at once, unless there has just been one.

        Args:
            changed: the keys with a new version.
            but: the session whose tabs show it already, and whose event is to be answered; None for neither.
        """
        keys = {key for key in changed if key.is_shown}
        self.memo.clear()
        for tab in self.tabs if keys else ():  # there may be thousands
            if tab.session is not but and tab.screen.reads(keys):
                self._dirty.setdefault(tab, set()).update(keys)
        if self._dirty and not self._is_due:
            self._is_due = True
            if but is None and time.perf_counter() - self._painted_at > SLICE and not _is_ending():
                self._go_on()
            else:
                asyncio.get_running_loop().call_soon(self._go_on)

    def _go_on(self) -> None:
        """Paint tabs for a while, the rest in the next turns; each shows the newest state only."""
        end = time.perf_counter() + SLICE
        try:
            while self._dirty:
                tab = next(iter(self._dirty))
                changed = self._dirty.pop(tab)
                if tab in self.tabs:
                    self._flush(tab, changed)
                if self._dirty and time.perf_counter() > end:
                    break
        finally:  # whatever ends it: the others follow
            self._painted_at = time.perf_counter()
            self._is_due = bool(self._dirty)
            if self._is_due:
                asyncio.get_running_loop().call_soon(self._go_on)

    def _flush(self, tab: Follower, changed: Iterable[Key]) -> None:
        tab.channel.hold()  # and sent at once: nothing else of this turn goes with it
        try:
            tab.flush(changed)
        except Exception:  # ours, not the user's: the other tabs must be painted
            log.exception("a tab could not be painted")
        finally:
            tab.channel.let_go()

    def leave(self, tab: Follower) -> None:
        """Forget a tab that is gone."""
        self.tabs.pop(tab, None)
        self._dirty.pop(tab, None)


def _is_ending() -> bool:
    """Tell whether the present task is being cancelled, which what others paint must not be part of."""
    task = asyncio.current_task()
    return task is not None and bool(task.cancelling())
