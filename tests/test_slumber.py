"""Slumber: a tree on which nothing happens is let go, and made anew when something does."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from away import Props, Shelf, come_back, do_thrice, leave, letters
from seats import Seat, serving, story


async def fall_asleep(seat: Seat) -> None:
    """Wait until the tree of a tab is let go."""
    await seat.house.until(lambda: seat.tab.screen.slumber is not None)


@story
async def test_a_tree_on_which_nothing_happens_is_let_go_and_made_anew_by_the_next_event(
    monkeypatch: Any,
) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_HIBERNATE_SECONDS", "1")
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        event = seat.event("add")
        readers = weakref.ref(seat.tab.screen.readers)
        sent = len(seat.wire.frames)

        # Act
        await fall_asleep(seat)
        gc.collect()
        is_gone = readers() is None
        await seat.send(event)
        answer = await seat.answer(event.number)

    # Assert: the tree is the same, so a patch goes on from it.
    assert is_gone
    assert answer == ["a", event.number]
    assert [frame[:2] for frame in seat.wire.frames[sent:]] == [["p", 4], ["a", event.number]]
    assert "row 6" in seat.text


@story
async def test_a_change_wakes_only_those_who_have_read_it(monkeypatch: Any) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_HIBERNATE_SECONDS", "1")
    shelf = Shelf()
    async with serving(shelf.app) as house:
        seat, elsewhere = await house.sit(), await house.sit(path="/other")
        await fall_asleep(seat)
        await fall_asleep(elsewhere)

        # Act
        shelf.everybody.set(7)
        await house.until(lambda: len(seat.wire.frames) > 1)

        # Assert: what is shown by now is another tree, which is sent whole.
        letter, number, tree, token, *_ = seat.wire.frames[1]
        assert (letter, number, token) == ("j", 1, seat.tab.token)
        assert "everybody 7" in str(tree)
        assert elsewhere.tab.screen.slumber is not None


@story
async def test_a_page_that_fails_when_it_wakes_says_so_and_is_tried_again(monkeypatch: Any) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_HIBERNATE_SECONDS", "1")
    shelf = Shelf()
    is_broken = False
    home = shelf.home

    def sometimes() -> Props:
        if is_broken:
            raise ValueError("on purpose")
        return home()

    shelf.app.mix("/sometimes")(sometimes)
    async with serving(shelf.app) as house:
        seat = await house.sit(path="/sometimes")
        first, second = seat.event("add"), seat.event("add")
        await fall_asleep(seat)

        # Act
        is_broken = True
        await seat.send(first)
        failed = await seat.answer(first.number)
        is_broken = False
        await seat.send(second)
        went = await seat.answer(second.number)

    # Assert
    assert failed[:3] == ["x", first.number, "stale"]
    assert went == ["a", second.number]
    assert any(frame[:1] == ["x"] and frame[2] == "render_failed" for frame in seat.wire.frames)


@story
async def test_a_sleeping_tab_that_comes_back_is_woken(monkeypatch: Any) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_HIBERNATE_SECONDS", "1")
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        event = seat.event("add")
        await fall_asleep(seat)

        # Act
        leave(seat)
        back = await come_back(seat, 1)
        await back.send(event)
        await back.answer(event.number)

    # Assert
    assert letters(back)[:3] == [("j", 3), ("p", 2), ("p", 3)]
    assert "row 6" in back.text
