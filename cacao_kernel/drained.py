"""Drained: a transport whose peer has to take what it is sent."""

from __future__ import annotations

import asyncio
from typing import Any, cast


class Drained(asyncio.Transport):
    """A transport that is cut off once its peer takes nothing for too long.

    Neither asyncio nor uvicorn ends a connection that has something left to send, not even one that was
    closed: whoever asks and does not read would keep it, and what was to be sent, for good.

    Args:
        inner: the transport itself.
        loop: the event loop.
        seconds: how long the peer may take nothing.
    """

    __slots__ = ("_inner", "_left", "_loop", "_seconds", "_timer", "pause_reading", "resume_reading", "write")

    def __init__(self, inner: asyncio.Transport, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        super().__init__()
        self._inner = inner
        self._loop = loop
        self._seconds = seconds
        self._left = 0
        self._timer: asyncio.TimerHandle | None = None
        # Called for each frame, so at no cost.
        self.write = inner.write  # type: ignore[method-assign]
        self.pause_reading = inner.pause_reading  # type: ignore[method-assign]
        self.resume_reading = inner.resume_reading  # type: ignore[method-assign]

    def watch(self) -> None:
        """Expect from now on that the peer takes some of what is left to send."""
        if self._timer is None:
            self._left = self._inner.get_write_buffer_size()
            if self._left:
                self._timer = self._loop.call_later(self._seconds, self._look)

    def relax(self) -> None:
        """Expect nothing any more, since there is little left; but all must go if it was closed."""
        if self._timer is not None and not self._inner.is_closing():
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = None
        if self._inner.get_write_buffer_size() >= self._left:
            self._inner.abort()
        else:
            self.watch()

    def close(self) -> None:
        """Close once all is sent."""
        self._inner.close()
        self.watch()

    def abort(self) -> None:
        """Close at once."""
        self._inner.abort()

    def is_closing(self) -> bool:
        """Tell whether it is closed or about to be."""
        return self._inner.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return what is known of the connection."""
        return self._inner.get_extra_info(name, default)

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Give what comes to another protocol."""
        self._inner.set_protocol(protocol)

    def get_write_buffer_size(self) -> int:
        """Return how many bytes are left to send."""
        return self._inner.get_write_buffer_size()

    def can_write_eof(self) -> bool:
        """Tell whether one direction alone can be closed."""
        return self._inner.can_write_eof()

    def write_eof(self) -> None:
        """Send nothing more, and go on reading."""
        self._inner.write_eof()
        self.watch()


def drained(transport: asyncio.BaseTransport, loop: asyncio.AbstractEventLoop, seconds: float) -> Drained:
    """Return the transport as one whose peer has to take what it is sent; itself if it is one already."""
    if isinstance(transport, Drained):
        return transport
    return Drained(cast(asyncio.Transport, transport), loop, seconds)
