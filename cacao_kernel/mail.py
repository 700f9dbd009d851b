"""Mail: the messages of one socket that wait for the app."""

from __future__ import annotations

import asyncio

from uvicorn._types import ASGIReceiveEvent

ENVELOPE = 256  # bytes of a message beside its text


class Mail:
    """What has come and is not read yet: a queue for one reader, which costs little if nothing waits.

    Attributes:
        size: how much memory the texts in it take, roughly; those of nothing take some, too.
    """

    __slots__ = ("_messages", "_reader", "size")

    def __init__(self) -> None:
        self._messages: list[ASGIReceiveEvent] = []  # few: a deque takes more
        self._reader: asyncio.Future[None] | None = None
        self.size = 0

    def put_nowait(self, message: ASGIReceiveEvent) -> None:
        """Add a message."""
        self._messages.append(message)
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def put_text(self, text: str) -> None:
        """Add a text."""
        self.size += len(text) + ENVELOPE
        self.put_nowait({"type": "websocket.receive", "text": text})

    async def get(self) -> ASGIReceiveEvent:
        """Return the next message, once there is one."""
        while not self._messages:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        message = self._messages.pop(0)
        if not self._messages:
            self.size = 0
        return message

    @property
    def is_awaited(self) -> bool:
        """Whether nothing is in it, and its reader waits for what comes next."""
        return self._reader is not None and not self._messages and not self._reader.done()

    def empty(self) -> bool:
        """Tell whether nothing waits."""
        return not self._messages
