"""Lifetime: how long an App serves, whoever starts it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager


class Lifetime:
    """Holds what an App needs while it serves, once, however often it is asked for.

    Args:
        make: returns what is entered when the App begins to serve, and left when it ends.
    """

    def __init__(self, make: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        self._make = make
        self._is_held = False
        self._begun: asyncio.Future[None] | None = None
        self._holder: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def held(self) -> AsyncGenerator[None, None]:
        """Serve while this is entered; within another that does, this changes nothing."""
        if self._is_held:
            yield
            return
        self._is_held = True
        try:
            async with self._make():
                yield
        finally:
            self._is_held = False

    async def begin(self) -> None:
        """Serve from now on until the event loop ends, unless somebody holds the App already.

        A server that mounts the App in another starts the outer one alone.

        Raises:
            Exception: whatever keeps the App from serving.
        """
        loop = asyncio.get_running_loop()
        if self._begun is None or self._begun.get_loop() is not loop or self._begun.cancelled():
            if self._is_held:
                return
            self._begun = loop.create_future()
            self._holder = loop.create_task(self._hold(self._begun))
        await asyncio.shield(self._begun)

    async def _hold(self, begun: asyncio.Future[None]) -> None:
        try:
            async with self.held():
                begun.set_result(None)
                await asyncio.Event().wait()  # until the loop cancels its tasks
        except Exception as error:
            if begun.done():
                raise
            begun.set_exception(error)
            self._begun = None  # the next request tries again
