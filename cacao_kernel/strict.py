"""Strict: HTTP/1.1 read in the one way in which nobody else can read it otherwise."""

from __future__ import annotations

import re
from typing import Any

import h11

from .config import Server
from .guard import security_headers

MAX_LINE_BYTES = 8_192

_LAX = re.compile(rb"(?<!\r)\n|\r(?!\n)|\n[ \t]")  # half a line end, or a line that goes on in the next
_CHUNK_LINES = b"0123456789abcdefABCDEF\r\n"
_MARK = b"x-content-type-options"
_OURS = tuple((name.lower().encode(), value.encode()) for name, value in security_headers().items())


class StrictConnection(h11.Connection):
    """A connection's parser, with limits, and without what proxies and servers read differently.

    h11 forgives what the standard lets a server forgive: lone line feeds, folded lines, a length that stands
    twice, extensions of chunks. A proxy before it may take the same bytes for another request, so here
    each of these is an error.

    Args:
        limits: the limits of heads and bodies.

    Attributes:
        status: what the request is answered that was an error.
        received: how many bytes of bodies have come.
    """

    def __init__(self, limits: Server) -> None:
        super().__init__(h11.SERVER, limits.max_header_bytes)
        self._limits = limits
        self._body = 0
        self.received = 0
        self.status = 400

    def next_event(self) -> Any:
        """Return the next event, as h11 does.

        Raises:
            RemoteProtocolError: if not everybody would read the bytes alike, or if they are past a limit.
        """
        state = self.their_state
        before = self.trailing_data[0] if state in (h11.IDLE, h11.SEND_BODY) else b""
        try:
            event: Any = super().next_event()
            read = before[: len(before) - len(self.trailing_data[0])] if before else b""
            if isinstance(event, h11.Request):
                self._check_head(event, read)
            elif state is h11.SEND_BODY and read:
                self._check_body(event, read)
        except h11.RemoteProtocolError as error:
            self.status = error.error_status_hint
            raise
        return event

    def _check_head(self, request: h11.Request, head: bytes) -> None:
        self._body = 0
        limits = self._limits
        if _LAX.search(head):
            raise h11.RemoteProtocolError("a line end that is none")
        if request.http_version not in (b"1.0", b"1.1"):
            raise h11.RemoteProtocolError("no version that is known", 505)
        _, *lines, _, _ = all_lines = head.split(b"\r\n")
        if (
            len(head) > limits.max_header_bytes
            or len(lines) > limits.max_headers
            or max(map(len, all_lines)) > MAX_LINE_BYTES
        ):
            raise h11.RemoteProtocolError("headers too large", 431)
        if not request.target.startswith(b"/") and (request.method, request.target) != (b"OPTIONS", b"*"):
            raise h11.RemoteProtocolError("the target is no path")
        framing = [
            (name.lower(), value.strip())
            for name, _, value in (line.partition(b":") for line in lines)
            if name.lower() in (b"content-length", b"transfer-encoding")
        ]
        if not framing:
            return
        name, value = framing[0]
        if len(framing) > 1:
            raise h11.RemoteProtocolError("a body has one length")
        if name == b"transfer-encoding":
            if request.http_version < b"1.1":
                raise h11.RemoteProtocolError("HTTP/1.0 has no chunks")
        elif not value.isdigit():
            raise h11.RemoteProtocolError("the length is no number")
        elif len(value) > 15 or int(value) > limits.max_body_bytes:
            raise h11.RemoteProtocolError("the body is too large", 413)

    def _check_body(self, event: Any, read: bytes) -> None:
        data = len(event.data) if isinstance(event, h11.Data) else 0
        lines = read[: len(read) - data]  # those of chunks, and nothing where the length is known
        if lines.strip(_CHUNK_LINES):
            raise h11.RemoteProtocolError("a chunk has a length and nothing else")
        if isinstance(event, h11.EndOfMessage) and lines != b"\r\n" and not lines.endswith(b"\r\n\r\n"):
            raise h11.RemoteProtocolError("the end of the chunks is none")
        self._body += data
        self.received += data
        if self._body > self._limits.max_body_bytes:
            raise h11.RemoteProtocolError("the body is too large", 413)

    def send(self, event: Any) -> Any:
        """Return the bytes of an event; an answer that is not guarded yet gets the security headers."""
        if type(event) is h11.Response and not any(name == _MARK for name, _ in event.headers):
            event = h11.Response(
                status_code=event.status_code,
                headers=[*event.headers, *_OURS],
                reason=event.reason,
            )
        return super().send(event)
