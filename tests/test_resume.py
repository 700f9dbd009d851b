"""Coming back: a tab whose connection was lost goes on where it stopped, as long as that can be told."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from seats import House, Seat, Wire, serving, story

import cacao
from cacao import App, State
from cacao_kernel import parking, wire
from cacao_kernel.backlog import MAX_BYTES, Backlog
from cacao_kernel.errors import WireError
from cacao_kernel.run import entered
from cacao_kernel.testing import AppUnderTest
from cacao_kernel.turn import Turn

Props = dict[str, Any]


@dataclass
class Shelf:
    """An app with a list and a field, and a button for all that may be done with them."""

    app: App = field(default_factory=App)
    rows: State[list[int]] = field(default_factory=lambda: State([1, 2], name="rows"))
    word: State[str] = field(default_factory=lambda: State("", name="word"))
    everybody: State[int] = field(default_factory=lambda: State(0, name="everybody", scope="app"))
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    runs: int = 0

    def __post_init__(self) -> None:
        for handler in (self.add, self.wait, self.point, self.fill, self.refuse):
            self.app.event(handler.__name__)(handler)
        self.app.mix("/")(self.home)
        self.app.mix("/strict")(
            lambda: {"type": "input", "props": {"name": "strict", "bind": self.word, "on_input": "refuse"}}
        )
        self.app.mix("/other")(lambda: {"type": "p", "children": ["another page"]})

    def home(self) -> Props:
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in BUTTONS]
        rows = [{"type": "li", "key": str(row), "children": [f"row {row}"]} for row in self.rows.value]
        return {
            "type": "main",
            "children": [
                {"type": "ul", "children": rows},
                {"type": "input", "key": "box", "props": {"name": "box", "bind": self.word}},
                {"type": "p", "children": [f"{self.word.value}, everybody {self.everybody.value}"]},
                *buttons,
            ],
        }

    async def add(self) -> None:
        self.runs += 1
        self.rows.value = [*self.rows.value, len(self.rows.value) + 1]

    async def wait(self) -> None:
        self.runs += 1
        await self.gate.wait()
        self.rows.value = [*self.rows.value, 100]

    async def point(self) -> None:
        await self.gate.wait()
        cacao.call("box", "focus")

    async def refuse(self) -> None:
        self.word.value = ""
        await self.gate.wait()

    async def fill(self) -> None:
        self.word.value = "x" * MAX_BYTES


BUTTONS = ("add", "wait", "point", "fill")


def leave(seat: Seat) -> None:
    """Lose the connection."""
    seat.house.live.leave(seat.tab)


async def come_back(seat: Seat, sequence: int, token: str | None = None, path: str = "/") -> Seat:
    """Join as the browser does whose page has come as far as this sequence."""
    house, channel = seat.house, Wire()
    message = wire.Join(seat.tab.id, path, "", seat.tab.token if token is None else token, sequence)
    tab = await house.live.join(seat.visitor, message, channel)
    back = Seat(house, seat.visitor, tab, channel)
    back.number = seat.number
    return back


async def do_thrice(house: House) -> Seat:
    """Return a seat in which a row was added three times, so that three patches were sent."""
    seat = await house.sit()
    for _ in range(3):
        await seat.click("add")
    return seat


def letters(seat: Seat) -> list[tuple[str, int]]:
    """Return letter and number of each frame that was sent."""
    return [(frame[0], frame[1]) for frame in seat.wire.frames]


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


@pytest.mark.parametrize(
    "token", ["", "x" * 43, "of another tab", "of another visitor"], ids=["none", "made up", "tab", "visitor"]
)
@story
async def test_nobody_comes_back_as_a_tab_without_its_token(token: str) -> None:
    # Arrange: a tab whose browser has shown that it was let in.
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        seat.tab.acknowledge(1)
        sibling = await house.sit(seat.visitor)
        stranger = await house.sit()
        offered = {"of another tab": sibling.tab.token, "of another visitor": stranger.tab.token}

        # Act
        with pytest.raises(WireError) as refused:
            await come_back(seat, 3, offered.get(token, token))

        # Assert: and the tab itself is not touched.
        assert refused.value.code == "foreign"
        assert (await seat.click("add"))[0] == "a"


@story
async def test_a_first_join_whose_answer_was_lost_may_be_made_again() -> None:
    # Arrange
    async with serving(Shelf().app) as house:
        seat = await house.sit()
        event = seat.event("add")
        await seat.send(event)

        # Act: the browser knows of no token, and sends the event again.
        leave(seat)
        back = await seat.rejoin()
        await back.send(event)
        answer = await back.answer(event.number)

    # Assert
    assert answer == ["a", event.number]
    assert "row 3" in back.text and "row 4" not in back.text


@story
async def test_a_token_of_a_tab_that_is_forgotten_begins_anew_with_another() -> None:
    # Arrange: the browser has said that the document is gone for good, and comes back all the same.
    async with serving(Shelf().app) as house:
        seat = await do_thrice(house)
        house.live.leave(seat.tab, for_good=True)
        seat.tab.session.forget_tab(seat.tab.id)

        # Act
        back = await come_back(seat, 3)

    # Assert
    letter, number, tree, token, *_ = back.wire.frames[0]
    assert (letter, number) == ("j", 4) and tree is not None
    assert token != seat.tab.token


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
