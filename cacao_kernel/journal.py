"""Journal: where what user code has written becomes the truth, and is told to all who follow it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from .cells import Cell, Key, Slot
from .errors import is_cancelling
from .fault import log_fault
from .run import context_of
from .session import Entry, Session
from .shared import Shared
from .turn import Turn

log = logging.getLogger("cacao")

MAX_ROUNDS = 10


class Journal:
    """Publishes writes: commits the cells, tells subscribers, and lets every tab show them.

    Args:
        shared: the App's cells for everybody.
    """

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self._tasks: set[asyncio.Task[Any]] = set()

    def publish(self, session: Session | None, writes: dict[Key, Cell], entry: Entry | None = None) -> None:
        """Put what was written into the committed cells, and let every tab show it.

        Args:
            session: the visitor whose code wrote; None for code that runs for everybody.
            writes: the cells.
            entry: the event it was written by, which has been handled with that.
        """
        if session is not None and entry is not None:
            session.handled_of(entry.tab).add(entry.number, entry.answer)
        changed: dict[Key, Cell] = {}
        everybody: list[Key] = []
        for _ in range(MAX_ROUNDS):
            changed.update(writes)
            is_followed = False
            for key, cell in writes.items():
                declaration: Any = key.state if type(key) is Slot else key
                if declaration.subscriptions is not None:
                    is_followed = True
                if declaration.scope == "app":
                    self.shared.put(key, cell)
                    everybody.append(key)
                elif session is not None:
                    session.cells[key] = cell
                if not declaration.is_told:
                    declaration.tell_if_unheld()
            if not is_followed:
                break
            writes = self._tell_subscribers(session, writes)
            if not writes:
                break
        else:
            log.error(
                "State %s changes every time its subscribers are told of a change; the rest is dropped",
                ", ".join(key.name for key in writes),
            )
        if session is not None:
            session.flush(changed)
        if everybody:
            self.shared.spread(everybody, but=session)

    def _tell_subscribers(self, session: Session | None, writes: dict[Key, Cell]) -> dict[Key, Cell]:
        """Call what was subscribed to the written States, and return what that has written."""
        written: dict[Key, Cell] = {}
        for key, cell in writes.items():
            declaration: Any = key.state if type(key) is Slot else key
            if declaration.subscriptions is None:
                continue
            tab = key.place.partition(" ")[0] if key.scope == "tab" else ""
            for listener in declaration.subscriptions.listeners(session):
                written.update(self._call(listener, cell.value, session, tab, f"a subscriber of {key.name}"))
        return written

    def _call(
        self,
        listener: Callable[[Any], object],
        value: object,
        session: Session | None,
        tab: str,
        where: str,
    ) -> dict[Key, Cell]:
        turn = Turn(self, session, tab=tab)
        try:
            returned = context_of(turn).run(listener, value)
        except Exception as error:
            turn.cells.take_writes()
            log_fault(error, where)
            return {}
        if isinstance(returned, Awaitable):
            waiting: Awaitable[Any] = returned
            self.spawn(self.perform(turn, lambda: _wait_for(waiting), where))
            return {}
        turn.is_over = True
        return self.shared.take(turn.cells)

    async def perform(
        self,
        turn: Turn,
        work: Callable[[], Coroutine[Any, Any, Any]],
        where: str,
        seconds: float | None = None,
    ) -> None:
        """Run user code that no event asked for, and log what it raises."""
        try:
            await turn.perform(work, seconds, where)
        except BaseException as error:
            if is_cancelling(error):
                raise
            log_fault(error, where)

    def spawn(self, work: Any) -> None:
        """Let a coroutine run by itself, until it ends or the App stops serving."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """Stop what still runs by itself."""
        for task in self._tasks:
            task.cancel()


async def _wait_for(awaitable: Awaitable[Any]) -> Any:
    return await awaitable
