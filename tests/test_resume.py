"""Coming back: a tab whose connection was lost goes on where it stopped, as long as that can be told."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest
from away import Shelf, come_back, do_thrice, leave, letters
from seats import House, Seat, serving, story

from cacao import App
from cacao_kernel import wire
from cacao_kernel.backlog import Backlog
from cacao_kernel.run import entered
from cacao_kernel.testing import AppUnderTest
from cacao_kernel.turn import Turn


@pytest.mark.parametrize("applied", [0, 1, 2, 3])
@story
async def test_a_tab_that_comes_back_is_sent_what_it_has_missed_as_it_was(applied: int) -> None:
    # Arrange
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        patches = [frame for frame in seat.wire.frames if frame[0] == "p"]

        # Act
        leave(seat)
        back = await come_back(seat, applied)

    # Assert: no tree, no token, and the very patches.
    assert back.wire.frames == [["j", 3, None], *patches[applied:]]


@story
async def test_what_has_changed_while_it_was_away_comes_behind_in_one_patch() -> None:
    # Arrange
    shelf = Shelf()
    async with serving(shelf.app) as house:
        seat = await do_thrice(house)
        other = await house.sit(seat.visitor)

        # Act
        leave(seat)
        for _ in range(4):
            await other.click("add")
        sent = len(seat.wire.frames)
        back = await come_back(seat, 2)

    # Assert: nothing was painted for nobody, and one patch brings the rest.
    assert len(seat.wire.frames) == sent
    assert letters(back) == [("j", 3), ("p", 3), ("p", 4)]
    assert back.text == other.text


@pytest.mark.parametrize("sequence", [-1, 4, 2**53])
@story
async def test_a_page_that_does_not_fit_gets_the_whole_tree(sequence: int) -> None:
    # Arrange
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)

        # Act
        leave(seat)
        back = await come_back(seat, sequence)

    # Assert
    letter, number, tree, token, *_ = back.wire.frames[0]
    assert (letter, number, token) == ("j", max(sequence, 3) + 1, seat.tab.token)
    assert tree[0] == "main"
    assert back.text == seat.text


@story
async def test_patches_that_were_acknowledged_or_are_too_many_are_not_kept() -> None:
    # Arrange
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        seat.tab.acknowledge(2)
        large = await do_thrice(house)
        await large.click("fill")

        # Act
        leave(seat)
        leave(large)
        back = await come_back(seat, 1)
        after = await come_back(large, 3)

    # Assert
    assert letters(back) == [("j", 4)]
    assert letters(after) == [("j", 5)]


@story
async def test_a_page_that_a_link_has_shown_is_not_patched_onto_the_one_before() -> None:
    # Arrange: the answer to the link is lost with the connection.
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        assert seat.tab.links is not None
        seat.tab.links.follow(wire.Link(1, "/other"))
        await seat.sees("another page")

        # Act
        leave(seat)
        back = await come_back(seat, 3)
        here = await come_back(back, 0, path="/other")

    # Assert
    assert letters(back)[0] == ("j", 5) and "row 3" in back.text
    assert letters(here)[0] == ("j", 6) and here.text == "another page"


@story
async def test_a_tab_that_comes_back_before_its_loss_is_seen_takes_its_own_place() -> None:
    # Arrange
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)

        # Act
        first = await come_back(seat, 3)
        second = await come_back(first, 3)
        await second.click("add")

    # Assert
    assert (seat.wire.code, first.wire.code, second.wire.code) == (4409, 4409, None)
    assert "row 6" in second.text
    assert letters(first) == [("j", 3)]


@story
async def test_an_event_that_runs_meanwhile_is_answered_once_and_shown() -> None:
    # Arrange
    shelf = Shelf()
    async with serving(shelf.app) as house:
        seat = await house.sit()
        event = seat.event("wait")
        await seat.send(event)

        # Act: the event is sent again, while its handler still runs for the connection before.
        leave(seat)
        back = await come_back(seat, 0)
        await back.send(event)
        shelf.gate.set()
        answer = await back.answer(event.number)
        await back.sees("row 100")

    # Assert
    assert answer == ["a", event.number]
    assert shelf.runs == 1


@story
async def test_a_call_made_while_the_browser_is_away_is_made_when_it_is_back() -> None:
    # Arrange
    shelf = Shelf()
    async with serving(shelf.app) as house:
        seat = await house.sit()
        await seat.press("point")

        # Act
        leave(seat)
        shelf.gate.set()
        await house.until(lambda: not seat.tab.session.running)
        back = await come_back(seat, 0)
        await house.until(lambda: len(back.wire.frames) > 1)

    # Assert
    assert back.ops == [["c", [1], "focus", []]]


@story
async def test_edits_of_a_field_go_on_being_counted() -> None:
    # Arrange: the browser has told of two edits.
    shelf = Shelf()
    async with serving(shelf.app) as house:
        seat = await house.sit()
        await seat.answer(await seat.press("box", "input", value="ab", edits=2, seen=0))

        # Act
        leave(seat)
        back = await come_back(seat, 1)
        with as_visitor(house, back):
            shelf.word.set("cd")
        await house.until(lambda: any(op[0] == "n" for op in back.ops))

    # Assert: the value that the server sends names them.
    assert [op[2:] for op in back.ops if op[0] == "n"] == [[{"value": "cd"}, 2]]


@story
async def test_a_field_is_put_right_on_the_connection_that_the_tab_has_by_then() -> None:
    # Arrange: a handler takes back what was typed, and goes on while the browser is away twice.
    shelf = Shelf()
    async with serving(shelf.app) as house:
        seat = await house.sit(path="/strict")
        await seat.press("strict", "input", value="ab", edits=1, seen=0)

        # Act
        leave(seat)
        first = await come_back(seat, 0, path="/strict")
        leave(first)
        second = await come_back(first, 0, path="/strict")
        shelf.gate.set()
        await house.until(lambda: bool(second.ops))

    # Assert
    assert [op[2:] for op in second.ops if op[0] == "n"] == [[{"value": ""}, 1]]


@contextmanager
def as_visitor(house: House, seat: Seat) -> Generator[None]:
    """Write a visitor's State without an event."""
    turn = Turn(house.live, seat.tab.session, seat.tab.place)
    with entered(turn):
        yield
    turn.publish()


def test_a_backlog_knows_what_it_has() -> None:
    # Arrange
    backlog = Backlog()
    frames = [backlog.add([["t", [0], str(number)]]) for number in range(5)]

    # Act
    backlog.acknowledge(2)

    # Assert
    assert backlog.since(5) == []
    assert backlog.since(2) == frames[2:]
    assert backlog.since(1) is None
    assert backlog.since(6) is None
    assert backlog.unacknowledged == 3
    assert backlog.skip() == 6
    assert backlog.since(5) is None
    assert backlog.since(6) == []


def test_a_simulated_user_comes_back_to_where_they_stopped(
    cacao_app: Callable[[App], AppUnderTest],
) -> None:
    # Arrange
    user = cacao_app(Shelf().app).open("/")
    tab = user.open("/")

    # Act: what is clicked meanwhile, here and in another tab, comes together.
    user.drop().click("add").misses("row 3")
    tab.click("add")
    user.reconnect()

    # Assert
    user.sees("row 3").sees("row 4")
    tab.sees("row 4").misses("row 5")
