"""Events at bad moments: while their page is painted, while the browser lags, while Cacao itself fails."""

from __future__ import annotations

import asyncio
import threading
from typing import Any
from unittest.mock import patch

import pytest
from seats import serving, steps_to, story

from cacao import App, State
from cacao_kernel import handling, limit, wire

Props = dict[str, Any]


@story
async def test_an_event_that_comes_while_its_page_is_painted_is_judged_by_what_is_shown_then() -> None:
    # Arrange: a page that is painted in a thread, since it has proved slow.
    app = App()
    rows = State(["a"], name="rows")
    ran: list[str] = []
    goes_on = threading.Event()
    is_painting = threading.Event()

    @app.event("row", concurrent=True)  # beside the queue, so that nothing else holds it up
    def row() -> None:
        ran.append("row")

    def home() -> Props:
        if len(rows.value) == 0:
            is_painting.set()
            goes_on.wait(20)
        threading.Event().wait(0.01)
        buttons = [{"type": "button", "props": {"label": label, "action": "row"}} for label in rows.value]
        clear = {"type": "button", "props": {"label": "clear", "action": lambda: rows.set([])}}
        turn = {"type": "button", "props": {"label": "turn", "action": lambda: rows.set(["b"])}}
        return {"type": "main", "children": [clear, turn, *buttons]}

    app.mix("/")(home)
    async with serving(app) as house:
        seat = await house.sit()
        other = await house.sit(seat.visitor)
        for tab in (seat, other):
            await tab.click("turn")

        # Act: the row goes, and is clicked while a thread paints the page without it.
        await other.press("clear")
        await house.until(is_painting.is_set)
        number = await seat.press("b")
        goes_on.set()
        answer = await seat.answer(number)

    # Assert
    assert answer[:3] == ["x", number, "stale"]
    assert not ran


@story
async def test_a_field_is_put_right_when_a_browser_that_lags_reads_again() -> None:
    # Arrange: a field that is bound to what its handler always sets back.
    app = App()
    draft = State("abc", name="draft")
    field = {"type": "input", "props": {"name": "it", "bind": draft, "on_input": lambda: draft.set("abc")}}
    app.mix("/")(lambda: {"type": "main", "children": [field]})
    async with serving(app) as house:
        seat = await house.sit()
        seat.wire.waiting = 1_000

        # Act and assert: nothing is sent that may overtake what is not painted yet.
        await seat.answer(await seat.press("it", "input", value="abcd", edits=1, seen=0))
        assert not seat.ops
        seat.wire.waiting = 0
        seat.tab.resume()
        assert seat.ops == [["n", [0], {"value": "abc"}, 1]]


@story
async def test_what_is_typed_on_is_judged_by_what_was_sent_before_even_if_the_browser_lags() -> None:
    # Arrange: a box that its own form empties.
    app = App()
    draft = State("", name="draft")
    added: list[str] = []

    def add() -> None:
        added.append(draft.value)
        draft.set("")

    field = {"type": "input", "props": {"name": "it", "bind": draft}}
    app.mix("/")(lambda: {"type": "form", "key": "form", "props": {"action": add}, "children": [field]})
    async with serving(app) as house:
        seat = await house.sit()
        form, box = seat.tab.screen.root, seat.tab.screen.root.children[0]
        seat.wire.waiting = 1_000

        async def send(node: Any, kind: str, payload: Props) -> list[Any]:
            seat.number += 1
            event = wire.Input(seat.number, steps_to(node), node.mark, kind, payload)
            return await seat.answer(await seat.send(event))

        # Act: the browser has not read that the box was emptied, so each text begins with the one before.
        typed = ""
        for number, word in enumerate(("milk", "eggs", "ham"), 1):
            typed += word
            await send(box, "input", {"value": typed, "edits": number, "seen": 0})
            await send(form, "submit", {"fields": {"it": typed}})

    # Assert
    assert added == ["milk", "eggs", "ham"]


@story
async def test_a_fault_of_our_own_fails_one_event_and_the_tab_lives_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")
    button = {
        "type": "button",
        "props": {"label": "add", "action": lambda: count.update(lambda now: now + 1)},
    }
    app.mix("/")(lambda: {"type": "main", "children": [f"count {count.value}.", button]})
    async with serving(app, development=False) as house:
        seat = await house.sit()

        # Act
        with patch.object(handling, "read_payload", side_effect=ZeroDivisionError("ours")):
            answer = await seat.click("add")

        # Assert: told without a traceback, logged with it, and the next event runs.
        assert answer[2] == "internal"
        assert answer[3].startswith("Something went wrong here. Nothing was changed. (error ")
        assert "in Cacao itself: Traceback" in caplog.text
        assert (await seat.click("add"))[0] == "a"
        await seat.sees("count 1.")


@pytest.mark.parametrize("is_async", [True, False])
@story
async def test_each_write_of_a_handler_counts_as_a_sign_of_life(is_async: bool) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")

    def work() -> None:
        threading.Event().wait(0.05)  # until the loop waits for it
        for _ in range(3):
            count.value += 1

    async def work_on_the_loop() -> None:
        await asyncio.sleep(0)  # what never waits has no limit
        work()

    app.mix("/")(
        lambda: {
            "type": "button",
            "props": {"label": f"work {count.value}", "action": work_on_the_loop if is_async else work},
        }
    )
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        with patch.object(limit.Limit, "touch", autospec=True, side_effect=limit.Limit.touch) as touch:
            await seat.click("work 0")

    # Assert
    assert touch.call_count == 3
