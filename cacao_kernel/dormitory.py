"""Dormitory: lets the trees go of tabs on which nothing happens; they are made anew when something does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection

from .slumber import Slumber
from .tab import Tab
from .threads import Threads

log = logging.getLogger("cacao.tab")


class Dormitory:
    """Looks at the tabs of an App now and then, one at a time.

    Args:
        tabs: the live tabs.
        threads: where trees are looked at.
        seconds: how long nothing must have happened; twice as long at most. 0 lets no tree go.
    """

    def __init__(self, tabs: Collection[object], threads: Threads, seconds: float) -> None:
        self._tabs = tabs
        self._threads = threads
        self._seconds = seconds
        self._task: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begin to look."""
        if self._seconds:
            self._task = asyncio.get_running_loop().create_task(self._look())

    def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _look(self) -> None:
        seen: dict[Tab, int] = {}
        while True:
            await asyncio.sleep(self._seconds)
            tabs = [tab for tab in self._tabs if isinstance(tab, Tab)]
            for tab in tabs:
                if seen.get(tab) == tab.stirs:
                    await self._put_to_sleep(tab)
            seen = {tab: tab.stirs for tab in tabs}

    async def _put_to_sleep(self, tab: Tab) -> None:
        stirs, screen = tab.stirs, tab.screen
        if screen.slumber is not None or tab.is_busy:
            return
        try:
            slumber = await self._threads.run(lambda: Slumber(screen))
        except Exception as error:  # the tree has changed while it was looked at, most often
            log.debug("a tree could not be let go: %r", error)
            return
        if tab.stirs == stirs and tab.screen is screen and not tab.is_busy:
            screen.sleep(slumber)
