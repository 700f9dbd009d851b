"""A tab that is closed while its event is handled: what it has asked for is done all the same."""

from __future__ import annotations

import asyncio
from typing import Any

from seats import Seat, serving, story
from test_keeper import Shelf, make_app

from cacao import App, State
from cacao_kernel import live
from cacao_kernel.farewell import say_farewell


class Desk:
    """An app with a button whose handler takes its time."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.count = State(0, name="count")
        self.end = asyncio.Event()
        self.app: App = make_app(self.shelf, self.save, self.count)

    async def save(self) -> None:
        await self.end.wait()
        self.count.value += 1


def close(seat: Seat) -> None:
    """Close the tab for good, as its browser says."""
    seat.house.live.leave(seat.tab, for_good=True)


@story
async def test_a_server_that_stops_ends_what_a_closed_tab_has_asked_for() -> None:
    # Arrange
    desk = Desk()
    async with serving(desk.app) as house:
        seat = await house.sit()
        await seat.press("Go")
        close(seat)

        # Act
        asyncio.get_running_loop().call_later(0.05, desk.end.set)
        await say_farewell(house.live, 10)

        # Assert
        assert desk.shelf.values == {"count": b"1"}


@story
async def test_nothing_is_left_of_a_closed_tab_once_its_event_is_handled(monkeypatch: Any) -> None:
    # Arrange: its time is over before the handler has ended.
    monkeypatch.setattr(live, "LAST_SECONDS", 0.02)
    desk = Desk()
    async with serving(desk.app) as house:
        seat = await house.sit()
        session = seat.tab.session
        await house.sit(seat.visitor)
        await seat.press("Go")
        close(seat)
        await asyncio.sleep(0.1)

        # Act
        desk.end.set()
        await house.until(lambda: desk.shelf.values == {"count": b"1"})
        await house.until(lambda: seat.tab.id not in session.handled)

        # Assert
        await house.until(lambda: seat.tab.id not in desk.shelf.records_by_id[seat.visitor].tabs)
        assert seat.tab.id not in session.places | session.ends
