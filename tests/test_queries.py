"""Queries: answered beside the queue, from what is committed; the newest of a node wins."""

from __future__ import annotations

import asyncio
from typing import Any

from seats import serving, story

from cacao import App, State


class Search:
    """An app with a query and a handler that can be held up."""

    def __init__(self) -> None:
        self.app = App()
        self.count = State(7, name="count")
        self.gates: dict[str, asyncio.Event] = {}
        self.asked: list[str] = []
        self.app.event("find", query=True)(self.find)
        self.app.event("hold")(self.hold)
        self.app.event("spoil", query=True)(self.spoil)
        self.app.event("odd", query=True)(self.odd)
        fields = [{"type": "input", "props": {"name": name, "on_input": "find"}} for name in ("one", "two")]
        buttons = [
            {"type": "button", "props": {"label": name, "on_click": name}}
            for name in ("hold", "spoil", "odd")
        ]
        self.app.mix("/")(lambda: {"type": "main", "children": [*fields, *buttons]})

    def gate(self, name: str) -> asyncio.Event:
        return self.gates.setdefault(name, asyncio.Event())

    async def find(self, event: Any) -> list[Any]:
        self.asked.append(event.value)
        await self.gate(event.value).wait()
        return [event.value, self.count.value]

    async def hold(self) -> None:
        self.count.set(8)
        await self.gate("hold").wait()

    def spoil(self) -> None:
        self.count.set(9)

    def odd(self) -> object:
        return {1, 2}


@story
async def test_a_query_is_answered_beside_the_queue_from_what_is_committed() -> None:
    # Arrange: a handler that runs, and has written.
    search = Search()
    async with serving(search.app) as house:
        seat = await house.sit()
        held = await seat.press("hold")
        await house.until(lambda: bool(search.gates))

        # Act
        search.gate("milk").set()
        reply = await seat.answer(await seat.press("one", "input", value="milk"))

        # Assert
        assert reply[2:] == [["milk", 7]]
        assert not seat.answers(held)
        search.gate("hold").set()
        await seat.answer(held)


@story
async def test_of_the_queries_of_a_node_the_newest_wins_and_other_nodes_have_their_own() -> None:
    # Arrange
    search = Search()
    async with serving(search.app) as house:
        seat = await house.sit()

        # Act
        numbers = [await seat.press("one", "input", value=text) for text in ("m", "mi", "mil")]
        other = await seat.press("two", "input", value="bread")
        await house.until(lambda: {"mil", "bread"} <= {*search.asked})
        for text in ("bread", "mil", "mi", "m"):
            search.gate(text).set()

        # Assert: those before it are answered with nothing, once each.
        assert (await seat.answer(numbers[2]))[2:] == [["mil", 7]]
        assert (await seat.answer(other))[2:] == [["bread", 7]]
        assert [seat.answers(number) for number in numbers[:2]] == [[["a", number]] for number in numbers[:2]]


@story
async def test_a_query_that_writes_is_told_so_and_has_changed_nothing() -> None:
    # Arrange
    search = Search()
    async with serving(search.app) as house:
        seat = await house.sit()

        # Act
        letter, _, code, text = await seat.click("spoil")

        # Assert
        assert (letter, code) == ("x", "handler_failed")
        assert "State count was written by a query, which only reads. Leave out query=True" in text
        search.gate("milk").set()
        reply = await seat.answer(await seat.press("one", "input", value="milk"))
        assert reply[2:] == [["milk", 7]]


@story
async def test_a_reply_that_json_cannot_hold_is_the_handlers_error() -> None:
    # Arrange
    async with serving(Search().app) as house:
        seat = await house.sit()

        # Act
        answer = await seat.click("odd")

        # Assert
        assert answer[2] == "handler_failed"
        assert "the answer of a query is no JSON; got Type is not JSON serializable: set" in answer[3]
