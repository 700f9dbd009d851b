"""The bare page: a counter on Starlette alone, what Cacao is measured beside."""

from __future__ import annotations

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title></head><body>
<p>Counter: 0</p><button>Increment</button></body></html>"""


async def serve_page(request: Request) -> HTMLResponse:
    """Answer with the page."""
    return HTMLResponse(PAGE)


async def serve_socket(socket: WebSocket) -> None:
    """Count each message and answer with the new number."""
    await socket.accept()
    count = 0
    try:
        while True:
            orjson.loads(await socket.receive_text())
            count += 1
            await socket.send_text(orjson.dumps(["t", f"Counter: {count}"]).decode())
    except WebSocketDisconnect:
        pass


app = Starlette(routes=[Route("/", serve_page), WebSocketRoute("/_cacao/socket", serve_socket)])
