"""Outbox: the frames that wait to be sent to one browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from starlette.types import Send

from . import wire

MAX_UNSENT_FRAMES = 128
CLOSE_SECONDS = 5.0

# The ASGI extensions by which Cacao's own door offers to take a text at once, and to give what comes to a
# function at once.
SEND_NOW = "cacao.send_now"
GIVE_NOW = "cacao.give_now"


class Outbox:
    """Frames to one browser, in order; at most one send is under way, of all that is posted by then.

    Args:
        send: the ASGI connection's, of an accepted WebSocket.
        send_now: where the server has such a thing, takes a text at once and tells whether it did.
    """

    def __init__(self, send: Send, send_now: Callable[[str], bool] | None = None) -> None:
        self._send = send
        self._send_now = send_now
        self._is_due = False
        self._frames: list[str] = []  # a deque would take 760 bytes of each tab
        self._sender: asyncio.Task[None] | None = None
        self._is_sending = False
        self._is_done: asyncio.Event | None = None  # made for who waits for it
        self._is_held = False
        self._close_code: int | None = None
        self._is_gone = False
        self._room: asyncio.Event | None = None  # likewise
        self.on_sent: Callable[[], None] | None = None

    @property
    def waiting(self) -> int:
        """How many frames are not sent yet."""
        return len(self._frames)

    def post(self, frame: str) -> None:
        """Send a frame after those before it, without waiting."""
        if not self._is_gone and self._close_code is None:
            self._frames.append(frame)
            if not self._is_held:
                self._wake()

    def close(self, code: int) -> None:
        """Close the socket once what was posted is sent."""
        self._close_code = code
        self._wake()

    async def has_room(self, frames: int = MAX_UNSENT_FRAMES) -> None:
        """Wait while so many frames are not sent: the browser asks for more answers than it takes."""
        while len(self._frames) >= frames:
            self._room = self._room or asyncio.Event()
            await self._room.wait()

    def hold(self) -> None:
        """Keep what is posted from now on, so that it travels together, until it is let go."""
        self._is_held = True

    def let_go(self) -> None:
        """Send what was kept, at once where the server can, else in a task of its own."""
        sending = self.release()
        if sending is not None:
            self._sender = asyncio.get_running_loop().create_task(sending)

    def release(self) -> Coroutine[Any, Any, None] | None:
        """Return what sends what was kept, to be awaited at once; None if there is nothing to be done."""
        if not self._is_held:
            return None
        self._is_held = False
        if self._is_sending or not (self._frames or self._close_code is not None) or self._is_sent_now():
            return None
        self._is_sending = True
        return self._send_posted()

    async def end(self) -> None:
        """Give what was posted, and the close, a few seconds to be sent."""
        self._is_held = False
        if (self._frames or self._close_code is not None) and not self._is_sending and not self._is_gone:
            self._start_sending()
        if self._is_sending:
            self._is_done = asyncio.Event()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_done.wait(), CLOSE_SECONDS)
        if self._sender is not None:
            self._sender.cancel()

    def _wake(self) -> None:
        if self._is_sending or self._is_held or self._is_gone or self._is_due:
            return
        if self._send_now is None or self._close_code is not None:
            self._start_sending()
        else:
            self._is_due = True  # at the end of the loop's turn, with all that is posted by then
            asyncio.get_running_loop().call_soon(self._send_due)

    def _send_due(self) -> None:
        self._is_due = False
        if not (self._is_sending or self._is_held or self._is_gone or self._is_sent_now()):
            self._start_sending()

    def _start_sending(self) -> None:
        self._is_sending = True
        self._sender = asyncio.get_running_loop().create_task(self._send_posted())

    def _is_sent_now(self) -> bool:
        """Give the server what is posted, if it takes it at once; tell whether nothing is left."""
        if self._send_now is None or self._close_code is not None:
            return False
        frames = self._frames
        while frames:
            if not self._send_now(frames[0] if len(frames) == 1 else wire.bundle(frames)):
                return False
            frames.clear()
            self._note_sent()
        return True

    def _note_sent(self) -> None:
        if self._room is not None:
            self._give_room()
        if self.on_sent is not None:
            self.on_sent()  # which may post again

    def _give_room(self) -> None:
        if self._room is not None:
            self._room.set()
            self._room = None

    async def _send_posted(self) -> None:
        """Send what is posted, and what that lets others post, and the close."""
        frames = self._frames
        try:
            while frames:
                text = frames.pop(0)
                if frames:
                    text = wire.bundle([text, *frames])
                    frames.clear()
                await self._send({"type": "websocket.send", "text": text})
                if not frames and self._close_code is None:
                    self._note_sent()
            if self._close_code is None:
                return
            await self._send({"type": "websocket.close", "code": self._close_code, "reason": ""})
        except (RuntimeError, OSError):
            pass  # the reader notices, too, and ends the tab
        finally:
            self._is_sending = False
            if self._is_done is not None:
                self._is_done.set()
        self._is_gone = True
        frames.clear()
        self._give_room()
