"""Visitor: one tab in the hands of the benchmark, a WebSocket spoken byte by byte so that it costs little."""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterator

from .served import Served
from .stage import Stage

TIMEOUT = 60

_COOKIE = re.compile(rb"\r\nset-cookie: ([^;\r]+)", re.IGNORECASE)


class Visitor:
    """Loads a page as a new visitor, opens its socket and joins.

    Args:
        served: the server.
        first: how many clicks others have made, see ``Stage.voice``.
        stage: where they click; by default where everybody does.

    Attributes:
        received: the bytes of payload that have come down since the last event was begun to be counted.
    """

    def __init__(self, served: Served, first: int = 0, stage: Stage | None = None) -> None:
        page = served.page()
        cookie = _COOKIE.search(page)
        self.voice = (stage or served.stage).voice(page, first)
        self.received = 0
        self._buffer = bytearray()
        self.line = socket.create_connection(("127.0.0.1", served.port), timeout=TIMEOUT)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines = [
            f"GET {self.voice.socket} HTTP/1.1",
            f"Host: 127.0.0.1:{served.port}",
            f"Origin: {served.url}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: c2l4dGVlbiBieXRlcyBvaw==",
            *([f"Cookie: {cookie[1].decode()}"] if cookie else []),
        ]
        self.line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            part = self.line.recv(1 << 16)
            if not part:
                raise RuntimeError(f"the socket was refused: {head!r}\n{served.log}")
            head += part
        head, _, rest = head.partition(b"\r\n\r\n")
        if b" 101 " not in head[:20]:
            raise RuntimeError(f"the socket was refused: {head!r}")
        self._buffer += rest
        greeting = self.voice.greeting()
        if greeting is not None:
            self.send(greeting)
            self.wait_for_frame()

    def send(self, payload: bytes) -> None:
        """Send one text frame, masked with zeros."""
        length = len(payload)
        size = bytes([0x80 | length]) if length < 126 else struct.pack("!BH", 0xFE, length)
        self.line.sendall(b"\x81" + size + bytes(4) + payload)

    def click(self) -> None:
        """Send the next event."""
        self.send(self.voice.event())

    def take(self) -> bool:
        """Read what has come, and return whether it answers the click."""
        self._read()
        answered = False
        for payload in self._frames():
            self.received += len(payload)
            is_answer, reply = self.voice.hears(payload)
            answered = answered or is_answer
            if reply is not None:
                self.send(reply)
        return answered

    def wait_for_frame(self) -> bytes:
        """Read until one frame is there, and return its payload."""
        while True:
            for payload in self._frames():
                return payload
            self._read()

    def wait_for_answer(self) -> None:
        """Read until the click is answered."""
        while not self.take():
            pass

    def close(self) -> None:
        """Break the connection off."""
        self.line.close()

    def _read(self) -> None:
        part = self.line.recv(1 << 16)
        if not part:
            raise RuntimeError("the server has closed the socket")
        self._buffer += part

    def _frames(self) -> Iterator[bytes]:
        """Yield the payload of each text frame that is there in full; answer pings."""
        buffer = self._buffer
        while len(buffer) >= 2:
            start, length = 2, buffer[1]
            if length == 126:
                start, length = 4, int.from_bytes(buffer[2:4], "big")
            elif length == 127:
                start, length = 10, int.from_bytes(buffer[2:10], "big")
            if len(buffer) < start + length:
                return
            kind, payload = buffer[0] & 15, bytes(buffer[start : start + length])
            del buffer[: start + length]
            if kind == 1:
                yield payload
            elif kind == 9:
                self.line.sendall(b"\x8a" + bytes([0x80 | length]) + bytes(4) + payload)
            else:
                raise RuntimeError(f"a frame of kind {kind}: {payload!r}")
