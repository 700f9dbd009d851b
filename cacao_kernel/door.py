"""The door: uvicorn's own HTTP, with the limits that nobody but a server can keep."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any, cast

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from .config import Server
from .drained import drained
from .frames import SocketProtocol
from .guard import security_headers
from .strict import StrictConnection

MIN_BODY_RATE = 512  # bytes a second
LINGER_SECONDS = 2.0  # for who is answered before all they send has come


class Door(uvicorn.Config):
    """uvicorn's settings, with Cacao's limits at the door.

    Args:
        app: what is served.
        limits: the limits.
        more: further settings of uvicorn's.
    """

    def __init__(self, app: ASGIApp, limits: Server, **more: Any) -> None:
        super().__init__(
            cast(Any, app),  # Starlette's word for the same
            http=HttpProtocol,
            ws=SocketProtocol,
            h11_max_incomplete_event_size=limits.max_header_bytes,
            ws_max_size=limits.max_frame_bytes,
            ws_per_message_deflate=False,
            server_header=False,
            **more,
        )
        self.limits = limits


class HttpProtocol(H11Protocol):
    """One connection: a head that comes in time, a body that keeps coming, and answers with our headers.

    Args:
        config: uvicorn's settings; a :class:`Door` has the limits, any other the default ones.
        server_state: what the connections of a server share.
        app_state: what the app's lifespan has left.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits: Server = getattr(config, "limits", Server())
        self.conn: StrictConnection = StrictConnection(self._limits)
        self._awaited = ""  # what is to come: the head of a request, its body, or nothing
        self._deadline: asyncio.TimerHandle | None = None
        self._received = 0
        self._is_over = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Expect the first request."""
        self._transport = drained(transport, self.loop, self._limits.max_stall_seconds)
        super().connection_made(self._transport)
        self._expect("head")

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        self._expect("")
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read what has come, unless all has been said."""
        if not self._is_over:
            super().data_received(data)

    def handle_events(self) -> None:
        """Handle what has been read, and expect what is to follow."""
        super().handle_events()
        if self._is_over:
            return
        theirs = self.conn.their_state
        if theirs is h11.SEND_BODY:
            self._expect("body")
        elif theirs is h11.IDLE and self.timeout_keep_alive_task is None:
            self._expect("head")
        else:
            self._expect("")

    def _expect(self, awaited: str) -> None:
        if awaited == self._awaited:
            return  # the time it has runs from the first byte, not from the last
        self._awaited = awaited
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if awaited:
            self._start_deadline()

    def _start_deadline(self) -> None:
        limits = self._limits
        seconds = limits.max_header_seconds if self._awaited == "head" else limits.max_stall_seconds
        self._received = self.conn.received
        self._deadline = self.loop.call_later(seconds, self._look)

    def _look(self) -> None:
        """End the connection if what was awaited has not come; a body need only keep coming."""
        self._deadline = None
        if self.transport.is_closing():
            return
        if self._awaited == "body":
            least = MIN_BODY_RATE * self._limits.max_stall_seconds
            if self.flow.read_paused or self.conn.received - self._received >= least:
                self._start_deadline()
                return
        elif not self.conn.trailing_data[0]:  # nothing was asked, so nothing is answered
            self._is_over = True
            self.transport.close()
            return
        self._refuse(408, "The request took too long to come.")

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand the connection over to the frames, unless more has come than may before the answer."""
        self._expect("")
        if self.conn.trailing_data[0]:
            self._refuse(400, "Nothing may follow this request before its answer.")
            return
        self._is_over = True
        super().handle_websocket_upgrade(event)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request."""
        self._refuse(self.conn.status, msg)

    def _refuse(self, status: int, text: str) -> None:
        """Answer once more, unless an answer is under way, and close."""
        self._is_over = True
        self._expect("")
        self._unset_keepalive_if_required()
        cycle: Any = self.cycle  # None before the first request
        if cycle is not None and not cycle.response_complete:
            cycle.disconnected = True
            cycle.message_event.set()
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE) or not self.transport.can_write_eof():
            self.transport.close()
            return
        self.transport.write(self._answer(status, text))
        # Closing while more comes would break the connection off before the answer is read.
        self.transport.write_eof()
        self.flow.resume_reading()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)

    def _answer(self, status: int, text: str) -> bytes:
        body = f"{text}\n".encode()
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
        lines += [f"{name.decode()}: {value.decode()}" for name, value in self.server_state.default_headers]
        lines += [f"{name.lower()}: {value}" for name, value in security_headers().items()]
        lines += ["content-type: text/plain; charset=utf-8", f"content-length: {len(body)}"]
        lines += ["connection: close", "", ""]
        return "\r\n".join(lines).encode("latin-1") + body

    def shutdown(self) -> None:
        """Close, now or once the request that is under way is answered."""
        if self._is_over:
            self.transport.close()
        else:
            super().shutdown()

    def pause_writing(self) -> None:
        """Expect that the browser takes what it asked for."""
        super().pause_writing()
        self._transport.watch()

    def resume_writing(self) -> None:
        """Note that it has taken it."""
        super().resume_writing()
        self._transport.relax()
