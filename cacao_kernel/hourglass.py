"""Hourglass: the time of an App under test, which a test moves instead of waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from .line import Loop

MOST_STEPS = 10_000  # of what comes due on the way; what would come after them is passed over
PATIENCE = 2.0
BUSY_PAUSE = 0.001


class Hourglass:
    """The clock by which an App under test keeps its timers, its sessions and all that it plans.

    Args:
        loop: the loop that the App runs on.
        is_busy: tells whether threads of the App's are at work.

    Attributes:
        on_move: each is told by how many seconds the time was moved.
    """

    def __init__(self, loop: Loop, is_busy: Callable[[], bool]) -> None:
        self._loop = loop
        self._is_busy = is_busy
        self.on_move: list[Callable[[float], None]] = []

    def __call__(self) -> float:
        """Return the App's time, in seconds that only grow."""
        return self._loop.time

    def advance(self, seconds: float | timedelta) -> None:
        """Let time pass without waiting: whatever comes due on the way runs, each at its own time.

        ``@app.every``, the end of sessions, toasts and ``asyncio.sleep`` follow it. What the app itself reads
        from ``time`` or ``datetime`` does not.

        Args:
            seconds: how long, in seconds or as a timedelta.

        Raises:
            ValueError: if it is less than nothing.
        """
        seconds = seconds.total_seconds() if isinstance(seconds, timedelta) else float(seconds)
        if seconds < 0:
            raise ValueError(f"time goes on only: expected seconds from 0 on, got {seconds:g}")
        self._loop.run(self._pass(seconds), seconds=60)
        for tell in self.on_move:
            tell(seconds)

    async def _pass(self, seconds: float) -> None:
        await self._until_idle()
        end = self._loop.time + seconds
        for _ in range(MOST_STEPS):
            due = self._loop.next_due()
            if due is None or due > end:
                break
            self._loop.ahead += max(0.0, due - self._loop.time)
            await self._until_idle()
        self._loop.ahead += max(0.0, end - self._loop.time)
        await self._until_idle()

    async def _until_idle(self) -> None:
        """Wait until all that is due has been done."""
        rounds = quiet = 0
        while quiet < 3 and rounds < PATIENCE / BUSY_PAUSE:
            rounds += 1
            is_busy = self._is_busy()
            await (asyncio.to_thread(_pause) if is_busy else asyncio.sleep(0))
            quiet = 0 if is_busy or not self._loop.is_idle() else quiet + 1


def _pause() -> None:
    import time

    time.sleep(BUSY_PAUSE)


def move_sessions(sessions: Any, clock: Hourglass) -> None:
    """Let sessions end by this clock."""
    sessions.clock = clock
