"""Journal: where what user code has written becomes the truth, and is told to all who follow it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from .cells import Cell, Cells, Key, Slot
from .chronicle import Chronicle
from .errors import CacaoError, is_cancelling
from .keeper import Keeper
from .run import context_of
from .session import Entry, Session
from .shared import Shared
from .teller import find_tab
from .turn import Turn

log = logging.getLogger("cacao.state")

MAX_ROUNDS = 10


class Journal:
    """Publishes writes: commits the cells, tells subscribers, and lets every tab show them.

    Args:
        shared: the App's cells for everybody.

    Attributes:
        keeper: keeps what is published in a store; None where memory is enough.
        chronicle: where it is noted what code that runs for everybody has changed; None for nowhere.
    """

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.keeper: Keeper | None = None
        self.chronicle: Chronicle | None = None
        # By whose it is and its key: a cell that was put back, and as what.
        self._restored: dict[tuple[str, Key], tuple[Cell, Cell]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def publish(
        self,
        session: Session | None,
        writes: dict[Key, Cell],
        entry: Entry | None = None,
        begun: Entry | None = None,
        cause: str = "page",
    ) -> asyncio.Future[None] | None:
        """Put what was written into the committed cells, and let every tab show it.

        Where there is a store, tabs show it, and events have been handled, once it is safe there; if it
        cannot be stored, the cells are what they were.

        Args:
            session: the visitor whose code wrote; None for code that runs for everybody.
            writes: the cells.
            entry: the event it was written by, which has been handled with that.
            begun: the event it was written by, if that goes on.
            cause: what has written it, for the session's history.

        Returns:
            What is done once it is safe, or raises StoreError; None if that is so already.
        """
        keeper = self.keeper
        if keeper is None and session is not None and entry is not None:
            session.handled_of(entry.tab).add(entry.number, entry.answer)
        recalls = keeper is not None or (session is not None and session.chronicle is not None)
        before: dict[Key, Cell] = {}
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
                    if recalls and key in session.cells:
                        before.setdefault(key, session.cells[key])
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
        if everybody and self.shared.is_kept:
            before |= self.shared.take_replaced(everybody)
        if keeper is None:
            self._settle(session, changed, everybody, before, entry or begun, cause)
            return None
        kept = keeper.keep(session, changed, entry, begun)
        settle = partial(self._settle, session, changed, everybody, before, entry or begun, cause)
        if kept.done():  # at once: what runs next must not find what was refused
            settle(kept.exception())
            return None if kept.exception() is None else kept
        kept.add_done_callback(lambda _: settle(kept.exception()))
        return kept

    def _settle(
        self,
        session: Session | None,
        changed: Mapping[Key, Cell],
        everybody: Collection[Key],
        before: Mapping[Key, Cell],
        entry: Entry | None,
        cause: str,
        error: BaseException | None = None,
    ) -> None:
        """Show what is safe by now, or put back what there was before it.

        Args:
            session: the visitor whose code wrote; None for code that runs for everybody.
            changed: the cells that were put among the committed ones.
            everybody: the keys among them that are for everybody.
            before: the cells that stood there.
            entry: the event it was written by.
            cause: what has written it.
            error: why it could not be stored; None if it is safe.
        """
        if error is not None:
            self._restore(session, changed, before)
        elif self._restored:
            self._restored.clear()  # whatever failed together has been put back by now
        if session is not None and session.chronicle is not None:
            event = None if entry is None else entry[:2]
            if error is None:
                session.chronicle.note(event, cause, changed, before)
            else:
                session.chronicle.note_failure(event, cause, error)
        elif session is None and self.chronicle is not None and error is None:
            self.chronicle.note(None, "app" if cause == "page" else cause, changed, before)
        if session is not None:
            session.flush(changed)
        if everybody:
            self.shared.spread(everybody, but=session)

    def _restore(
        self, session: Session | None, changed: Mapping[Key, Cell], before: Mapping[Key, Cell]
    ) -> None:
        """Put back what there was before what could not be stored."""
        for key, cell in changed.items():
            if key.scope == "app":
                self._put_back(self.shared.cells, "", key, cell, before.get(key))
            elif session is not None:
                self._put_back(session.cells, session.id, key, cell, before.get(key))

    def _put_back(self, cells: Cells, owner: str, key: Key, cell: Cell, before: Cell | None) -> None:
        """Put back what a cell has replaced, unless another came since; of several the last is first."""
        present = cells.get(key)
        restored, now = self._restored.get((owner, key), (None, None))
        if present is cell or (restored is cell and present is now):
            old = before or key.first_cell()
            cells[key] = Cell(old.value, next(key.world.versions))
            self._restored[owner, key] = old, cells[key]

    async def note(self, session: Session, entry: Entry) -> None:
        """Have stored how an event was answered that has changed nothing."""
        if self.keeper is not None:
            with suppress(CacaoError):  # which has been logged, and will be said again of what is changed
                await asyncio.shield(self.keeper.keep(session, {}, entry))

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
            self._log(error, where, turn)
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
        turn.cause = where
        try:
            await turn.perform(work, seconds, where)
        except BaseException as error:
            if is_cancelling(error):
                raise
            self._log(error, where, turn)

    def _log(self, error: BaseException, where: str, turn: Turn) -> None:
        session = turn.session
        self.shared.teller.log(error, where, session=session, tab=find_tab(session, turn.tab))

    def spawn(self, work: Any) -> None:
        """Let a coroutine run by itself, until it ends or the App stops serving."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def until_idle(self, seconds: float) -> None:
        """Wait for what runs by itself to end, but not longer than so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def close(self) -> None:
        """Stop what still runs by itself."""
        for task in self._tasks:
            task.cancel()


async def _wait_for(awaitable: Awaitable[Any]) -> Any:
    return await awaitable
