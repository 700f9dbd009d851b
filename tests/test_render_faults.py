"""A part of a page that raises stays as it was; the rest lives on, and the part is tried again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from screens import Shown
from seats import serving, story

from cacao import App, Component, State
from cacao_kernel import wire

Tree = dict[str, Any]


def text(value: object) -> Tree:
    return {"type": "p", "props": {"content": value}}


class Fraction(Component):
    """Shows a tenth part of its State, which may not be 0."""

    def __init__(self, state: State[int]) -> None:
        super().__init__()
        self.state = state

    def render(self) -> Tree:
        return text(10 // self.state.value)


class Show(Component):
    """Shows the value of a State."""

    def __init__(self, state: State[Any]) -> None:
        super().__init__()
        self.state = state

    def render(self) -> Tree:
        return text(self.state.value)


def test_a_page_that_raises_at_first_raises() -> None:
    count = State(0)

    with pytest.raises(ZeroDivisionError):
        Shown(lambda: Fraction(count))


def test_a_part_that_raises_stays_and_the_others_go_on() -> None:
    # Arrange
    one, two = State(1), State(1)
    shown = Shown(lambda: {"type": "main", "children": [Show(two), Fraction(one), Show(one)]})

    # Act
    ops, errors = shown.try_change((one, 0), (two, 2))

    # Assert
    assert sorted(ops) == [["t", [0, 0], "2"], ["t", [2, 0], "0"]]
    assert [type(error) for error in errors] == [ZeroDivisionError]
    assert shown.packed == ["main", {}, [["p", {}, ["2"]], ["p", {}, ["10"]], ["p", {}, ["0"]]]]


def test_a_part_that_raised_follows_its_state_again() -> None:
    # Arrange
    count = State(1)
    shown = Shown(lambda: {"type": "main", "children": [Fraction(count)]})
    shown.try_change((count, 0))

    # Act
    ops, errors = shown.try_change((count, 5))

    # Assert
    assert (ops, errors) == ([["t", [0, 0], "2"]], [])


def test_a_part_that_raised_is_tried_again_whatever_changes_next() -> None:
    # Arrange
    count, other = State(1), State(1)
    is_down = [False]

    class Shop(Component):
        def render(self) -> Tree:
            if is_down[0]:
                raise ConnectionError("the shop is closed")
            return text(count.value)

    shown = Shown(lambda: {"type": "main", "children": [Shop(), Show(other)]})
    is_down[0] = True
    shown.try_change((count, 2))

    # Act
    ops_down, errors = shown.try_change((other, 2))
    is_down[0] = False
    ops_up, no_errors = shown.try_change((other, 3))

    # Assert
    assert (ops_down, [str(error) for error in errors]) == ([["t", [1, 0], "2"]], ["the shop is closed"])
    assert (ops_up, no_errors) == ([["t", [0, 0], "2"], ["t", [1, 0], "3"]], [])
    assert shown.try_change((other, 3)) == ([], [])


def test_a_part_that_raised_over_a_state_it_had_not_read_before_finds_back() -> None:
    # Arrange
    is_open, count = State(False), State(0)

    class Door(Component):
        def render(self) -> Tree:
            return text(10 // count.value if is_open.value else "closed")

    shown = Shown(lambda: {"type": "main", "children": [Door()]})
    shown.try_change((is_open, True))

    # Act
    ops, errors = shown.try_change((count, 5))

    # Assert
    assert (ops, errors) == ([["t", [0, 0], "2"]], [])


def test_a_part_that_raised_and_is_gone_is_not_tried_again() -> None:
    # Arrange
    count, is_shown = State(1), State(True)
    shown = Shown(lambda: {"type": "main", "children": [is_shown.value and Fraction(count)]})
    shown.try_change((count, 0))

    # Act
    ops, errors = shown.try_change((is_shown, False))
    later = shown.try_change((is_shown, None))

    # Assert
    assert (ops, errors) == ([["w", [0], 0]], [])
    assert later == ([], [])


def test_what_a_healthy_part_writes_while_rendering_is_shown_although_another_raises() -> None:
    # Arrange
    count, doubled = State(1), State(2)

    class Double(Component):
        def render(self) -> Tree:
            doubled.set(count.value * 2)
            return text(count.value)

    shown = Shown(lambda: {"type": "main", "children": [Double(), Show(doubled), Fraction(count)]})

    # Act
    ops, errors = shown.try_change((count, 0))

    # Assert
    assert ops == [["t", [0, 0], "0"], ["t", [1, 0], "0"]]
    assert len(errors) == 1


def test_a_page_that_raises_stays_and_its_parts_go_on() -> None:
    # Arrange
    count = State(1)
    shown = Shown(lambda: {"type": "main", "props": {"title": 10 // count.value}, "children": [Show(count)]})

    # Act
    ops, errors = shown.try_change((count, 0))
    later = shown.try_change((count, 2))

    # Assert
    assert (ops, [type(error) for error in errors]) == ([["t", [0, 0], "0"]], [ZeroDivisionError])
    assert later == ([["n", [], {"title": "5"}], ["t", [0, 0], "2"]], [])


@pytest.mark.parametrize("fault", [SystemExit, KeyboardInterrupt, RecursionError, MemoryError])
def test_a_part_cannot_end_the_process(fault: type[BaseException]) -> None:
    # Arrange
    count = State(1)

    class Bomb(Component):
        def render(self) -> Tree:
            if count.value > 1:
                raise fault
            return text(count.value)

    shown = Shown(lambda: {"type": "main", "children": [Bomb(), Show(count)]})

    # Act
    ops, errors = shown.try_change((count, 2))

    # Assert
    assert (ops, [type(error) for error in errors]) == ([["t", [1, 0], "2"]], [fault])


def test_a_part_that_catches_what_an_inner_one_raised_follows_it_all_the_same() -> None:
    # Arrange
    count = State(0)

    class Careful(Component):
        def render(self) -> Tree:
            try:
                return Fraction(count).render()
            except ZeroDivisionError:
                return text("not yet")

    shown = Shown(lambda: {"type": "main", "children": [Careful()]})

    # Act
    ops = shown.change((count, 5))

    # Assert
    assert ops == [["t", [0, 0], "2"]]


def test_a_page_that_raises_over_a_click_is_told_once_for_each_click(cacao_app: Any) -> None:
    # Arrange: the page runs for the handler's progress, and again for what it has published.
    app = App()
    count = State(0, name="count")
    app.event("add")(lambda: count.update(lambda number: number + 1))

    @app.mix("/")
    def home() -> Tree:
        if count.value > 0:
            raise ValueError("sold out")
        return {"type": "button", "props": {"label": "Add", "action": "add"}}

    user = cacao_app(app).open("/")

    for clicks in (1, 2):
        # Act
        with pytest.raises(AssertionError, match="sold out"):
            user.click("Add")
        user.settle()

        # Assert
        assert len(user.errors) == clicks


@story
async def test_what_fails_in_a_part_and_in_all_around_it_is_one_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Arrange: page and component both follow the State, and both fail by what the component returns
    app, count = App(), State(0, name="count")

    class Odd(Component):
        def render(self) -> Any:
            return {"typ": "p"} if count.value else {"type": "p"}

    app.event("spoil")(lambda: count.set(1))
    button = {"type": "button", "props": {"label": "spoil", "action": "spoil"}}
    app.mix("/")(lambda: {"type": "main", "children": [button, Odd(), f"count {count.value}"]})
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        await seat.click("spoil")

        # Assert
        assert [frame[2] for frame in seat.wire.frames if frame[0] == wire.ERROR] == ["render_failed"]
        assert len([record for record in caplog.records if "TreeError" in record.getMessage()]) == 1


@story
async def test_an_async_page_that_fails_over_a_click_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    # Arrange
    app, count = App(), State(0, name="count")
    rendered = asyncio.Event()

    @app.event("spoil")
    async def spoil() -> None:
        count.set(1)
        await rendered.wait()

    @app.mix("/")
    async def home() -> Any:
        if count.value:
            rendered.set()
            await asyncio.sleep(0.01)  # the handler ends meanwhile
            raise ValueError(count.value)
        return {"type": "button", "props": {"label": "spoil", "action": "spoil"}}

    async with serving(app) as house:
        seat = await house.sit()

        # Act
        await seat.click("spoil")

        # Assert
        assert len([record for record in caplog.records if "ValueError" in record.getMessage()]) == 1
