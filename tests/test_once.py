"""Exactly once: an event that is sent again runs once, and gets the answer it got."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from seats import House, Seat, serving, story

from cacao import App, State, redirect
from cacao_kernel.handled import MAX_ANSWERS, Handled

Props = dict[str, Any]


class Shop:
    """An app with handlers that count how often they run."""

    def __init__(self) -> None:
        self.app = App()
        self.count = State(0, name="count")
        self.runs = 0
        self.gate = asyncio.Event()
        for handler in (self.buy, self.fail, self.wait, self.wait_and_fail, self.leave, self.leave_later):
            self.app.event(handler.__name__)(handler)
        self.app.event("beside", concurrent=True)(self.wait)
        self.app.event("ask", query=True)(self.ask)
        self.app.mix("/")(self.home)
        self.app.mix("/thanks")(lambda: {"type": "p", "children": ["thanks"]})

    def home(self) -> Props:
        names = "buy fail wait wait_and_fail leave leave_later beside ask nobody".split()
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in names]
        return {"type": "main", "children": [f"count {self.count.value}.", *buttons]}

    async def buy(self) -> None:
        self.runs += 1
        self.count.value += 1

    async def fail(self) -> None:
        self.runs += 1
        raise ValueError("sold out")

    async def wait(self) -> None:
        self.runs += 1
        self.count.value += 1
        await self.gate.wait()

    async def wait_and_fail(self) -> None:
        await self.wait()
        raise ValueError("sold out")

    async def leave(self) -> Any:
        self.runs += 1
        return redirect("/thanks")

    async def leave_later(self) -> Any:
        await self.wait()
        return redirect("/thanks")

    async def ask(self) -> int:
        self.runs += 1
        return self.runs


@pytest.mark.parametrize("label", ["buy", "fail", "nobody"])
@pytest.mark.parametrize("is_moved", [False, True])
@story
async def test_an_event_sent_again_gets_the_same_answer_and_is_not_run(label: str, is_moved: bool) -> None:
    # Arrange
    shop = Shop()
    async with serving(shop.app) as house:
        seat = await house.sit()
        event = seat.event(label)
        await seat.send(event)
        first = await seat.answer(event.number)
        ran = shop.runs

        # Act: over the same connection, or a new one of the same tab.
        again = await seat.rejoin() if is_moved else seat
        await again.send(event)
        second = await again.answer(event.number, 1 if is_moved else 2)

    # Assert
    assert second == first
    assert shop.runs == ran


@pytest.mark.parametrize("label", ["wait", "wait_and_fail", "beside"])
@story
async def test_an_event_sent_again_while_it_runs_waits_for_its_one_answer(label: str) -> None:
    # Arrange
    shop = Shop()
    async with serving(shop.app) as house:
        seat = await house.sit()
        event = seat.event(label)
        await seat.send(event)
        await house.until(lambda: shop.runs == 1)

        # Act: the connection is lost, and the tab comes back while the handler runs.
        again = await seat.rejoin()
        await again.send(event)
        for _ in range(20):
            await asyncio.sleep(0)
        assert not again.answers(event.number)
        shop.gate.set()
        answer = await again.answer(event.number)

        # Assert
        assert answer[0] == ("x" if label == "wait_and_fail" else "a")
        assert "fail" not in label or "sold out" in answer[3]
        assert shop.runs == 1
        await again.sees("count 0." if label == "wait_and_fail" else "count 1.")


@pytest.mark.parametrize("label", ["leave", "leave_later"])
@story
async def test_a_tab_that_missed_where_it_was_sent_is_sent_there_when_it_is_back(label: str) -> None:
    # Arrange: the connection is lost before the answer has come.
    shop = Shop()
    async with serving(shop.app) as house:
        seat = await house.sit()
        event = seat.event(label)
        await seat.send(event)
        await house.until(lambda: shop.runs == 1)
        again = await lost(house, seat)
        shop.gate.set()

        # Act
        await again.send(event)

        # Assert
        await again.sees("thanks")
        assert shop.runs == 1


async def lost(house: House, seat: Seat) -> Seat:
    """Return the same tab on a new connection, after the old one is gone."""
    seat.tab.inbox.close()
    house.live.leave(seat.tab)
    return await seat.rejoin()


@story
async def test_a_query_sent_again_is_asked_again_since_it_changes_nothing() -> None:
    # Arrange
    shop = Shop()
    async with serving(shop.app) as house:
        seat = await house.sit()
        event = seat.event("ask")
        await seat.send(event)
        await seat.answer(event.number)

        # Act
        again = await seat.rejoin()
        await again.send(event)

        # Assert: it has its reply, which an acknowledgement alone would have lost.
        assert await again.answer(event.number) == ["a", event.number, 2]


@pytest.mark.parametrize("label", ["buy", "beside"])
@story
async def test_an_event_counts_as_handled_from_the_step_that_publishes_what_it_wrote(label: str) -> None:
    # Arrange: another tab, and what is known of the event as it is told of the change.
    shop = Shop()
    shop.gate.set()
    async with serving(shop.app) as house:
        seat = await house.sit()
        other = await house.sit(seat.visitor)
        event = seat.event(label)
        known: list[bool] = []
        handled = seat.tab.session.handled_of(seat.tab.id)
        other.wire.on_post = lambda frame: known.append(
            frame[0] == "p" and event.number in handled and not seat.answers(event.number)
        )

        # Act
        await seat.send(event)
        await seat.answer(event.number)
        await other.sees("count 1.")

    # Assert
    assert known == [True]


def test_an_event_that_is_noted_twice_is_noted_once() -> None:
    # Arrange
    handled = Handled()

    # Act
    for number in (1, 2, 1, 3):
        handled.add(number, ("handler_failed", f"told as {number}") if number == 1 else None)
    handled.add(1, ("internal", "told late"))

    # Assert
    assert [number in handled for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert handled.answer(1) == ("handler_failed", "told as 1")


def test_only_the_newest_answers_of_a_tab_are_kept() -> None:
    # Arrange
    handled = Handled()

    # Act
    for number in range(1, MAX_ANSWERS + 2):
        handled.add(number, ("handler_failed", f"error {number}"))

    # Assert: the oldest is still known to have been handled.
    assert handled.answer(1) is None
    assert handled.answer(2) == ("handler_failed", "error 2")
    assert 1 in handled


def test_numbers_that_are_left_out_do_not_fill_the_memory() -> None:
    # Arrange
    handled = Handled()

    # Act: a browser of somebody else's, which counts by twos.
    for number in range(2, 10_000, 2):
        handled.add(number)

    # Assert: the newest are told apart, those long past count as handled.
    assert 9_998 in handled
    assert 9_997 not in handled
    assert 3 in handled
