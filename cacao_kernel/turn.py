"""Turn: one run of a handler, and what it and the tasks it leaves behind write."""

from __future__ import annotations

import asyncio

from .cells import Overlay
from .session import Session


class Turn:
    """One run of a handler: shows its progress while it runs, and commits what its tasks write later.

    Args:
        session: the visitor.
        overlay: the cells the handler sees and writes.
    """

    __slots__ = ("_is_due", "_loop", "_overlay", "_session", "is_over")

    def __init__(self, session: Session, overlay: Overlay) -> None:
        self._session = session
        self._loop = asyncio.get_running_loop()
        self._overlay = overlay
        self._is_due = False
        self.is_over = False

    def wrote(self) -> None:
        """Ask for one flush at the end of the loop's turn; called in whatever thread wrote."""
        if self._is_due:
            return
        self._is_due = True
        loop = self._loop
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is loop:
            loop.call_soon(self._flush)
        else:
            loop.call_soon_threadsafe(self._flush)

    def _flush(self) -> None:
        self._is_due = False
        if self.is_over:
            writes = self._overlay.take_writes()
            if writes:
                self._session.commit(writes)
            return
        self._session.flush(self._overlay.copy_writes())
