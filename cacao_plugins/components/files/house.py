"""House: the files of one App: those that come, those that are shown, and those that wait to be fetched."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from cacao_kernel import Route

from .depot import Depot, Room
from .handout import Handout
from .intake import Intake
from .shelf import Shelf

SWEEPS = 60.0
"""Seconds between two looks at what has been abandoned, at most."""


class House:
    """The files of one App.

    Args:
        room: how much of what visitors send may lie there.
        max_bytes: how large one of these files may be, where a widget does not say.

    Attributes:
        depot: those that come.
        shelf: those that are shown.
        handout: those that wait to be fetched.
    """

    def __init__(self, room: Room, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.depot = Depot(room)
        self.shelf = Shelf()
        self.handout = Handout()

    @property
    def routes(self) -> Sequence[Route]:
        """The routes of all."""
        return [Intake(self.depot).route, self.shelf.route, self.handout.route]

    @asynccontextmanager
    async def keeping(self, folder: Path, *, may_move: bool) -> AsyncGenerator[None, None]:
        """Find what lies there from before, and delete what is abandoned, as long as the App serves."""
        await asyncio.to_thread(self.depot.open, folder, may_move=may_move)
        task = asyncio.create_task(self._sweep())
        try:
            yield
        finally:
            task.cancel()

    async def _sweep(self) -> None:
        room = self.depot.room
        while True:
            await asyncio.sleep(min(SWEEPS, room.idle / 4, room.keep / 4))
            await asyncio.to_thread(self.depot.sweep)
