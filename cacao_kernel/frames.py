"""Frames: uvicorn's own WebSockets, with limits for each message and its pieces."""

from __future__ import annotations

import asyncio
import codecs
import logging
from collections.abc import Callable, Generator
from http import HTTPStatus
from typing import Any

from uvicorn._types import ASGISendEvent
from uvicorn.config import Config
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import ProtocolError
from websockets.frames import CloseCode, Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.streams import StreamReader

from .config import Server
from .drained import drained
from .guard import security_headers
from .mail import Mail
from .outbox import GIVE_NOW, SEND_NOW
from .rate import Rate
from .whole import read_whole, write_whole

POLICY_VIOLATION = 1008
_OPEN = State.OPEN  # looked up for each frame
TOO_LONG = "a message longer than this server takes"
MAX_MAIL = 65_536  # bytes that wait for the app, roughly, before no more is read
CONTROL_BURST = 5  # seconds' worth of control frames may come at once


class Reader(StreamReader):
    """The bytes of a WebSocket.

    Attributes:
        is_between: whether the next byte begins a frame.
    """

    is_between: bool

    def at_eof(self) -> Generator[None, None, bool]:
        """Wait for what begins a frame, and tell whether there is none to come."""
        self.is_between = True
        is_over = yield from super().at_eof()
        self.is_between = False
        return is_over


class Frames(ServerProtocol):
    """What a WebSocket's bytes mean, with limits.

    Args:
        limits: the limits.

    Attributes:
        boundaries: how often, after a frame, no message was left unfinished.
    """

    def __init__(self, limits: Server) -> None:
        super().__init__(max_size=limits.max_frame_bytes, logger=logging.getLogger("uvicorn.error"))
        self._max_fragments = limits.max_fragments
        self._control = Rate(limits.max_control_frames, CONTROL_BURST * limits.max_control_frames)
        self._fragments = 0
        self._text: codecs.IncrementalDecoder | None = None  # of a message in pieces
        self.boundaries = 0
        self.reader.__class__ = Reader  # websockets makes it, and has begun to read

    @property
    def is_between(self) -> bool:
        """Whether neither a frame nor a message in pieces is unfinished."""
        return self.reader.__dict__.get("is_between", False) and self.current_size is None

    def recv_frame(self, frame: Frame) -> None:
        """Take a frame, or end the connection if it is one too many or no text."""
        opcode = frame.opcode
        if opcode is Opcode.PING or opcode is Opcode.PONG:
            if self._control.take():
                self.break_off("too many control frames")
                return
        elif opcode is Opcode.CONT or not frame.fin:
            if not self._take_piece(frame):
                self.break_off("a message in too many pieces")
                return
        elif opcode is Opcode.TEXT:
            str(frame.data, "utf-8")  # raises what websockets answers by 1007
        super().recv_frame(frame)
        if self.current_size is None:
            self.boundaries += 1

    def _take_piece(self, frame: Frame) -> bool:
        """Count a piece of a message and see that it is text if it should be; return whether it may come."""
        if frame.opcode is not Opcode.CONT:
            self._fragments = 0
            self._text = codecs.getincrementaldecoder("utf-8")() if frame.opcode is Opcode.TEXT else None
        self._fragments += 1
        if self._text is not None:
            self._text.decode(bytes(frame.data), frame.fin)
        if frame.fin:
            self._text = None
        return self._fragments <= self._max_fragments

    def fail(self, code: int, reason: str = "") -> None:
        """End the connection, in words of ours where websockets would count the bytes."""
        super().fail(code, TOO_LONG if code == CloseCode.MESSAGE_TOO_BIG else reason)

    def break_off(self, reason: str) -> None:
        """End the connection because of what the browser does."""
        self.fail(POLICY_VIOLATION, reason)
        self.parser_exc = ProtocolError(reason)

    def reject(self, status: HTTPStatus | int, text: str) -> Response:
        """Return the answer to a handshake that is refused, with the security headers."""
        response = super().reject(status, text)
        for name, value in security_headers().items():
            response.headers[name] = value
        return response


class SocketProtocol(WebSocketsSansIOProtocol):
    """One WebSocket: its messages come whole and in time, and the browser takes what it is sent.

    Args:
        config: uvicorn's settings; a Door has the limits, any other the default ones.
        server_state: what the connections of a server share.
        app_state: what the app's lifespan has left.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits: Server = getattr(config, "limits", Server())
        self.conn: Frames = Frames(self._limits)
        self.queue: Any = Mail()
        self._deadline: asyncio.TimerHandle | None = None
        self._boundaries = 0
        self._take: Callable[[str], bool] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin with the handshake."""
        self._transport = drained(transport, self.loop, self._limits.max_stall_seconds)
        super().connection_made(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        self._expect_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come; what is unfinished then has a deadline."""
        conn = self.conn
        if not self.handshake_initiated:
            super().data_received(data)
            if not self.handshake_initiated:  # websockets has its own opinion of heads, and answers nothing
                self._refuse_handshake()
            return
        if self.handshake_complete and not self.close_sent and conn.is_between and conn.state is _OPEN:
            texts, data = read_whole(data, self._limits.max_frame_bytes)
            for text in texts:
                if self._take is None or not self.queue.is_awaited or not self._take(text):
                    self.queue.put_text(text)
            if self.queue.size > MAX_MAIL and not self.read_paused:
                self.read_paused = True
                self.transport.pause_reading()
            if not data:
                return
        before = conn.boundaries
        conn.receive_data(data)
        if conn.parser_exc is not None:
            self.handle_parser_exception()
            return
        self.handle_events()
        if conn.boundaries == before or conn.reader.buffer:
            if self._deadline is None:
                self._start_deadline()
        elif self._deadline is not None:
            self._expect_nothing()

    def handle_connect(self, event: Request) -> None:
        """Hand the request to the app, which may send and take texts at once, too."""
        super().handle_connect(event)
        if not self.close_sent:
            scope: Any = self.scope
            scope["extensions"][SEND_NOW] = self.send_now
            scope["extensions"][GIVE_NOW] = self.give_now

    def give_now(self, take: Callable[[str], bool]) -> None:
        """Give each text that the app waits for to a function; what that does not take is received."""
        self._take = take

    def send_now(self, text: str) -> bool:
        """Send a text, unless that would have to wait; tell whether it is sent."""
        if not self.writable.is_set() or not self.handshake_complete or self.disconnected or self.close_sent:
            return False
        if self.conn.state is not _OPEN:
            return False
        self.transport.write(write_whole(text))
        return True

    async def send(self, message: ASGISendEvent) -> None:
        """Send what the app sends.

        Raises:
            ClientDisconnected: if the browser is gone.
        """
        text: Any = message.get("text")
        if text is None or not self.handshake_complete:
            await super().send(message)
            return
        if not self.writable.is_set():
            await self.writable.wait()
        if not self.send_now(text):
            raise ClientDisconnected

    def _refuse_handshake(self) -> None:
        self.handshake_complete = self.close_sent = True
        answer = self.conn.reject(HTTPStatus.BAD_REQUEST, "This is no WebSocket's handshake.\n")
        self.transport.write(answer.serialize())
        self.transport.close()

    def _start_deadline(self) -> None:
        self._boundaries = self.conn.boundaries
        self._deadline = self.loop.call_later(self._limits.max_message_seconds, self._look)

    def _expect_nothing(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _look(self) -> None:
        """End the connection, unless that message has come, or it is us who do not read."""
        self._deadline = None
        if self.transport.is_closing():
            return
        if self.read_paused or self.conn.boundaries != self._boundaries:
            self._start_deadline()
            return
        self.conn.break_off("the rest of a message has not come in time")
        self.handle_parser_exception()

    def handle_parser_exception(self) -> None:
        """Close, and say why where a WebSocket is open already."""
        self._expect_nothing()
        if self.conn.close_sent is not None:
            super().handle_parser_exception()
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": 1006, "reason": ""})
        self.close_sent = self.disconnected = True
        self.transport.abort()

    def pause_writing(self) -> None:
        """Expect that the browser takes what it is sent."""
        super().pause_writing()
        self._transport.watch()

    def resume_writing(self) -> None:
        """Note that it has taken it."""
        super().resume_writing()
        self._transport.relax()
