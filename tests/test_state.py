"""State: a value of each session's own; reading tracks, writing notifies."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from screens import Shown

from cacao import App, Component, State
from cacao_kernel.cells import Cells, Overlay
from cacao_kernel.errors import StateError
from cacao_kernel.run import Run, entered
from cacao_kernel.world import World, new_world


def test_state_reactivity():
    # Arrange
    counter = State(0)

    # Act
    counter.set(5)

    # Assert
    assert counter.value == 5


@pytest.fixture
def test_state():
    """Fixture for creating a test state instance"""
    return State(initial_value=0)


@pytest.fixture
def test_component():
    """Fixture for creating a basic test component"""

    class TestComponent(Component):
        def render(self):
            return {"type": "div", "props": {"content": "Test Component"}}

    return TestComponent()


def test_the_fixtures_of_the_users_text_work_outside_of_any_page(
    test_state: State[int], test_component: Component
) -> None:
    test_state.update(3)

    assert test_state.value == 3
    assert test_component.render() == {"type": "div", "props": {"content": "Test Component"}}


def visitor() -> Run:
    """Return the scope of a visitor who comes for the first time."""
    return Run(Overlay(Cells()), tab="tab", session=object())


def test_a_value_is_given_by_set_by_update_and_by_assignment() -> None:
    # Arrange
    count = State(0)
    seen = [count.value]

    # Act
    count.set(1)
    seen.append(count.value)
    count.update(2)
    seen.append(count.value)
    count.value = 3
    seen.append(count.value)
    count.update(lambda old: old + 1)
    seen.append(count.value)

    # Assert
    assert seen == [0, 1, 2, 3, 4]


def test_each_visitor_has_a_value_of_their_own() -> None:
    # Arrange
    count = State(0)
    ada, bob = visitor(), visitor()

    # Act
    with entered(ada):
        count.update(lambda old: old + 5)
    with entered(bob):
        count.update(lambda old: old + 1)

    # Assert
    with entered(ada):
        assert count.value == 5
    with entered(bob):
        assert count.value == 1
    assert count.value == 0


@pytest.mark.parametrize(
    ("first", "edit", "edited"),
    [
        ([], lambda todos: todos.append("milk"), ["milk"]),
        ({"cart": []}, lambda shop: shop["cart"].append("milk"), {"cart": ["milk"]}),
        ({1}, lambda numbers: numbers.add(2), {1, 2}),
        (([],), lambda pair: pair[0].append(1), ([1],)),
    ],
)
def test_what_one_visitor_edits_in_place_no_other_visitor_sees(first: Any, edit: Any, edited: Any) -> None:
    # Arrange
    held = State(first)
    before = repr(first)

    # Act
    with entered(visitor()):
        edit(held.value)
        mine = held.value

    # Assert
    assert mine == edited
    with entered(visitor()):
        assert repr(held.value) == before
    assert repr(held.value) == before


def test_a_visitors_own_copy_is_made_once() -> None:
    todos = State[list[str]]([])

    with entered(visitor()):
        assert todos.value is todos.value


def test_two_threads_that_read_first_share_one_copy() -> None:
    # Arrange
    todos = State[list[int]]([])
    scope = visitor()
    start = threading.Barrier(8)

    def append(number: int) -> None:
        start.wait()
        with entered(scope):
            todos.value.append(number)

    # Act
    threads = [threading.Thread(target=append, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # Assert
    with entered(scope):
        assert sorted(todos.value) == list(range(8))


def test_what_cannot_be_copied_is_shared() -> None:
    lock = State(threading.Lock())

    with entered(visitor()):
        mine = lock.value
    with entered(visitor()):
        assert lock.value is mine


def test_a_state_made_while_a_page_renders_is_an_error_that_says_where() -> None:
    def home() -> Any:
        State(0)
        return {"type": "p"}

    with pytest.raises(StateError) as raised:
        Shown(home)

    line = home.__code__.co_firstlineno + 1
    assert str(raised.value) == (
        f"test_state.py:{line}: a State was made while rendering, so every render would forget its value. "
        "Move the State to the top of the module, or into the component's class."
    )


def test_a_state_made_in_a_handler_is_no_error() -> None:
    with entered(visitor()):
        assert State(1).value == 1


def test_while_an_app_serves_a_write_with_no_session_is_an_error(world: World) -> None:
    # Arrange
    count = State(0, name="main.count")
    world.serving += 1

    # Act
    with pytest.raises(StateError) as raised:
        count.set(1)

    # Assert
    line = test_while_an_app_serves_a_write_with_no_session_is_an_error.__code__.co_firstlineno + 7
    assert str(raised.value) == (
        f"test_state.py:{line}: State main.count was written with no session, so nobody's value would "
        "change. Write it in an event handler; cacao.bind(function) carries a session into a thread or "
        'timer, and scope="app" makes one value for everybody.'
    )
    with pytest.raises(StateError):
        count.update(lambda old: old + 1)
    with pytest.raises(StateError):
        count.value = 2
    assert count.value == 0  # reading is fine


def test_while_an_app_serves_a_session_can_be_written_and_a_state_of_another_world(world: World) -> None:
    # Arrange
    count = State(0)
    world.serving += 1
    with new_world():
        elsewhere = State(0)

    # Act
    elsewhere.set(1)
    with entered(visitor()):
        count.set(1)
        mine = count.value

    # Assert
    assert (elsewhere.value, mine, count.value) == (1, 1, 0)


def test_before_and_after_serving_a_write_gives_the_value_new_sessions_start_with() -> None:
    # Arrange
    app, count = App(), State(0)
    told: list[str] = []

    async def receive() -> dict[str, str]:
        if not told:
            return {"type": "lifespan.startup"}
        with pytest.raises(StateError):
            count.set(9)
        return {"type": "lifespan.shutdown"}

    async def send(message: Any) -> None:
        told.append(message["type"])

    # Act
    count.set(1)
    asyncio.run(app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send))
    count.set(2)

    # Assert
    assert told == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    with entered(visitor()):
        assert count.value == 2
