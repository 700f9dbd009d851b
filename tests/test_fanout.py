"""A change for everybody: it reaches a thousand tabs, and no event waits until it has reached them all."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from seats import House, Seat, serving, story

from cacao import App, State
from cacao_kernel import shared, wire
from cacao_kernel.computed import Computed
from cacao_kernel.screen import Screen
from cacao_kernel.tab import MAX_WAITING_FRAMES, Tab

Props = dict[str, Any]

TABS = 1_000


class Board:
    """An app that shows a number for everybody: by a State, by a Computed, and by a number of one's own."""

    def __init__(self) -> None:
        self.app = App()
        self.score = State(0, scope="app", name="score")
        self.own = State(0, name="own")
        self.made = 0
        self.shown = Computed(self.make, name="shown")
        self.app.event("win")(self.win)
        self.app.event("mine")(self.mine)
        self.app.mix("/")(self.home)

    def make(self) -> str:
        self.made += 1
        return f"the score is {self.score.value}"

    async def win(self) -> None:
        self.score.value += 1

    async def mine(self) -> None:
        self.own.value += 1

    def home(self) -> Props:
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in ("win", "mine")]
        lines = [{"type": "p", "props": {"content": what}} for what in (self.shown, self.score, self.own)]
        return {"type": "main", "children": [*lines, *buttons]}


async def crowd(house: House, count: int = TABS) -> list[Seat]:
    """Return so many tabs, each of another visitor."""
    return [await house.sit() for _ in range(count)]


def patches(seat: Seat) -> list[list[Any]]:
    return [frame[2] for frame in seat.wire.frames if frame[0] == wire.PATCH]


@story
async def test_what_no_event_has_changed_is_shown_in_the_very_turn() -> None:
    # Arrange
    board = Board()
    async with serving(board.app) as house:
        seats = await crowd(house, 3)
        await asyncio.sleep(2 * shared.SLICE)  # else it would wait for the tabs that have just been counted

        # Act
        house.live.shared.apply(board.score, lambda score: score + 1)
        await asyncio.sleep(0)

        # Assert
        assert all(patches(seat) for seat in seats)


@story
async def test_a_thousand_tabs_get_one_op_each_made_and_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    board = Board()
    encoded: list[Any] = []
    dumps = wire.orjson.dumps
    async with serving(board.app) as house:
        seats = await crowd(house)
        board.made = 0
        monkeypatch.setattr(wire.orjson, "dumps", lambda value: encoded.append(value) or dumps(value))

        # Act
        await seats[0].click("win")
        await house.until(lambda: all(patches(seat) for seat in seats))

    # Assert: the function ran once; an op was made bytes for who won, and once for all others.
    assert board.made == 1
    ops = [["t", [0, 0], "the score is 1"], ["t", [1, 0], "1"]]
    assert sorted(value for value in encoded if isinstance(value, list)) == sorted(2 * ops)
    for seat in seats:
        assert [sorted(patch) for patch in patches(seat)] == [sorted(ops)]


class Noted:
    """What functions that close over nothing read, and how often they ran."""

    score: State[int]
    is_private: State[bool]
    own: State[int]
    runs: list[int]


def note() -> str:
    Noted.runs.append(1)
    own = f", yours is {Noted.own.value}" if Noted.is_private.value else ""
    return f"the score is {Noted.score.value}{own}"


@story
async def test_a_function_that_closes_over_nothing_runs_once_for_all_tabs_as_long_as_it_reads_alike() -> None:
    # Arrange
    app = App()
    Noted.score, Noted.is_private = (
        State(0, scope="app", name="score"),
        State(False, scope="app", name="private"),
    )
    Noted.own, Noted.runs = State(0, scope="tab", name="own"), []
    app.event("win")(lambda: Noted.score.update(lambda number: number + 1))
    app.event("mine")(lambda: Noted.own.update(lambda number: number + 1))
    app.event("turn")(lambda: Noted.is_private.set(True))
    buttons = [
        {"type": "button", "props": {"label": name, "action": name}} for name in ("win", "mine", "turn")
    ]
    app.mix("/")(
        lambda: {"type": "main", "children": [{"type": "p", "children": [lambda: note()]}, *buttons]}
    )
    async with serving(app) as house:
        first = await house.sit()
        second, *strangers = await house.sit(first.visitor), await house.sit(), await house.sit()
        everybody = [first, second, *strangers]
        await first.click("mine")
        Noted.runs.clear()

        # Act and assert
        await first.click("win")
        await house.until(lambda: all("score is 1" in json.dumps(patches(seat)) for seat in everybody))
        assert len(Noted.runs) == 2  # for who won, whose tabs come first, and for all others

        await strangers[0].click("turn")
        await house.until(lambda: all("yours is" in json.dumps(patches(seat)) for seat in everybody))
        shown = [patches(seat)[-1][-1][-1] for seat in everybody]
        assert shown == [f"the score is 1, yours is {number}" for number in (1, 0, 0, 0)]


@story
async def test_an_event_is_answered_before_a_change_has_reached_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange: one tab is painted in each turn of the loop.
    monkeypatch.setattr(shared, "SLICE", 0)
    board = Board()
    async with serving(board.app) as house:
        seats = await crowd(house)
        reached: list[Seat] = []
        for seat in seats:
            seat.wire.on_post = lambda frame, seat=seat: frame[0] == wire.PATCH and reached.append(seat)
        await seats[0].click("win")

        # Act: the last of all clicks, while the change is on its way to them.
        last = seats[-1]
        number = await last.press("mine")
        turns = 0
        while not last.answers(number):
            await asyncio.sleep(0)
            turns += 1
        reached_before = len(reached)

        # Assert: it took as many turns as ever, and all others got the change in the end.
        assert turns < 10
        assert reached_before < TABS / 10
        await house.until(lambda: all("the score is 1" in seat.text for seat in seats))


@story
async def test_what_changes_again_before_a_tab_is_reached_is_sent_to_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    monkeypatch.setattr(shared, "SLICE", 0)
    board = Board()
    async with serving(board.app) as house:
        first, *rest = await crowd(house, 50)

        # Act: three changes, sooner than the loop has turned fifty times.
        for _ in range(3):
            await first.press("win")
        await house.until(lambda: all("the score is 3" in seat.text for seat in rest))

    # Assert: the last in the row has seen the newest alone.
    assert patches(rest[-1]) == [[["t", [0, 0], "the score is 3"], ["t", [1, 0], "3"]]]
    assert sum(len(patches(seat)) for seat in rest) < 3 * len(rest)


@story
async def test_a_tab_that_lags_gets_the_newest_state_alone_when_it_takes_frames_again() -> None:
    # Arrange
    board = Board()
    async with serving(board.app) as house:
        first, slow = await crowd(house, 2)
        slow.wire.waiting = MAX_WAITING_FRAMES

        # Act
        for _ in range(5):
            await first.click("win")
        await first.sees("the score is 5")
        for _ in range(20):
            await asyncio.sleep(0)
        assert patches(slow) == []
        slow.wire.waiting = 0
        slow.tab.resume()

    # Assert
    assert patches(slow) == [[["t", [0, 0], "the score is 5"], ["t", [1, 0], "5"]]]


@story
async def test_a_tab_that_cannot_be_painted_does_not_keep_a_change_from_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    board = Board()
    async with serving(board.app) as house:
        first, broken, *rest = await crowd(house, 4)
        paint = Tab.flush

        def flush(tab: Tab, *arguments: Any) -> None:
            if tab is broken.tab:
                raise RuntimeError("no paint left")
            paint(tab, *arguments)

        monkeypatch.setattr(Tab, "flush", flush)

        # Act
        for _ in range(2):
            await first.click("win")

        # Assert
        await house.until(lambda: all("the score is 2" in seat.text for seat in rest))
    assert "no paint left" in caplog.text


@story
async def test_tabs_that_read_nothing_of_a_change_are_left_alone() -> None:
    # Arrange
    board = Board()
    board.app.mix("/about")(lambda: {"type": "p", "children": ["about"]})
    async with serving(board.app) as house:
        first, reader = await crowd(house, 2)
        about = await house.sit(path="/about")

        # Act
        await first.click("win")
        await reader.sees("the score is 1")

    # Assert
    assert [json.dumps(frame) for frame in about.wire.frames if frame[0] == wire.PATCH] == []


@story
async def test_what_no_page_shows_looks_at_no_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange: how many tabs there are is counted, and shown by nobody.
    board = Board()
    looked: list[Tab] = []
    reads = Screen.reads
    monkeypatch.setattr(Screen, "reads", lambda self, keys: looked.append(self) or reads(self, keys))
    async with serving(board.app) as house:
        # Act
        await crowd(house, 10)
        counted = board.app.tabs.value
        unseen = len(looked)
        house.live.shared.apply(board.score, lambda score: score + 1)

        # Assert
        assert (counted, unseen) == (10, 0)
        await asyncio.sleep(0)
        assert len(looked) == 10
