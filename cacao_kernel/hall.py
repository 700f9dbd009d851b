"""Hall: an App under test at a port of this machine, for real browsers; their lines can be cut."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import suppress
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import wire
from .config import Server
from .door import Door
from .farewell import say_farewell
from .line import Loop

START_SECONDS = 20.0
STOP_SECONDS = 5


class Hall:
    """Serves an ASGI application by Cacao's own door, on a free port of 127.0.0.1.

    Args:
        loop: what it runs on.
    """

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(128)
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self._cut: set[str] = set()
        self._cords: dict[str, list[_Cord]] = {}

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def open(self, app: ASGIApp, limits: Server) -> None:
        """Begin to serve.

        Raises:
            AssertionError: if the app does not start.
        """
        self._loop.run(self._open(app, limits), START_SECONDS)

    async def _open(self, app: ASGIApp, limits: Server) -> None:
        door = Door(
            self._watched(app),
            limits,
            lifespan="on",
            log_config=None,
            access_log=False,
            ws_ping_interval=None,  # a test that moves the time would find every line dead
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        self._server = uvicorn.Server(door)
        self._serving = asyncio.create_task(self._serve(self._server))
        while not self._server.started:
            if self._serving.done():
                raise AssertionError("the app did not start: what it logged says why")
            await asyncio.sleep(0.002)

    async def _serve(self, server: uvicorn.Server) -> None:
        with suppress(SystemExit):  # how uvicorn says that the app does not start
            await server.serve(sockets=[self._socket.dup()])

    def close(self, live: Any = None) -> None:
        """Stop serving, after a goodbye to the browsers; the port stays ours."""
        self._loop.run(self._close(live), STOP_SECONDS * 3)

    async def _close(self, live: Any) -> None:
        server, serving = self._server, self._serving
        if server is None or serving is None:
            return
        self._server = self._serving = None
        if live is not None:
            await say_farewell(live, STOP_SECONDS)
        server.should_exit = True
        await asyncio.wait([serving])

    def leave(self) -> None:
        """Give the port back."""
        self._socket.close()

    def cut(self, tab: str) -> None:
        """Cut the line of a tab, and let it not come back."""
        self._loop.run(self._cut_all(tab))

    async def _cut_all(self, tab: str) -> None:
        self._cut.add(tab)
        for cord in [*self._cords.get(tab, ())]:
            cord.cut()

    def mend(self, tab: str) -> None:
        """Let a tab come back."""
        self._cut.discard(tab)

    def _watched(self, app: ASGIApp) -> ASGIApp:
        async def watch(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "websocket":
                await app(scope, receive, send)
                return
            cord = _Cord(self, receive, send)
            try:
                await app(scope, cord.receive, cord.send)
            finally:
                self.lose(cord)

        return watch

    def is_cut(self, tab: str) -> bool:
        """Tell whether a tab may not come back at present."""
        return tab in self._cut

    def know(self, cord: _Cord) -> None:
        """Note whose line this is."""
        self._cords.setdefault(cord.tab, []).append(cord)

    def lose(self, cord: _Cord) -> None:
        """Forget a line that has ended."""
        with suppress(KeyError, ValueError):
            self._cords[cord.tab].remove(cord)


class _Cord:
    """One socket, which can be cut."""

    def __init__(self, hall: Hall, receive: Receive, send: Send) -> None:
        self._hall = hall
        self._receive = receive
        self._send = send
        self._is_cut = asyncio.get_running_loop().create_future()
        self.tab = ""

    def cut(self) -> None:
        """Let nothing pass any more."""
        if not self._is_cut.done():
            self._is_cut.set_result(None)

    async def receive(self) -> Message:
        """Return what comes next, or that the line is cut."""
        if not self._is_cut.done():
            coming = asyncio.ensure_future(self._receive())
            try:
                await asyncio.wait([coming, self._is_cut], return_when=asyncio.FIRST_COMPLETED)
            finally:
                if not coming.done():
                    coming.cancel()
            if not self._is_cut.done():
                message = coming.result()
                self._look(message)
                if not self._is_cut.done():
                    return message
        return {"type": "websocket.disconnect", "code": 1006}

    def _look(self, message: Message) -> None:
        text = message.get("text") or ""
        if not self.tab and text.startswith(f'["{wire.JOIN}"'):
            self.tab = str(json.loads(text)[2])
            self._hall.know(self)
            if self._hall.is_cut(self.tab):
                self.cut()

    async def send(self, message: Message) -> None:
        """Send a message, unless the line is cut."""
        if not self._is_cut.done():
            await self._send(message)
