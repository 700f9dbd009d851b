"""The counter by hand: one HTML page, one WebSocket, Starlette alone."""

from __future__ import annotations

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Counter</title></head>
<body>
<section>
<span id="count">Counter: 0</span>
<button type="button" id="increment">Increment</button>
</section>
<script>
const socket = new WebSocket(`ws://${location.host}/socket`);
const count = document.getElementById("count");
socket.onmessage = (message) => { count.textContent = `Counter: ${JSON.parse(message.data).count}`; };
document.getElementById("increment").onclick = () => socket.send(JSON.stringify({action: "increment"}));
</script>
</body>
</html>
"""


async def serve_page(request: Request) -> HTMLResponse:
    """Answer with the page."""
    return HTMLResponse(PAGE)


async def serve_socket(socket: WebSocket) -> None:
    """Count each click of a visitor and answer with the new number."""
    await socket.accept()
    count = 0
    try:
        while True:
            message = orjson.loads(await socket.receive_text())
            if message["action"] == "increment":
                count += 1
                await socket.send_text(orjson.dumps({"count": count}).decode())
    except WebSocketDisconnect:
        pass


app = Starlette(routes=[Route("/", serve_page), WebSocketRoute("/socket", serve_socket)])
