"""Threads: where the user's plain functions run, so that they never hold up the event loop."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

T = TypeVar("T")

# Apart, so that handlers that wait never keep a page from being opened.
MAX_HANDLERS = 64
MAX_RENDERS = 16


class Threads:
    """An App's own threads, some for handlers and some for renders."""

    def __init__(self) -> None:
        self._pools: dict[int, ThreadPoolExecutor] = {}
        self._busy: set[object] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a function is running, even one that nobody waits for any more."""
        return bool(self._busy)

    async def run(self, function: Callable[[], T], places: int = MAX_RENDERS) -> T:
        """Run a function in a thread, in the present context.

        Args:
            function: takes nothing.
            places: how many such functions may run at a time, MAX_RENDERS or MAX_HANDLERS.

        Raises:
            Exception: what the function raises. SystemExit and its like, which would end a loop,
                and StopIteration, which no future can carry, become a RuntimeError.
        """

        def run() -> tuple[T | None, BaseException | None]:
            token = object()
            self._busy.add(token)
            try:
                return function(), None
            except BaseException as error:
                return None, error
            finally:
                self._busy.discard(token)

        if places not in self._pools:
            self._pools[places] = ThreadPoolExecutor(places, thread_name_prefix="cacao")
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        result, error = await loop.run_in_executor(self._pools[places], context.run, run)
        if error is None:
            return cast(T, result)
        if isinstance(error, Exception) and not isinstance(error, StopIteration):
            raise error
        raise RuntimeError(f"{type(error).__name__} was raised: {error}") from error

    def close(self) -> None:
        """End the threads that are idle; one that runs cannot be stopped."""
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        self._pools.clear()
