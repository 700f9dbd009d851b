"""Echo: an application that sends back each message it gets, behind Cacao's own door."""

from __future__ import annotations

import socket

import uvicorn
from starlette.types import Receive, Scope, Send

from cacao_kernel.config import Server
from cacao_kernel.door import Door


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one WebSocket."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message.get("text"), "bytes": message.get("bytes")})


def main() -> None:
    """Serve on a free port of this machine until a signal comes."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"Uvicorn running on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    door = Door(echo, Server(), lifespan="off", log_level="warning")
    uvicorn.Server(door).run(sockets=[listener])


if __name__ == "__main__":
    main()
