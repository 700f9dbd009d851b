"""A table of many rows by hand, each with a button that counts its row up."""

from __future__ import annotations

import os

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

ROWS = int(os.environ.get("BENCHMARK_ROWS", "1000"))

HEAD = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Table</title></head>
<body>
<main><table><tbody>"""

FOOT = """</tbody></table></main>
<script>
const socket = new WebSocket(`ws://${location.host}/socket`);
const body = document.querySelector("tbody");
socket.onmessage = (message) => {
  const {row, count} = JSON.parse(message.data);
  body.rows[row].cells[1].textContent = count;
};
body.onclick = (event) => {
  const button = event.target.closest("button");
  if (button) socket.send(JSON.stringify({action: "add", row: button.closest("tr").sectionRowIndex}));
};
</script>
</body>
</html>
"""


def row(number: int) -> str:
    """Return the HTML of one row."""
    return f'<tr><td>Row {number}</td><td>0</td><td><button type="button">+</button></td></tr>'


async def serve_page(request: Request) -> HTMLResponse:
    """Answer with the page."""
    return HTMLResponse(HEAD + "".join(map(row, range(ROWS))) + FOOT)


async def serve_socket(socket: WebSocket) -> None:
    """Count each row of a visitor and answer with the new number."""
    await socket.accept()
    counts = [0] * ROWS
    try:
        while True:
            message = orjson.loads(await socket.receive_text())
            if message["action"] == "add":
                counts[message["row"]] += 1
                answer = {"row": message["row"], "count": counts[message["row"]]}
                await socket.send_text(orjson.dumps(answer).decode())
    except WebSocketDisconnect:
        pass


app = Starlette(routes=[Route("/", serve_page), WebSocketRoute("/socket", serve_socket)])
