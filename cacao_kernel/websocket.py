"""The WebSocket transport: reads a tab's frames and sends it its own."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable

from starlette.websockets import WebSocket, WebSocketDisconnect

from . import wire
from .errors import WireError
from .fault import tell_fault
from .live import Live
from .redirect import Redirect
from .tab import Tab
from .visit import find_address

log = logging.getLogger("cacao")

MAX_BAD_FRAMES = 10
MAX_UNSENT_FRAMES = 128
MAX_UNSENT_PAGES = 2  # before links are not read any more: a page may be large
CLOSE_SECONDS = 5.0
POLICY_VIOLATION = 1008
INTERNAL_ERROR = 1011
TRY_LATER = 1013


class SocketChannel:
    """Frames to one browser, in order; at most one send is under way.

    Args:
        socket: an accepted WebSocket.
    """

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._frames: deque[str] = deque()
        self._sender: asyncio.Task[None] | None = None
        self._close_code: int | None = None
        self._is_gone = False
        self._room = asyncio.Event()
        self._room.set()
        self.on_sent: Callable[[], None] | None = None

    @property
    def waiting(self) -> int:
        """How many frames are not sent yet."""
        return len(self._frames)

    def post(self, frame: str) -> None:
        """Send a frame after those before it, without waiting."""
        if not self._is_gone and self._close_code is None:
            self._frames.append(frame)
            self._wake()

    def close(self, code: int) -> None:
        """Close the socket once what was posted is sent."""
        self._close_code = code
        self._wake()

    async def has_room(self, frames: int = MAX_UNSENT_FRAMES) -> None:
        """Wait while so many frames are not sent: the browser asks for more answers than it takes."""
        while len(self._frames) >= frames:
            self._room.clear()
            await self._room.wait()

    async def end(self) -> None:
        """Give what was posted, and the close, a few seconds to be sent."""
        if self._sender is not None:
            await asyncio.wait({self._sender}, timeout=CLOSE_SECONDS)
            self._sender.cancel()

    def _wake(self) -> None:
        if self._sender is None or self._sender.done():
            self._sender = asyncio.get_running_loop().create_task(self._send())

    async def _send(self) -> None:
        while await self._send_all():
            self._room.set()
            if self.on_sent is not None:
                self.on_sent()  # which may post again
            if not self._frames and self._close_code is None:
                return

    async def _send_all(self) -> bool:
        """Send what is posted, and the close; return whether the socket is still open."""
        try:
            while self._frames:
                await self._socket.send_text(self._frames.popleft())
            if self._close_code is None:
                return True
            await self._socket.close(self._close_code)
        except (WebSocketDisconnect, RuntimeError, OSError):
            pass  # the reader notices, too, and ends the tab
        self._is_gone = True
        self._frames.clear()
        self._room.set()
        return False


async def pump(socket: WebSocket, live: Live, session_id: str) -> None:
    """Serve one browser until it goes: the join first, then its events and acknowledgements.

    Args:
        socket: an accepted WebSocket.
        live: the App's live part.
        session_id: the visitor, as the cookie says.
    """
    channel = SocketChannel(socket)
    tab: Tab | None = None
    bad = 0
    prefix = socket.scope.get("root_path", "")
    limits = live.runtime.config.server
    try:
        while True:
            await channel.has_room()
            try:
                message = wire.decode(await _receive(socket), limits.max_frame_bytes, limits.max_json_depth)
                if isinstance(message, wire.Join):
                    if tab is not None:
                        raise WireError("bad_message", "a tab joins once")
                    tab = await live.join(session_id, message, channel, prefix)
                    channel.on_sent = tab.resume
                elif tab is None:
                    raise WireError("bad_message", "a tab joins first")
                elif isinstance(message, wire.Input):
                    await tab.inbox.take(message)
                    wait = tab.session.rate.take()
                    if wait:  # meanwhile nothing is read of this tab
                        await asyncio.sleep(wait)
                elif isinstance(message, wire.Link):
                    await channel.has_room(MAX_UNSENT_PAGES)
                    if tab.links is not None:
                        tab.links.follow(message)
                else:
                    tab.acknowledge(message.sequence)
            except WireError as error:
                bad += 1
                channel.post(wire.encode(wire.ERROR, 0, error.code, str(error)))
                if tab is None or bad >= MAX_BAD_FRAMES:
                    channel.close(POLICY_VIOLATION)
                    break
    except WebSocketDisconnect:
        pass
    except Redirect as asked:  # a join that is sent elsewhere: the browser loads that in full
        url = asked.url if asked.external else find_address(live.runtime.routes, asked.url, prefix)
        channel.post(wire.encode(wire.LINK, 0, url, "", None))
        channel.close(POLICY_VIOLATION)
    except Exception as error:  # the page raised while the tab joined
        told = tell_fault(error, "a join", "This page could not be shown.", development=live.development)
        channel.post(wire.encode(wire.ERROR, 0, "render_failed", told))
        channel.close(INTERNAL_ERROR)
    finally:
        if tab is not None:
            tab.inbox.close()
            live.leave(tab)
    await channel.end()


async def _receive(socket: WebSocket) -> str:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    text = message.get("text")
    if text is None:
        raise WireError("bad_message", "frames are text")
    return str(text)
