"""Line: a TCP connection in the hands of a test, with the frames of RFC 6455 made by hand."""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

from raw import TIMEOUT, UPGRADE

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA


@dataclass(frozen=True)
class Frame:
    """One frame that the server sent."""

    opcode: int
    payload: bytes
    is_final: bool = True

    @property
    def code(self) -> int:
        """The code of a close frame; 1005 if it has none."""
        return struct.unpack("!H", self.payload[:2])[0] if len(self.payload) >= 2 else 1005


def make_frame(
    payload: bytes = b"",
    opcode: int = TEXT,
    *,
    fin: bool = True,
    reserved: int = 0,
    mask: bytes | None = b"\x11\x22\x33\x44",
) -> bytes:
    """Return a frame as it goes over the line; no mask makes it one that no browser may send."""
    first = (0x80 if fin else 0) | reserved << 4 | opcode
    length = len(payload)
    masked = 0x80 if mask is not None else 0
    if length < 126:
        head = struct.pack("!BB", first, masked | length)
    elif length < 65_536:
        head = struct.pack("!BBH", first, masked | 126, length)
    else:
        head = struct.pack("!BBQ", first, masked | 127, length)
    if mask is None:
        return head + payload
    key = (mask * (length // 4 + 1))[:length]
    hidden = (int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")).to_bytes(length, "big")
    return head + mask + hidden


class Line:
    """A connection to a port of this machine; what is sent is exactly what the test wrote.

    Args:
        port: the server's port.
        receive_buffer: how many bytes the system takes for a test that does not read; 0 for the usual.
    """

    def __init__(self, port: int, receive_buffer: int = 0) -> None:
        self.port = port
        self.socket = socket.socket()
        self.socket.settimeout(TIMEOUT)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect(("127.0.0.1", port))
        self._rest = b""

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.socket.close()

    def reset(self) -> None:
        """End the connection by a reset, as a crashed peer would."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes."""
        self.socket.sendall(data)

    def send_beside(self, data: bytes) -> None:
        """Send bytes in a thread, for more than is taken before anything is read."""
        threading.Thread(target=self._send_all, args=(data,), daemon=True).start()

    def _send_all(self, data: bytes) -> None:
        with suppress(OSError):  # the test has closed the connection
            self.socket.sendall(data)

    def upgrade(
        self, cookie: str = "", path: str = "/_cacao/socket", headers: Sequence[tuple[str, str]] = UPGRADE
    ) -> int:
        """Ask for a WebSocket from the own origin and return the status; after 101 frames may follow."""
        self.ask_for_socket(cookie, path, headers)
        head = self.read_head()
        return int(head.split(b" ", 2)[1]) if head else 0

    def ask_for_socket(
        self, cookie: str = "", path: str = "/_cacao/socket", headers: Sequence[tuple[str, str]] = UPGRADE
    ) -> None:
        """Ask for a WebSocket from the own origin and do not wait for the answer."""
        own = f"127.0.0.1:{self.port}"
        pairs = [("Host", own), ("Origin", f"http://{own}"), *headers]
        pairs += [("Cookie", cookie)] if cookie else []
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in pairs)]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    def read_head(self) -> bytes:
        """Return what comes before an empty line; nothing if the server just closed."""
        while b"\r\n\r\n" not in self._rest:
            if not self._read():
                return b""
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        return head

    def read_exactly(self, length: int) -> bytes:
        """Return so many bytes; fewer if the connection ends before."""
        while len(self._rest) < length and self._read():
            pass
        data, self._rest = self._rest[:length], self._rest[length:]
        return data

    def send_frame(self, payload: bytes = b"", opcode: int = TEXT, *, fin: bool = True) -> None:
        """Send one masked frame."""
        self.send(make_frame(payload, opcode, fin=fin, mask=os.urandom(4)))

    def read_frame(self) -> Frame | None:
        """Return the next frame; None if the connection has ended."""
        while True:
            frame = self._take_frame()
            if frame is not None:
                return frame
            try:
                if not self._read():
                    return None
            except ConnectionError:
                return None

    def read_close(self) -> int:
        """Read on to the close frame and return its code; 1006 if the connection ends without one."""
        while (frame := self.read_frame()) is not None:
            if frame.opcode == CLOSE:
                return frame.code
        return 1006

    def _take_frame(self) -> Frame | None:
        data = self._rest
        if len(data) < 2:
            return None
        length, start = data[1] & 0x7F, 2
        if length == 126:
            length, start = int.from_bytes(data[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(data[2:10], "big"), 10
        if len(data) < start + length:
            return None
        self._rest = data[start + length :]
        return Frame(data[0] & 0x0F, data[start : start + length], bool(data[0] & 0x80))

    def _read(self) -> bool:
        data = self.socket.recv(65_536)
        self._rest += data
        return bool(data)
