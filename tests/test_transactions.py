"""A handler's writes are one transaction: its own visitor sees them grow, all others see them done."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import pytest
from seats import Seat, serving, story

from cacao import App, State
from cacao_kernel.bind import commit

Props = dict[str, Any]


class Market:
    """An app with a State of each scope, and handlers that stop half way until they are told to go on."""

    def __init__(self) -> None:
        self.app = App()
        self.stock = State(10, scope="app", name="stock")
        self.cart = State(0, name="cart")
        self.gate = asyncio.Event()
        for handler in (self.buy, self.buy_in_vain, self.committed, self.committed_in_vain, self.touch):
            self.app.event(handler.__name__)(handler)
        self.app.event("threaded")(self.threaded)
        self.thread_gate = threading.Event()
        self.app.mix("/")(self.home)

    def home(self) -> Props:
        names = "buy buy_in_vain committed committed_in_vain touch threaded".split()
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in names]
        return {
            "type": "main",
            "children": [
                {"type": "p", "props": {"content": f"stock {self.stock.value} cart {self.cart.value}."}},
                {"type": "b", "props": {"content": self.stock}},  # a binding
                *buttons,
            ],
        }

    def take(self) -> None:
        self.stock.value -= 1
        self.cart.value += 1

    async def pause(self) -> None:
        self.gate.clear()
        await self.gate.wait()

    async def buy(self) -> None:
        self.take()
        await self.pause()
        self.take()
        await self.pause()

    async def buy_in_vain(self) -> None:
        await self.buy()
        raise ValueError("the card was refused")

    async def committed(self) -> None:
        self.take()
        await commit()
        self.take()
        await self.pause()

    async def committed_in_vain(self) -> None:
        await self.committed()
        raise ValueError("the card was refused")

    def threaded(self) -> None:
        self.take()
        self.thread_gate.wait(20)
        raise ValueError("the card was refused")

    async def touch(self) -> None:
        self.cart.value += 0

    def shows(self, stock: int, cart: int) -> str:
        return f"stock {stock} cart {cart}.{stock}"


async def settle() -> None:
    """Let everything that is due be done."""
    for _ in range(20):
        await asyncio.sleep(0)


async def trio(house: Any) -> tuple[Seat, Seat, Seat]:
    """Return two tabs of one visitor, and one of another."""
    first = await house.sit()
    return first, await house.sit(first.visitor), await house.sit()


@story
async def test_progress_is_shown_in_the_visitors_own_tabs_and_published_on_return() -> None:
    # Arrange
    market = Market()
    async with serving(market.app) as house:
        first, second, other = await trio(house)

        # Act and assert: step by step.
        number = await first.press("buy")
        for tab in (first, second):
            await tab.sees(market.shows(9, 1))
        await settle()
        assert market.shows(10, 0) in other.text
        assert market.shows(10, 0) in (await house.sit()).text

        market.gate.set()
        for tab in (first, second):
            await tab.sees(market.shows(8, 2))
        await settle()
        assert market.shows(10, 0) in other.text

        market.gate.set()
        assert (await first.answer(number))[0] == "a"
        await other.sees(market.shows(8, 0))
        for tab in (first, second):
            assert market.shows(8, 2) in tab.text
        assert market.shows(8, 0) in (await house.sit()).text


@pytest.mark.parametrize("label", ["buy_in_vain", "threaded"])
@story
async def test_on_raise_nothing_stays_and_what_was_shown_is_painted_back(label: str) -> None:
    # Arrange
    market = Market()
    async with serving(market.app) as house:
        first, second, other = await trio(house)

        # Act
        number = await first.press(label)
        await second.sees(market.shows(9, 1))
        market.gate.set()
        market.thread_gate.set()
        if label == "buy_in_vain":
            await second.sees(market.shows(8, 2))
            market.gate.set()
        answer = await first.answer(number)

        # Assert: the screens, what is told of it, and what a new tab sees.
        assert answer[2] == "handler_failed"
        assert "the card was refused" in answer[3]
        await settle()
        for tab in (first, second, other, await house.sit(first.visitor)):
            assert market.shows(10, 0) in tab.text
        assert not other.ops
        assert replay(second) == "10"


def replay(seat: Seat) -> str:
    """Return what the last op on the bound text has made of it."""
    return [op[2] for op in seat.ops if op[0] == "t"][-1]


@story
async def test_what_is_committed_early_is_published_and_stays_after_a_raise() -> None:
    # Arrange
    market = Market()
    async with serving(market.app) as house:
        first, second, other = await trio(house)

        # Act
        number = await first.press("committed_in_vain")

        # Assert: one is everybody's, the other is progress.
        await second.sees(market.shows(8, 2))
        await other.sees(market.shows(9, 0))
        assert market.shows(9, 0) in (await house.sit()).text

        market.gate.set()
        assert (await first.answer(number))[2] == "handler_failed"
        for tab in (first, second):
            await tab.sees(market.shows(9, 1))
        await settle()
        assert market.shows(9, 0) in other.text


@story
async def test_another_visitors_event_sees_nothing_of_a_handler_that_runs() -> None:
    # Arrange
    market = Market()
    async with serving(market.app) as house:
        first, _, other = await trio(house)
        number = await first.press("buy")
        await first.sees(market.shows(9, 1))

        # Act
        await other.click("committed" if market.gate.set() else "touch")

        # Assert
        assert market.shows(10, 0) in other.text
        while not first.answers(number):
            market.gate.set()
            await asyncio.sleep(0.001)
        await other.sees(market.shows(8, 0))


@story
async def test_what_two_visitors_set_in_one_binding_is_told_to_each_as_it_is_for_them() -> None:
    # Arrange: a field for everybody; one visitor has typed in it, so their patches count edits.
    app = App()
    note = State("", scope="app", name="note")

    @app.event("set")
    async def set_note() -> None:
        note.set(note.value + "!")

    field = {"type": "input", "props": {"name": "note", "value": note, "bind": note}}
    button = {"type": "button", "props": {"label": "set", "action": "set"}}
    app.mix("/")(lambda: {"type": "main", "children": [field, button]})
    async with serving(app) as house:
        writer, *readers = [await house.sit() for _ in range(3)]
        await writer.answer(await writer.press("note", "input", value="hi", edits=1, seen=0))
        await house.until(lambda: all(reader.ops for reader in readers))

        # Act
        await readers[0].click("set")
        await house.until(lambda: "hi!" in json.dumps(writer.ops) and "hi!" in json.dumps(readers[1].ops))

    # Assert: the count is told to the one who counts, and to nobody else.
    assert writer.ops[-1] == ["n", [0], {"value": "hi!"}, 1]
    assert readers[1].ops[-1] == ["n", [0], {"value": "hi!"}]


@story
async def test_a_function_that_will_not_run_again_on_what_came_meanwhile_fails_its_event() -> None:
    # Arrange: it is applied to 10 at first, and to what was committed meanwhile at the end.
    app = App()
    stock = State(10, scope="app", name="stock")
    gate = asyncio.Event()

    def take(now: int) -> int:
        if now < 10:
            raise ValueError("sold out")
        return now - 1

    @app.event("slow")
    async def slow() -> None:
        stock.update(take)
        await gate.wait()

    @app.event("quick")
    async def quick() -> None:
        stock.set(5)

    buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in ("slow", "quick")]
    app.mix("/")(lambda: {"type": "main", "children": [f"stock {stock.value}.", *buttons]})
    async with serving(app) as house:
        first, other = await house.sit(), await house.sit()
        number = await first.press("slow")
        await first.sees("stock 9.")

        # Act
        await other.click("quick")
        gate.set()

        # Assert
        answer = await first.answer(number)
        assert "sold out" in answer[3]
        await first.sees("stock 5.")
        assert "stock 5." in other.text
