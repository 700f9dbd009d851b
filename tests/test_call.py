"""Calls: a handler has a method of an element called in its visitor's tab, behind what it wrote."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from seats import Seat, serving, story

import cacao
from cacao import App, State
from cacao_kernel.tab import MAX_CALLS

Props = dict[str, Any]


class Desk:
    """An app with a field for each row, and a button for each handler it is given.

    Args:
        handlers: the handlers, by the text of their button.
        seconds: how long the page takes to render.
        options: those of ``app.event``.
    """

    def __init__(self, *handlers: Callable[..., Any], seconds: float = 0.0, **options: Any) -> None:
        self.app = App()
        self.rows = State(["a"], name="rows")
        self.gate = asyncio.Event()
        self.seconds = seconds
        self.handlers = {handler.__name__: handler for handler in (self.add, *handlers)}
        for name, handler in self.handlers.items():
            self.app.event(name, **options)(handler)
        self.app.mix("/")(self.home)
        self.app.mix("/other")(lambda: {"type": "input", "key": "a"})

    def home(self) -> Props:
        time.sleep(self.seconds)
        return {
            "type": "main",
            "children": [
                {"type": "form", "children": [{"type": "input", "key": row} for row in self.rows.value]},
                *[{"type": "button", "props": {"label": name, "action": name}} for name in self.handlers],
            ],
        }

    async def add(self) -> None:
        """Add a row and put the focus into it."""
        row = f"new {len(self.rows.value)}"
        self.rows.value = [*self.rows.value, row]
        cacao.call(row, "focus")


def patches(seat: Seat) -> list[list[list[Any]]]:
    """Return the ops of each patch that was sent, the new nodes' own left out."""
    return [
        [op[:2] if op[0] == "i" else op for op in frame[2]] for frame in seat.wire.frames if frame[0] == "p"
    ]


@pytest.mark.parametrize("seconds", [0.0, 0.02])
@story
async def test_a_call_rides_in_the_patch_of_what_was_written_behind_its_ops(seconds: float) -> None:
    # Arrange: two tabs, of a page that is painted at once, or in a thread since it is slow.
    async with serving(Desk(seconds=seconds).app) as house:
        seat = await house.sit()
        other = await house.sit(seat.visitor)

        # Act
        for _ in range(3):
            await seat.click("add")
        await house.until(lambda: len(patches(other)) == 3)

    # Assert: each names the field that is new, and the visitor's other tab is left alone.
    focused = [[["i", [0, row]], ["c", [0, row], "focus", []]] for row in (1, 2, 3)]
    assert patches(seat) == focused
    assert patches(other) == [ops[:1] for ops in focused]


@story
async def test_a_call_of_a_page_that_is_being_painted_waits_for_what_was_written_with_it() -> None:
    # Arrange: a first change keeps a thread busy painting while a second one comes, with its call.
    desk = Desk(seconds=0.05, concurrent=True)
    async with serving(desk.app) as house:
        seat = await house.sit()
        await seat.click("add")

        # Act
        numbers = [await seat.press("add"), await seat.press("add")]
        for number in numbers:
            await seat.answer(number)
        await seat.tab.settled()

    # Assert
    assert [op for op in seat.ops if op[0] == "c"] == [["c", [0, row], "focus", []] for row in (1, 2, 3)]


@story
async def test_a_call_before_an_await_goes_with_the_progress_and_one_of_a_raise_not_at_all() -> None:
    # Arrange
    async def stumble() -> None:
        await desk.add()
        await desk.gate.wait()
        await desk.add()
        cacao.call("a", "blur")
        raise ValueError("in vain")

    desk = Desk(stumble)
    async with serving(desk.app) as house:
        seat = await house.sit()

        # Act and assert: with the progress.
        number = await seat.press("stumble")
        await house.until(lambda: bool(seat.ops))
        assert patches(seat) == [[["i", [0, 1]], ["c", [0, 1], "focus", []]]]

        # Act and assert: what came after it is dropped with what was written.
        desk.gate.set()
        assert (await seat.answer(number))[2] == "handler_failed"
        await seat.click("add")
        assert patches(seat)[1:] == [[["r", [0, 1]]], [["i", [0, 1]], ["c", [0, 1], "focus", []]]]


@story
async def test_what_may_not_be_called_or_is_not_there_is_logged_and_the_rest_goes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Arrange
    def wrong() -> None:
        cacao.call("a", "click")
        cacao.call("a", "showModal")
        cacao.call("nobody", "focus")
        cacao.call("a", "setSelectionRange", 0, 2)

    async with serving(Desk(wrong).app) as house:
        seat = await house.sit()

        # Act
        answer = await seat.click("wrong")

    # Assert
    assert answer[0] == "a"
    assert patches(seat) == [[["c", [0, 0], "setSelectionRange", [0, 2]]]]
    methods = "blur, focus, hidePopover, scrollBy, scrollIntoView, scrollTo, select, setSelectionRange"
    methods += ", showPicker, showPopover"
    told = [
        record.getMessage().partition('in a call: StateError: page "/": ')[2]
        for record in caplog.records
        if record.levelname == "ERROR"
    ]
    assert told == [
        f'cacao.call("a", "click") names no method of <input>; there are {methods}.',
        f'cacao.call("a", "showModal") names no method of <input>; there are {methods}.',
        'cacao.call("nobody", "focus") finds no node of that id or key.',
    ]


@story
async def test_an_argument_that_json_cannot_hold_is_the_handlers_error() -> None:
    # Arrange
    def odd() -> None:
        desk.rows.set([])
        cacao.call("a", "scrollTo", {1, 2})

    desk = Desk(odd)
    async with serving(desk.app) as house:
        seat = await house.sit()

        # Act
        answer = await seat.click("odd")

        # Assert: nothing of it stays, and the tab goes on.
        assert (
            ': cacao.call("a", "scrollTo") was given what JSON cannot hold; got Type is not JSON serializable'
            ": set. Give it texts, numbers, bools, None, and lists and dicts of these. (error "
        ) in answer[3]
        await seat.click("add")
        assert [op[0] for op in seat.ops][-2:] == ["i", "c"]


@story
async def test_a_browser_that_lags_is_sent_the_newest_calls_and_a_fresh_tree_drops_them() -> None:
    # Arrange
    def scroll() -> None:
        for number in range(MAX_CALLS + 50):
            cacao.call("a", "scrollTo", 0, number)

    async def scroll_and_go() -> Any:
        scroll()
        return cacao.redirect("/other")

    async with serving(Desk(scroll, scroll_and_go).app) as house:
        seat = await house.sit()

        # Act and assert: what waits is bounded.
        seat.wire.waiting = 1_000
        await seat.click("scroll")
        assert not seat.ops
        seat.wire.waiting = 0
        seat.tab.resume()
        assert [op[3][1] for op in seat.ops] == list(range(50, MAX_CALLS + 50))

        # Act and assert: another page has come meanwhile.
        seat.wire.waiting = 1_000
        await seat.click("scroll_and_go")
        await house.until(lambda: [frame[0] for frame in seat.wire.frames[-2:]] == ["l", "a"])
        seat.wire.waiting = 0
        seat.tab.resume()
        assert len(seat.ops) == MAX_CALLS


@story
async def test_a_task_that_is_left_behind_calls_on_the_connection_that_the_tab_has_by_then() -> None:
    # Arrange
    tasks: list[asyncio.Task[None]] = []

    async def later() -> None:
        async def work() -> None:
            await desk.gate.wait()
            await desk.add()

        tasks.append(asyncio.get_running_loop().create_task(work()))

    desk = Desk(later)
    async with serving(desk.app) as house:
        seat = await house.sit()
        await seat.click("later")

        # Act
        again = await seat.rejoin()
        desk.gate.set()
        await house.until(lambda: bool(again.ops))

    # Assert
    assert patches(again) == [[["i", [0, 1]], ["c", [0, 1], "focus", []]]]
    assert not seat.ops


@story
async def test_what_runs_as_a_tab_opens_may_call() -> None:
    # Arrange
    desk = Desk()
    desk.app.on_open(desk.add)
    async with serving(desk.app) as house:
        # Act
        seat = await house.sit()
        await house.until(lambda: bool(seat.ops))

    # Assert
    assert patches(seat) == [[["i", [0, 1]], ["c", [0, 1], "focus", []]]]


@story
async def test_a_thread_whose_time_is_over_calls_and_commits_nothing() -> None:
    # Arrange
    gate = threading.Event()
    told: list[str] = []

    def sleeps() -> None:
        gate.wait(20)
        for late in (lambda: cacao.call("a", "focus"), lambda: asyncio.run(cacao.commit())):
            try:
                late()
            except Exception as error:
                told.append(str(error))

    async with serving(Desk(sleeps, limit=0.05).app) as house:
        seat = await house.sit()
        assert (await seat.click("sleeps"))[2] == "handler_failed"

        # Act
        gate.set()
        await house.until(lambda: len(told) == 2)
        await seat.click("add")

    # Assert
    late = "came from a handler whose time was over, so it was dropped"
    cure = "Give the handler a longer limit, or let it write or await now and then to show that it lives."
    assert [text.partition(": ")[2] for text in told] == [
        f'cacao.call("a", "focus") {late}. {cure}',
        f"cacao.commit {late}. {cure}",
    ]
    assert patches(seat) == [[["i", [0, 1]], ["c", [0, 1], "focus", []]]]
