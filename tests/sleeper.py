"""A browser that is slow to read, over a raw socket with the smallest of buffers."""

from __future__ import annotations

import json
import socket
import struct
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

from raw import UPGRADE
from visitor import Tab

from cacao_kernel import wire


class Sleeper:
    """A browser that joins over a raw socket and then reads nothing until it is told to.

    Args:
        tab: a page that was loaded and has not joined.
    """

    def __init__(self, tab: Tab) -> None:
        port = tab.visitor.port
        self.page = tab.page
        self.acknowledge = True
        self.frames: deque[list[Any]] = deque()
        self.raw = socket.socket()
        self.raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.raw.settimeout(20)
        self.raw.connect(("127.0.0.1", port))
        lines = [f"{name}: {value}" for name, value in UPGRADE]
        lines += [f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}"]
        lines += [f"Cookie: {tab.visitor.cookie}"]
        self.raw.sendall(("GET /_cacao/socket HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode())
        self.reader = self.raw.makefile("rb")
        while self.reader.readline() != b"\r\n":
            pass
        self.send("j", 1, tab.id, tab.path, tab.page.hash)

    def send(self, *frame: Any, times: int = 1) -> None:
        """Send a frame, masked with zeros so that it can be read in a dump."""
        self.send_together([frame] * times)

    def send_together(self, frames: Iterable[Sequence[Any]]) -> None:
        """Send frames in one piece: one segment, if it holds them."""
        self.raw.sendall(b"".join(map(_mask, frames)))

    def close(self) -> None:
        """Break the connection off."""
        self.reader.close()
        self.raw.close()

    def read(self) -> list[Any]:
        """Read one frame and apply it if it is a patch."""
        if not self.frames:
            self.frames += wire.unbundle(self._read_message())
        frame = self.frames.popleft()
        if frame[0] == "p":
            self.page.apply(frame[2])
            if frame[1] % 16 == 0 and self.acknowledge:
                self.send("a", frame[1])
        return frame

    def _read_message(self) -> bytes:
        _, short = self.reader.read(2)
        size = {126: (2, "!H"), 127: (8, "!Q")}.get(short)
        length = short if size is None else struct.unpack(size[1], self.reader.read(size[0]))[0]
        return self.reader.read(length)


def _mask(frame: Sequence[Any]) -> bytes:
    data = json.dumps(frame).encode()
    length = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack("!H", len(data))
    return b"\x81" + length + bytes(4) + data
