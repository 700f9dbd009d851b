"""A WebSocket whose every byte is in the hands of a test: it may end in the middle of a frame."""

from __future__ import annotations

import socket
import struct
import time
from contextlib import suppress

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.typing import Origin
from websockets.uri import parse_uri

TIMEOUT = 20


class Severed(ConnectionError):
    """The connection is lost."""


class Line:
    """One connection to the socket of an app.

    Args:
        port: the server's.
        cookie: the visitor's.

    Raises:
        OSError: if nobody is there.
    """

    def __init__(self, port: int, cookie: str) -> None:
        address = f"ws://127.0.0.1:{port}/_cacao/socket"
        self._protocol = ClientProtocol(
            parse_uri(address), origin=Origin(f"http://127.0.0.1:{port}"), max_size=None
        )
        self._socket = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = self._protocol.connect()
        request.headers["Cookie"] = cookie
        self._protocol.send_request(request)
        self._flush()
        self._texts: list[str] = []
        while self._protocol.state is State.CONNECTING:
            self._read(time.monotonic() + TIMEOUT)
        if self._protocol.state is not State.OPEN:
            raise Severed(f"not let in: {self._protocol.handshake_exc}")

    def send(self, text: str, part: float = 1.0) -> None:
        """Send a text, or only so much of its frame.

        Raises:
            OSError: if the connection is lost.
        """
        if self._protocol.state is not State.OPEN:
            raise Severed("the server has said goodbye")
        self._protocol.send_text(text.encode())
        self._flush(part)

    def read(self, seconds: float = TIMEOUT) -> str | None:
        """Return the next message; None if none comes in time.

        Raises:
            OSError: if the connection is lost.
        """
        end = time.monotonic() + seconds
        while not self._texts:
            if self._protocol.state is not State.OPEN:
                raise Severed("the server has said goodbye")
            if not self._read(end):
                return None
        return self._texts.pop(0)

    def cut(self, *, is_abrupt: bool = False) -> None:
        """End it without a word.

        Args:
            is_abrupt: whether what has not been read by then is lost.
        """
        if is_abrupt:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def _flush(self, part: float = 1.0) -> None:
        data = b"".join(self._protocol.data_to_send())
        self._socket.sendall(data if part >= 1 else data[: max(1, int(len(data) * part))])

    def _read(self, end: float) -> bool:
        """Take in what comes next; tell whether something has come in time."""
        self._socket.settimeout(max(end - time.monotonic(), 0.0001))
        try:
            data = self._socket.recv(65_536)
        except TimeoutError:
            return False
        finally:
            with suppress(OSError):
                self._socket.settimeout(TIMEOUT)
        if not data:
            raise Severed("the server has closed the connection")
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                assert event.fin, "the server sends whole frames"
                self._texts.append(bytes(event.data).decode())
        return True
