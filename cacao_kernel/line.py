"""Line: one ASGI connection to an App under test, from the client's side; Loop: what the App runs on."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Coroutine
from contextvars import Context
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message

WAIT_SECONDS = 10.0

T = TypeVar("T")


class Loop:
    """An event loop in a thread of its own, so that a test may run where another loop runs already."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cacao-app", daemon=True)
        self._thread.start()

    def connect(self, app: ASGIApp, scope: dict[str, Any]) -> Line:
        """Start one ASGI connection and return the line to it."""
        incoming: asyncio.Queue[Message] = asyncio.Queue()
        outgoing: queue.SimpleQueue[Message] = queue.SimpleQueue()

        async def send(message: Message) -> None:
            outgoing.put(message)

        async def serve() -> None:
            await app(scope, incoming.get, send)

        def post(message: Message) -> None:
            self._loop.call_soon_threadsafe(incoming.put_nowait, message)

        # In a context of its own: what the test has entered is not the app's.
        Context().run(asyncio.run_coroutine_threadsafe, serve(), self._loop)
        return Line(post, outgoing)

    def run(self, work: Coroutine[Any, Any, T], seconds: float = WAIT_SECONDS) -> T:
        """Run a coroutine on the loop, and return what it returns."""
        return Context().run(asyncio.run_coroutine_threadsafe, work, self._loop).result(seconds)

    def close(self) -> None:
        """End every connection and the loop."""
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result(WAIT_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WAIT_SECONDS)
        self._loop.close()


async def _cancel_all() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Line:
    """One ASGI connection."""

    def __init__(self, post: Any, outgoing: queue.SimpleQueue[Message]) -> None:
        self._post = post
        self._outgoing = outgoing

    def send(self, **message: Any) -> None:
        """Send an ASGI message to the App."""
        self._post(message)

    def read(self, seconds: float = WAIT_SECONDS) -> Message:
        """Return the next ASGI message of the App.

        Args:
            seconds: how long to wait for it.

        Raises:
            TimeoutError: if none comes.
        """
        try:
            return self._outgoing.get(timeout=max(seconds, 0))
        except queue.Empty:
            raise TimeoutError(f"the app has sent nothing for {seconds:g} seconds") from None

    def poll(self) -> Message | None:
        """Return the next ASGI message that is already there, or None."""
        try:
            return self._outgoing.get_nowait()
        except queue.Empty:
            return None
