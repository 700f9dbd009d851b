"""Parking: tabs that are away are kept, few of them and not for long."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from away import Shelf, come_back, do_thrice, leave, letters
from seats import Wire, serving, story

from cacao_kernel import parking, wire


@pytest.mark.parametrize("limit", ["MAX_TABS", "MAX_NODES", "MAX_LETTERS"])
@story
async def test_tabs_that_are_away_are_forgotten_when_they_are_too_many(monkeypatch: Any, limit: str) -> None:
    # Arrange: there is room for two and a half.
    async with serving(Shelf().app) as house:
        seats = [await do_thrice(house) for _ in range(4)]
        tab = seats[0].tab
        one = {"MAX_TABS": 1, "MAX_NODES": tab.screen.size, "MAX_LETTERS": tab.backlog.size}[limit]
        monkeypatch.setattr(parking, limit, 2.5 * one)
        del tab
        screens = [weakref.ref(seat.tab.screen) for seat in seats]
        told = [(seat.visitor, wire.Join(seat.tab.id, "/", "", seat.tab.token, 0)) for seat in seats]

        # Act
        while seats:
            leave(seats.pop(0))
        gc.collect()

        # Assert: two are kept as they are, two come back with their tree, and all to what was theirs.
        assert [screen() is None for screen in screens] == [True, True, False, False]
        for number, (visitor, message) in enumerate(told):
            channel = Wire()
            await house.live.join(visitor, message, channel)
            assert (channel.frames[0][2] is None) == (number >= 2)


@story
async def test_a_tab_that_is_away_too_long_is_forgotten(monkeypatch: Any) -> None:
    # Arrange
    monkeypatch.setattr(parking, "SECONDS", 0.05)
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)

        # Act
        leave(seat)
        await house.until(lambda: not seat.tab.session.away)
        back = await come_back(seat, 3)

    # Assert
    assert letters(back) == [("j", 4)]
    assert back.text == seat.text
