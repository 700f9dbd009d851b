"""Passing on: what a widget hands on to a handler of the app's runs as that was registered."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest
from seats import serving, story

from cacao import App, Event, State
from cacao.ui import Tree
from cacao_kernel import pass_on, passing

SHORT, LONG = 0.05, 30


def button(label: str, on_click: Any) -> dict[str, Any]:
    return {"type": "button", "props": {"label": label, "on_click": on_click}}


@pytest.mark.parametrize("is_partial", [False, True])
@story
async def test_it_has_its_own_time_limit(is_partial: bool) -> None:
    # Arrange: the widget's own part is given 30 seconds, the handler a moment.
    app = App()

    @app.event("hang", limit=SHORT)
    async def hang() -> None:
        await asyncio.sleep(LONG)

    async def widget(event: Event) -> None:
        await pass_on(partial(hang) if is_partial else "hang", event)

    app.mix("/")(lambda: {"type": "main", "children": [button("do", widget)]})
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        answer = await seat.click("do")

    # Assert
    assert answer[2] == "handler_failed"
    assert f"for {SHORT} s, its time limit" in answer[3]


@story
async def test_one_without_a_limit_outlives_that_of_the_widget_which_holds_again_after_it() -> None:
    # Arrange
    app, done = App(), State("", name="done")

    @app.event("slow", limit=None)
    async def slow() -> None:
        await asyncio.sleep(SHORT * 4)
        done.set("slow is done")

    @app.event("widget", limit=SHORT)
    async def widget(event: Event) -> None:
        await pass_on("slow", event)
        await asyncio.sleep(LONG if event.params["hangs"] else 0)

    def home() -> dict[str, Any]:
        buttons = [button(label, "widget") for label in ("well", "hang")]
        for each in buttons:
            each["props"]["params"] = {"hangs": each["props"]["label"] == "hang"}
        return {"type": "main", "children": [*buttons, {"type": "p", "props": {"content": done}}]}

    app.mix("/")(home)
    async with serving(app) as house:
        seat = await house.sit()

        # Act and assert
        assert (await seat.click("well"))[0] == "a"
        assert "slow is done" in seat.text
        assert (await seat.click("hang"))[2] == "handler_failed"


@story
async def test_a_query_writes_nothing_and_what_passes_it_on_may() -> None:
    # Arrange
    app, said = App(), State("", name="said")

    @app.event("spoil", query=True)
    def spoil() -> None:
        said.set("spoilt")

    @app.event("words", query=True)
    def words() -> dict[str, str]:
        return {"said": "no outcome"}

    async def widget(event: Event) -> None:
        answer = await pass_on("words", event)
        said.set(f"asked: {answer['said']}")

    async def bad(event: Event) -> None:
        await pass_on(spoil, event)

    app.mix("/")(
        lambda: {
            "type": "main",
            "children": [
                button("ask", widget),
                button("bad", bad),
                {"type": "p", "props": {"content": said}},
            ],
        }
    )
    async with serving(app) as house:
        seat = await house.sit()

        # Act and assert
        answer = await seat.click("bad")
        assert "was written by a query, which only reads" in answer[3]
        await seat.click("ask")
        assert "asked: no outcome" in seat.text


@pytest.mark.parametrize("first", ["ask", "long ask"])
@story
async def test_what_is_passed_on_side_by_side_leaves_limits_and_writing_as_they_were(first: str) -> None:
    # Arrange: two queries, of which either may end first, and one that writes meanwhile.
    app, said, order = App(), State("", name="said"), list[str]()
    gates = {"ask": asyncio.Event(), "long ask": asyncio.Event()}
    second = "long ask" if first == "ask" else "ask"

    async def ask(event: Event) -> None:
        name = event.params["name"]
        await gates[name].wait()
        order.append(name)
        gates[second].set()

    app.event("ask", query=True, limit=LONG)(ask)
    app.event("long ask", query=True, limit=None)(ask)

    @app.event("write")
    async def write() -> None:
        said.set("written, ")
        gates[first].set()

    @app.event("spoil", query=True)
    async def spoil() -> None:
        await asyncio.sleep(0)
        said.set("spoilt")

    @app.event("widget", limit=SHORT)
    async def widget(event: Event) -> None:
        asked = [pass_on(name, Event(params={"name": name})) for name in gates]
        others = [pass_on(name, event) for name in ("write", "spoil")]
        *_, refused = await asyncio.gather(*asked, *others, return_exceptions=True)
        assert "was written by a query" in str(refused)
        said.update(lambda now: now + "and on")
        await asyncio.sleep(LONG if event.params["hangs"] else 0)

    def home() -> dict[str, Any]:
        buttons = [button(label, "widget") for label in ("well", "hang")]
        for each in buttons:
            each["props"]["params"] = {"hangs": each["props"]["label"] == "hang"}
        return {"type": "main", "children": [*buttons, {"type": "p", "props": {"content": said}}]}

    app.mix("/")(home)
    async with serving(app) as house:
        seat = await house.sit()

        # Act and assert: the widget writes behind them, and its own limit holds again.
        assert (await seat.click("well"))[0] == "a"
        assert order == [first, second]
        assert "written, and on" in seat.text
        hung = await seat.click("hang")
        assert hung[2] == "handler_failed"
        assert f"for {SHORT} s, its time limit" in hung[3]


@story
async def test_a_stop_button_that_is_a_widgets_starts_at_once() -> None:
    # Arrange: a tree of deeds, one of which stops what runs.
    app, stopped, chosen = App(), asyncio.Event(), State("", name="chosen")

    async def work() -> None:
        await stopped.wait()

    @app.event("deed", concurrent=True)
    async def deed(event: Event) -> None:
        if event.value == "Stop":
            stopped.set()

    async def own(event: Event) -> None:
        chosen.set("own")
        await pass_on("deed", Event(event, value="Stop"))

    tree = Tree(["Stop"], "Deeds", on_select=deed, bind=chosen)
    nodes = [button("work", work), button("own", passing(own, "deed")), tree]
    app.mix("/")(lambda: {"type": "main", "children": nodes})
    async with serving(app) as house:
        seat = await house.sit()

        # Act and assert: both are answered while the other runs, or never would be.
        for label in ("Stop", "own"):
            number = await seat.press("work")
            await seat.click(label)
            await seat.answer(number)
            stopped.clear()
        assert seat.tab.session.cells[chosen].value == "own"
    assert passing(own, None) is own
