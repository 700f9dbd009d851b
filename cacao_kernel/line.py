"""Line: one ASGI connection to an App under test, from the client's side; Loop: what the App runs on."""

from __future__ import annotations

import asyncio
import queue
import sys
import threading
from collections.abc import Coroutine, Generator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from contextvars import Context
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message

WAIT_SECONDS = 10.0
IDLE = "cacao.idle"  # no message of an app: its loop has nothing left to do
LAST_SECONDS = 1.0  # for a request that has sent all, or will never

T = TypeVar("T")


class Loop:
    """An event loop in a thread of its own, so that a test may run where another loop runs already.

    Its time can be moved, and it tells those who wait whenever it has nothing left to do.

    Attributes:
        ahead: seconds that its time is ahead of the machine's.
    """

    def __init__(self) -> None:
        self._loop: Any = _new_loop()
        self.ahead = 0.0
        own_time, selector = self._loop.time, self._loop._selector
        self._loop.time = lambda: own_time() + self.ahead
        self._own_select, self._ears = selector.select, set[queue.SimpleQueue[Message]]()
        selector.select = self._select
        self._requests: set[Future[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cacao-app", daemon=True)
        self._thread.start()

    def _select(self, timeout: float | None = None) -> Any:
        """Wait for what comes next; who waits for the loop to have done its work is told first."""
        if self._ears and (timeout is None or timeout > 0):
            for ear in [*self._ears]:
                ear.put({"type": IDLE})
        return self._own_select(timeout)

    @property
    def time(self) -> float:
        """The loop's time, in seconds: the machine's, and as far ahead as it was moved."""
        return float(self._loop.time())

    def next_due(self) -> float | None:
        """Return when the next of what is planned is due, by the loop's time; to be asked on the loop."""
        planned = self._loop._scheduled
        return min((handle.when() for handle in planned if not handle.cancelled()), default=None)

    def is_idle(self) -> bool:
        """Tell whether nothing is to be done at once, apart from who asks; to be asked on the loop."""
        return not self._loop._ready

    @contextmanager
    def heard_by(self, line: Line | None) -> Generator[None]:
        """Let who reads a line hear, too, that the loop has done all there was to do."""
        if line is None:
            yield
            return
        self._ears.add(line.outgoing)
        try:
            yield
        finally:
            self._ears.discard(line.outgoing)

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
        connection = Context().run(asyncio.run_coroutine_threadsafe, serve(), self._loop)
        if scope["type"] == "http":
            self._requests.add(connection)
            connection.add_done_callback(self._requests.discard)
        return Line(post, outgoing)

    def run(self, work: Coroutine[Any, Any, T], seconds: float = WAIT_SECONDS) -> T:
        """Run a coroutine on the loop, and return what it returns."""
        return Context().run(asyncio.run_coroutine_threadsafe, work, self._loop).result(seconds)

    def close(self) -> None:
        """End every connection and the loop; requests may first close what they have read from."""
        wait([*self._requests], LAST_SECONDS)
        self._ears.clear()
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result(WAIT_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WAIT_SECONDS)
        self._loop.close()


def _new_loop() -> Any:
    """Return a loop of Python's own, whatever the policy: of others the time cannot be moved."""
    if sys.platform == "win32":
        return asyncio.ProactorEventLoop()
    return asyncio.SelectorEventLoop()


async def _cancel_all() -> None:
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class Line:
    """One ASGI connection.

    Attributes:
        outgoing: what the App has sent and nobody has read.
    """

    def __init__(self, post: Any, outgoing: queue.SimpleQueue[Message]) -> None:
        self._post = post
        self.outgoing = outgoing

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
            return self.outgoing.get(timeout=max(seconds, 0))
        except queue.Empty:
            raise TimeoutError(f"the app has sent nothing for {seconds:g} seconds") from None

    def poll(self) -> Message | None:
        """Return the next ASGI message that is already there, or None."""
        try:
            return self.outgoing.get_nowait()
        except queue.Empty:
            return None
