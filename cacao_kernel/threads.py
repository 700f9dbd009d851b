"""Threads: where the user's plain functions run, so that they never hold up the event loop."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

T = TypeVar("T")

MAX_THREADS = 64


class Threads:
    """An App's own pool of threads."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(MAX_THREADS, thread_name_prefix="cacao")
        self._busy: set[object] = set()

    @property
    def is_busy(self) -> bool:
        """Whether a function is running, even one that nobody waits for any more."""
        return bool(self._busy)

    async def run(self, function: Callable[[], T]) -> T:
        """Run a function in a thread, in the present context.

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

        context = contextvars.copy_context()
        result, error = await asyncio.get_running_loop().run_in_executor(self._pool, context.run, run)
        if error is None:
            return cast(T, result)
        if isinstance(error, Exception) and not isinstance(error, StopIteration):
            raise error
        raise RuntimeError(f"{type(error).__name__} was raised: {error}") from error

    def close(self) -> None:
        """End the threads that are idle; one that runs cannot be stopped."""
        self._pool.shutdown(wait=False, cancel_futures=True)
