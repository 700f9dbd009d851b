"""Raw HTTP over a loopback socket: what is sent is exactly what the test wrote."""

from __future__ import annotations

import base64
import gzip
import http.client
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TIMEOUT = 20

UPGRADE = (
    ("Connection", "Upgrade"),
    ("Upgrade", "websocket"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", base64.b64encode(b"sixteen bytes ok").decode()),
)

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What a server answered: the status, the headers in their order, and the body as it came."""

    status: int
    headers: Headers
    body: bytes

    def all(self, name: str) -> list[str]:
        """Return the values of a header, however often it stands there."""
        return [value for found, value in self.headers if found.lower() == name.lower()]

    def header(self, name: str) -> str:
        """Return the value of a header that stands there once; an empty string for none."""
        values = self.all(name)
        assert len(values) <= 1, values
        return values[0] if values else ""

    @property
    def text(self) -> str:
        """The body as text, unpacked if it came packed."""
        body = gzip.decompress(self.body) if self.header("content-encoding") == "gzip" else self.body
        return body.decode()


def send(port: int, request: bytes, method: str = "GET") -> Answer:
    """Send bytes to a port of this machine and return the one answer; status 0 if the server just closed."""
    with socket.create_connection(("127.0.0.1", port), TIMEOUT) as connection:
        connection.sendall(request)
        response = http.client.HTTPResponse(connection, method=method)
        try:
            response.begin()
        except http.client.BadStatusLine:
            return Answer(0, [], b"")
        body = b"" if response.status == 101 else response.read()
        return Answer(response.status, response.getheaders(), body)


def ask(
    port: int,
    target: str = "/",
    method: str = "GET",
    *,
    host: str | None = None,
    headers: Headers | Mapping[str, str] = (),
) -> Answer:
    """Send one request, its target as it stands, and return the answer.

    Args:
        port: the server's port.
        target: what stands between method and version.
        method: the method.
        host: the Host header; by default the server's own, none if it is empty.
        headers: all others.
    """
    pairs = list(headers.items() if isinstance(headers, Mapping) else headers)
    own = f"127.0.0.1:{port}" if host is None else host
    lines = [f"{method} {target} HTTP/1.1", *([f"Host: {own}"] if own else [])]
    lines += [f"{name}: {value}" for name, value in pairs]
    if not any(name == "Connection" for name, _ in pairs):
        lines.append("Connection: close")
    return send(port, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"), method)
