"""FileStore: sessions in one SQLite file, on one thread that writes whatever waits for it."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cacao_kernel import Change, Listed, Record, SteadyClock, StoreError

from .batch import EXPIRED_AT_ONCE, Batch, Rules
from .database import Database, Job
from .digest import stored_name
from .sealing import Plain

MAX_AT_ONCE = 1_000  # pieces of work in one transaction

T = TypeVar("T")


class _Asked(NamedTuple):
    """A piece of work, and who waits for it; without one the thread ends."""

    job: Job | None
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


class FileStore:
    """Keeps sessions in one SQLite file; a commit that has returned is on the disk.

    What waits when the thread is free is written in one transaction; it never waits for more to come.
    Sessions are found by a digest of their id, so that a stolen file holds nobody's cookie.

    Args:
        path: of the file; its folder is made if need be.
        secrets: what values are encrypted with: the first seals, all unseal. None for values as they are.
        clock: seconds of the wall clock; by default of one that cannot be turned while this lives.
        lifetime: seconds after which a session is too old.
        idle: seconds after which it is if its visitor was not seen; None for no such bound.
        max_value_bytes: how long each value of a session may be.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        secrets: Sequence[bytes] = (),
        clock: Callable[[], float] | None = None,
        lifetime: float = 86_400,
        idle: float | None = None,
        max_value_bytes: int = 1_048_576,
    ) -> None:
        rules = Rules(Plain(), lifetime, idle, max_value_bytes)
        self._path = Path(path)
        self._database = Database(self._path, secrets, rules, clock or SteadyClock())
        self._waiting: queue.SimpleQueue[_Asked] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def open(self) -> None:
        """Take the file for this process, and open it.

        Raises:
            StoreError: if it cannot be used, another process has it, or this store is open already.
        """
        if self._thread is not None:
            raise StoreError("the session store is open already", where=str(self._path))
        loop = asyncio.get_running_loop()
        opened: asyncio.Future[Any] = loop.create_future()
        self._thread = threading.Thread(
            target=self._run, args=(loop, opened), name="cacao-sessions", daemon=True
        )
        self._thread.start()
        try:
            await asyncio.shield(opened)
        except Exception:
            self._thread = None
            raise

    async def load(self, record: str) -> Record | None:
        """Return a record; None if there is none, it is too old, or it cannot be read any more."""
        stored = stored_name(record)
        return await self._ask([stored], lambda batch: batch.load(stored), only_reads=True)

    async def commit(self, changes: Mapping[str, Change]) -> Mapping[str, int]:
        """Change records, all of them or none, and return their new versions once they are on the disk."""
        stored = {stored_name(record): (record, change) for record, change in changes.items()}
        return await self._ask([*stored], lambda batch: batch.commit(stored))

    async def forget(self, record: str) -> None:
        """Drop a record, if there is one."""
        stored = stored_name(record)
        await self._ask([stored], lambda batch: batch.forget(stored))

    async def expire(self, now: float, keep: Collection[str] = ()) -> int:
        """Drop the sessions that are too old by then, but for those to keep; return how many."""
        kept = [stored_name(record) for record in keep]
        dropped, count = 0, EXPIRED_AT_ONCE
        while count == EXPIRED_AT_ONCE:  # in parts, so that commits come in between
            count = await self._ask([], lambda batch: batch.expire(now, kept))
            dropped += count
        return dropped

    async def records(self) -> Sequence[Listed]:
        """Return all records there are, those seen last first, by what they are called in the file."""
        return await self._ask([], Batch.list, only_reads=True)

    async def ended(self) -> Collection[str]:
        """Return the sessions that a command has ended since this was asked last, as lists call them."""
        return await self._ask([], Batch.ended)

    def listed(self, record: str) -> str:
        """Return what lists call a record: what it is called in the file."""
        return stored_name(record)

    async def close(self) -> None:
        """Write what has been asked for, close the file, and let others have it."""
        thread, self._thread = self._thread, None
        if thread is not None:
            loop = asyncio.get_running_loop()
            closed = loop.create_future()
            self._waiting.put(_Asked(None, loop, closed))
            await asyncio.shield(closed)
            thread.join()  # which has nothing left to do

    def _ask(
        self, records: Sequence[str], work: Callable[[Batch], T], *, only_reads: bool = False
    ) -> asyncio.Future[T]:
        if self._thread is None:
            raise StoreError("the session store is not open", where=str(self._path))
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._waiting.put(_Asked(Job(records, work, only_reads), loop, future))
        return future

    def _run(self, loop: asyncio.AbstractEventLoop, opened: asyncio.Future[Any]) -> None:
        """Serve until the store is closed; runs in the thread."""
        try:
            self._database.open()
        except BaseException as error:
            _answer([(_Asked(None, loop, opened), _shown(error))])
            return
        _answer([(_Asked(None, loop, opened), None)])
        while True:
            asked = self._take()
            work = [one for one in asked if one.job is not None]
            if work:
                outcomes = self._database.perform([one.job for one in work if one.job is not None])
                _answer(list(zip(work, outcomes, strict=True)))
            if len(work) < len(asked):
                self._database.close()
                _answer([(asked[-1], None)])
                return

    def _take(self) -> list[_Asked]:
        """Return all that waits, in order, once there is something; up to the end, if that is among it."""
        asked = [self._waiting.get()]
        try:
            while asked[-1].job is not None and len(asked) < MAX_AT_ONCE:
                asked.append(self._waiting.get_nowait())
        except queue.Empty:
            pass
        return asked


def _shown(error: BaseException) -> Exception:
    return error if isinstance(error, Exception) else StoreError(f"the store could not be opened: {error!r}")


def _answer(outcomes: Sequence[tuple[_Asked, Any]]) -> None:
    """Tell those who wait, each loop once, what has come of their work."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for asked, outcome in outcomes:
        by_loop.setdefault(asked.loop, []).append((asked.future, outcome))
    for loop, answers in by_loop.items():
        try:
            loop.call_soon_threadsafe(_resolve, answers)
        except RuntimeError:  # the loop was closed; nobody waits any more
            continue


def _resolve(answers: Sequence[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, outcome in answers:
        if future.done():  # its task was cancelled
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
