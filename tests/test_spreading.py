"""Spreading: what everybody sees goes to every tab, whatever one of them does meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

from cacao import State
from cacao_kernel.errors import is_cancelling
from cacao_kernel.shared import Shared


class Line:
    """A channel that can be held."""

    is_held = False

    def hold(self) -> None:
        self.is_held = True

    def let_go(self) -> None:
        self.is_held = False


class Screen:
    """A screen that has read everything."""

    def reads(self, keys: Any) -> bool:
        return True


class Tab:
    """A tab that counts how often it was painted; a broken one passes a cancellation on once."""

    def __init__(self, *, is_broken: bool = False) -> None:
        self.session = object()
        self.screen = Screen()
        self.channel = Line()
        self.is_broken = is_broken
        self.painted = 0

    def flush(self, changed: Any) -> None:
        self.painted += 1
        if self.is_broken:
            self.is_broken = False
            error = asyncio.CancelledError()
            if is_cancelling(error):
                raise error


def test_a_task_that_is_being_cancelled_does_not_stop_what_others_see() -> None:
    # Arrange
    shared, state = Shared(), State(0, scope="app", name="state")
    broken, other = Tab(is_broken=True), Tab()
    state.is_shown = True
    shared.tabs = {broken: None, other: None}  # type: ignore[dict-item]

    async def leave() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            shared.spread([state])

    async def run() -> None:
        shared.open()
        leaving = asyncio.create_task(leave())
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.wait([leaving])
        await asyncio.sleep(0.02)
        shared.spread([state])
        await asyncio.sleep(0.02)

    # Act
    asyncio.run(run())

    # Assert
    assert (broken.painted, other.painted) == (2, 2)
    assert not broken.channel.is_held
