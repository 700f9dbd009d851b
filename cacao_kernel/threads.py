"""Threads: where the user's plain functions run, so that they never hold up the event loop."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Literal, TypeVar, cast

T = TypeVar("T")

Work = Literal["render", "handler"]

# Apart, so that handlers that wait never keep a page from being opened.
PLACES: Mapping[Work, int] = MappingProxyType({"render": 16, "handler": 64})


class Threads:
    """An App's own threads, some for handlers and some for renders."""

    def __init__(self) -> None:
        self._pools: dict[Work, ThreadPoolExecutor] = {}
        self._busy: set[object] = set()
        self._awaited = 0

    @property
    def is_busy(self) -> bool:
        """Whether a function is running, even one that nobody waits for any more."""
        return bool(self._busy)

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for a function, which may not have begun yet."""
        return self._awaited > 0

    async def run(self, function: Callable[[], T], work: Work = "render") -> T:
        """Run a function in a thread, in the present context.

        Args:
            function: takes nothing.
            work: what it is; 64 handlers and 16 renders may run at a time.

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

        if work not in self._pools:
            self._pools[work] = ThreadPoolExecutor(PLACES[work], thread_name_prefix=f"cacao-{work}")
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        self._awaited += 1
        try:
            result, error = await loop.run_in_executor(self._pools[work], context.run, run)
        finally:
            self._awaited -= 1
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
