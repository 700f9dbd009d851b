"""A number that the server pushes many times a second, by hand: one task, every open socket."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

SECONDS = 1 / int(os.environ.get("BENCHMARK_RATE", "50"))

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Pushes</title></head>
<body>
<p>0</p>
<script>
const socket = new WebSocket(`ws://${location.host}/socket`);
const text = document.querySelector("p");
socket.onmessage = (message) => { text.textContent = JSON.parse(message.data).count; };
</script>
</body>
</html>
"""

sockets: set[WebSocket] = set()


async def serve_page(request: Request) -> HTMLResponse:
    """Answer with the page."""
    return HTMLResponse(PAGE)


async def serve_socket(socket: WebSocket) -> None:
    """Keep a socket among those that are told, until it goes."""
    await socket.accept()
    sockets.add(socket)
    try:
        await socket.receive_text()
    except WebSocketDisconnect:
        pass
    finally:
        sockets.discard(socket)


async def push() -> None:
    """Tell everybody the next number, again and again."""
    loop = asyncio.get_running_loop()
    count, due = 0, loop.time()
    while True:
        due += SECONDS
        await asyncio.sleep(max(0.0, due - loop.time()))
        count += 1
        text = orjson.dumps({"count": count}).decode()
        for socket in list(sockets):
            await socket.send_text(text)


@asynccontextmanager
async def pushing(app: Starlette) -> AsyncGenerator[None, None]:
    """Push while the app serves."""
    task = asyncio.create_task(push())
    yield
    task.cancel()


app = Starlette(routes=[Route("/", serve_page), WebSocketRoute("/socket", serve_socket)], lifespan=pushing)
