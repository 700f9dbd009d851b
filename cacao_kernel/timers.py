"""Timers: the functions of ``@app.every`` that run at present, by what they run for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from .handler import Handler
from .session import Session
from .timer import Timer

Run = Callable[[Handler, "Session | None", str], Awaitable[object]]


class Timers:
    """Starts timers when their scope begins and stops them when it ends.

    Args:
        timers: what the App declares.
        run: runs a function for a session and a tab.
    """

    def __init__(self, timers: Iterable[Timer], run: Run) -> None:
        self._timers = tuple(timers)
        self._run = run
        self._tasks: dict[object, list[asyncio.Task[None]]] = {}

    def start(self, owner: object, scope: str, session: Session | None = None, tab: str = "") -> None:
        """Start the timers of a scope, unless they run for this owner already."""
        if owner not in self._tasks:
            loop = asyncio.get_running_loop()
            tasks = [
                loop.create_task(self._keep_time(timer, session, tab))
                for timer in self._timers
                if timer.scope == scope
            ]
            if tasks:
                self._tasks[owner] = tasks

    def stop(self, owner: object) -> None:
        """Stop the timers that run for this owner."""
        for task in self._tasks.pop(owner, ()):
            task.cancel()

    def close(self) -> None:
        """Stop all."""
        for owner in list(self._tasks):
            self.stop(owner)

    async def _keep_time(self, timer: Timer, session: Session | None, tab: str) -> None:
        """Run a function again and again, in step as far as it keeps up; never twice at a time."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            due = max(due + timer.seconds, loop.time())  # what was missed is not made up for
            await asyncio.sleep(due - loop.time())
            await self._run(timer.handler, session, tab)
