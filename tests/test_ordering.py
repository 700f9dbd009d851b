"""The order of events: each visitor's one after another, each tab's as they came, and what may run beside."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from seats import serving, story

from cacao import App, State
from cacao_kernel.inbox import MAX_WAITING_EVENTS
from cacao_kernel.rows import For

Props = dict[str, Any]


def button(label: str, on_click: Any = None, **props: Any) -> Props:
    return {"type": "button", "props": {"label": label, "on_click": on_click or label, **props}}


def page(app: App, *children: Any) -> None:
    app.mix("/")(
        lambda: {"type": "main", "children": [child() if callable(child) else child for child in children]}
    )


@story
async def test_events_of_one_tab_keep_their_order_however_long_each_takes() -> None:
    # Arrange
    app = App()
    done: list[str] = []

    async def slow() -> None:
        await asyncio.sleep(0.02)
        done.append("slow")

    def in_thread() -> None:
        done.append("thread")

    async def quick() -> None:
        done.append("quick")

    page(app, button("slow", slow), button("thread", in_thread), button("quick", quick))

    async with serving(app) as house:
        seat = await house.sit()

        # Act
        numbers = [await seat.press(label) for label in ("slow", "thread", "quick", "slow", "quick")]
        await seat.answer(numbers[-1])

    # Assert
    assert done == ["slow", "thread", "quick", "slow", "quick"]
    assert [frame[1] for frame in seat.wire.frames if frame[0] == "a"] == numbers


@pytest.mark.parametrize("is_async", [True, False])
@story
async def test_handlers_of_one_visitor_take_turns_and_those_of_two_run_side_by_side(is_async: bool) -> None:
    # Arrange: a handler that ends only once two are inside, or it is told to.
    app = App()
    inside: list[int] = []
    most: list[int] = []
    go_on = threading.Event()

    def enter() -> None:
        inside.append(1)
        most.append(len(inside))

    async def meet() -> None:
        enter()
        await asyncio.to_thread(go_on.wait, 20)
        inside.pop()

    def meet_in_thread() -> None:
        enter()
        go_on.wait(20)
        inside.pop()

    page(app, button("meet", meet if is_async else meet_in_thread))

    async with serving(app) as house:
        first = await house.sit()
        second = await house.sit(first.visitor)
        other = await house.sit()

        # Act
        numbers = [await first.press("meet"), await second.press("meet"), await first.press("meet")]
        theirs = await other.press("meet")
        await house.until(lambda: len(inside) == 2)
        for _ in range(50):
            await asyncio.sleep(0)
        go_on.set()
        for seat, number in zip((first, second, first), numbers, strict=True):
            await seat.answer(number)
        await other.answer(theirs)

    # Assert: at most the two visitors at once, never two of one.
    assert max(most) == 2
    assert len(most) == 4


def rows_app(*, is_keyed: bool) -> tuple[App, State[list[str]], list[str]]:
    """Return an app with a list whose rows tell which of them was clicked, and move up at each click."""
    app = App()
    rows = State(["a", "b", "c"], name="rows")
    told: list[str] = []

    def click(row: str, rank: int) -> None:
        told.append(f"{row} at {rank}")
        rows.update(lambda now: [*now[1:], now[0]])

    def row(rank: int, name: str) -> Props:
        tree = button(name, lambda: click(name, rank))
        return {**tree, "key": name} if is_keyed else tree

    @app.mix("/")
    def home() -> Props:
        return {"type": "main", "children": [row(rank, name) for rank, name in enumerate(rows.value)]}

    return app, rows, told


@story
async def test_two_quick_clicks_on_a_row_with_a_key_both_count_though_its_closure_has_changed() -> None:
    # Arrange
    app, _, told = rows_app(is_keyed=True)
    async with serving(app) as house:
        seat = await house.sit()

        # Act: the second click is made before the first is answered.
        first, second = seat.event("b"), seat.event("b")
        await seat.send(first)
        await seat.send(second)

        # Assert: the handler of the row as it then stands, with the row's rank of then.
        assert [(await seat.answer(event.number))[0] for event in (first, second)] == ["a", "a"]
    assert told == ["b at 1", "b at 0"]


@story
async def test_without_keys_a_second_click_never_runs_on_what_has_moved_into_its_place() -> None:
    # Arrange
    app, _, told = rows_app(is_keyed=False)
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        first, second = seat.event("b"), seat.event("b")
        await seat.send(first)
        await seat.send(second)

        # Assert
        assert (await seat.answer(first.number))[0] == "a"
        assert (await seat.answer(second.number))[2] == "stale"
    assert told == ["b at 1"]


@story
async def test_two_quick_clicks_on_a_row_of_for_both_count() -> None:
    # Arrange
    app = App()
    counts = State({"a": 0, "b": 0}, name="counts")

    def add(name: str, before: int) -> None:
        counts.set({**counts.value, name: before + 1})

    def row(name: str) -> Props:
        now = counts.value[name]
        return button(f"{name} {now}", lambda: add(name, now))

    page(app, lambda: For(["a", "b"], key=str, render=row))
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        first, second = seat.event("a 0"), seat.event("a 0")
        await seat.send(first)
        await seat.send(second)
        await seat.answer(second.number)

        # Assert: the second saw what the first had made.
        assert seat.text == "a 2b 0"


class Work:
    """An app with a handler that goes on until it is stopped, and a Stop button beside it."""

    def __init__(self, *, is_async: bool) -> None:
        self.app = App()
        self.stopped = State(False, name="stopped")
        self.steps = State(0, name="steps")
        self.app.event("work")(self.work if is_async else self.work_in_thread)
        self.app.event("stop", concurrent=True)(self.stop if is_async else self.stop_in_thread)
        self.app.event("next")(self.after)
        page(self.app, self.shown, *[button(name) for name in ("work", "stop", "next")])

    def shown(self) -> Props:
        return {"type": "p", "props": {"content": f"steps {self.steps.value} stopped {self.stopped.value}."}}

    async def work(self) -> None:
        while not self.stopped.value:
            self.steps.value += 1
            await asyncio.sleep(0.001)

    def work_in_thread(self) -> None:
        pause = threading.Event()
        while not self.stopped.value:
            self.steps.value += 1
            pause.wait(0.001)

    async def stop(self) -> None:
        await asyncio.sleep(0)
        self.stopped.set(True)

    def stop_in_thread(self) -> None:
        self.stopped.set(True)

    def after(self) -> None:
        self.steps.set(-1)


@pytest.mark.parametrize("is_async", [True, False])
@story
async def test_a_stop_button_runs_beside_the_long_handler_that_it_stops(is_async: bool) -> None:
    # Arrange
    async with serving(Work(is_async=is_async).app) as house:
        seat = await house.sit()
        work = await seat.press("work")
        await house.until(lambda: not seat.text.startswith("steps 0 "))
        waiting = await seat.press("next")

        # Act
        stop = await seat.press("stop")

        # Assert: it was answered first, the work ended well, and what waited came after it.
        assert (await seat.answer(stop))[0] == "a"
        assert (await seat.answer(work))[0] == "a"
        assert (await seat.answer(waiting))[0] == "a"
        answered = [frame[1] for frame in seat.wire.frames if frame[0] == "a"]
        assert answered == [stop, work, waiting]
        assert "steps -1 stopped True." in seat.text


@pytest.mark.parametrize("is_concurrent", [False, True])
@story
async def test_of_a_tab_with_too_many_events_no_more_is_read_and_none_is_lost(is_concurrent: bool) -> None:
    # Arrange: a handler that holds up all others, or as many as may run beside each other.
    app = App()
    gate = asyncio.Event()
    ran: list[str] = []

    @app.event("wait", concurrent=is_concurrent)
    async def wait(event: Any) -> None:
        await gate.wait()
        ran.append(event.value)

    page(app, {"type": "input", "props": {"name": "box", "on_change": "wait"}})
    async with serving(app) as house:
        seat = await house.sit()

        # Act: all but one that may wait are taken at once.
        for number in range(MAX_WAITING_EVENTS - 1):
            await seat.press("box", "change", value=str(number))
        last = [asyncio.ensure_future(seat.press("box", "change", value=str(number))) for number in (99, 100)]
        for _ in range(5):
            await asyncio.sleep(0)

        # Assert: whoever brings the last does not read on until there is room.
        assert not last[-1].done()
        gate.set()
        for taken in last:
            await taken
        await house.until(lambda: len(ran) == MAX_WAITING_EVENTS + 1)
        assert is_concurrent or ran == [str(number) for number in range(MAX_WAITING_EVENTS + 1)]


@story
async def test_a_registered_function_keeps_its_options_where_it_stands_in_a_prop_itself() -> None:
    # Arrange
    app = App()
    stopped = asyncio.Event()

    async def work() -> None:
        await stopped.wait()

    @app.event("stop", concurrent=True)
    async def stop() -> None:
        stopped.set()

    @app.event("ask", query=True)
    def ask() -> list[int]:
        return [1, 2]

    page(app, button("work", work), button("halt", stop), button("answer", ask))
    async with serving(app) as house:
        seat = await house.sit()

        # Act: the Stop button, beside the handler that runs; then a question, which gets a reply.
        number = await seat.press("work")
        await seat.click("halt")
        await seat.answer(number)
        answer = await seat.click("answer")

    # Assert
    assert answer[2] == [1, 2]


@story
async def test_a_stop_button_is_found_although_the_handler_it_stops_moves_it_about() -> None:
    # Arrange: a list that grows above the button, which has no key.
    app = App()
    rows = State(list[int](), name="rows")
    stopped = asyncio.Event()

    async def work() -> None:
        while not stopped.is_set():
            rows.set([*rows.value, len(rows.value)])
            await asyncio.sleep(0)

    @app.event("stop", concurrent=True)
    async def stop() -> None:
        stopped.set()

    app.mix("/")(
        lambda: {
            "type": "main",
            "children": [
                button("work", work),
                *[{"type": "p", "props": {"content": f"row {number}"}} for number in rows.value],
                button("halt", stop),
            ],
        }
    )
    async with serving(app) as house:
        seat = await house.sit()
        halt = seat.event("halt")
        number = await seat.press("work")
        await seat.sees("row 3")

        # Act: where the button stood as it was clicked, a row stands now.
        await seat.send(halt._replace(number=seat.number + 1))
        answer = await seat.answer(seat.number + 1)

        # Assert
        assert answer[0] == "a"
        assert (await seat.answer(number))[0] == "a"


@story
async def test_what_moved_into_the_place_of_what_was_clicked_is_not_run_without_its_mark() -> None:
    # Arrange: two buttons of one handler, which tells them apart by its params.
    app = App()
    names = State(["a", "b"], name="names")
    gone: list[str] = []

    @app.event("drop", concurrent=True)
    async def drop(event: Any) -> None:
        gone.append(event.params["name"])
        names.set([name for name in names.value if name != event.params["name"]])

    def of(name: str) -> dict[str, Any]:
        props = {"label": f"drop {name}", "action": "drop", "params": {"name": name}}
        return {"type": "button", "props": props}

    app.mix("/")(lambda: {"type": "main", "children": [of(name) for name in names.value]})
    async with serving(app) as house:
        seat = await house.sit()
        again = seat.event("drop a")
        await seat.click("drop a")

        # Act
        await seat.send(again._replace(number=seat.number + 1))
        answer = await seat.answer(seat.number + 1)

    # Assert
    assert answer[2] == "stale"
    assert gone == ["a"]
