"""``mutate()``: a list, dict or set is edited in place, for nobody to see before it is done."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, State
from cacao_kernel.errors import StateError
from cacao_kernel.run import current_run


def give(todos: State[list[str]], kind: str) -> None:
    """Give the State a value in another way than through the block that is open."""
    if kind == "set":
        todos.set(["set"])
    elif kind == "update":
        todos.update(lambda now: [*now, "updated"])
    else:
        with todos.mutate() as items:
            items.append("inner")


@pytest.mark.parametrize("kind", ["set", "update", "mutate"])
@pytest.mark.parametrize("is_served", [True, False])
def test_a_state_that_is_given_another_value_inside_its_own_block_is_an_error(
    kind: str, is_served: bool, cacao_app: Any
) -> None:
    # Arrange
    app, todos = App(), State(["milk"], name="main.todos")
    app.mix("/")(lambda: {"type": "p", "props": {"content": str(todos.value)}})

    def edit() -> None:
        with todos.mutate() as items:
            items.append("eggs")
            give(todos, kind)

    # Act
    with pytest.raises(StateError) as raised:
        if is_served:
            with cacao_app(app).open("/"):
                assert current_run() is not None
                edit()
        else:
            edit()

    # Assert
    line = edit.__code__.co_firstlineno + 1
    told = str(raised.value)
    assert told == (
        f"test_mutate.py:{line}: State main.todos was given another value inside its own mutate(), so one of "
        "the two would be lost. Edit it only as you got it from mutate(), or end that block first."
    )


def test_blocks_of_two_states_may_stand_in_each_other_and_one_may_only_look() -> None:
    # Arrange
    todos, done = State(["milk"]), State(list[str]())

    # Act
    with todos.mutate() as items, done.mutate() as finished:
        finished.append(items.pop())
    with todos.mutate():
        todos.set(["eggs"])

    # Assert
    assert (todos.value, done.value) == (["eggs"], ["milk"])


def test_a_block_that_raises_changes_nothing_and_nobody_sees_half_of_it() -> None:
    # Arrange
    todos = State([{"title": "milk", "done": False}])
    seen: list[Any] = []

    # Act
    with pytest.raises(ZeroDivisionError), todos.mutate() as items:
        items[0]["done"] = True
        items.append({"title": "eggs", "done": False})
        seen.append([dict(row) for row in todos.value])
        _ = 1 / 0

    # Assert
    assert seen == [[{"title": "milk", "done": False}]]
    assert todos.value == [{"title": "milk", "done": False}]


def test_a_value_that_cannot_be_edited_is_told_with_state_line_and_cure() -> None:
    # Arrange
    count = State(5, name="main.count")

    def edit() -> None:
        with count.mutate():
            pass

    # Act
    with pytest.raises(StateError) as raised:
        edit()

    # Assert
    line = edit.__code__.co_firstlineno + 1
    assert str(raised.value) == (
        f"test_mutate.py:{line}: mutate() edits in place, and the value of State main.count cannot change; "
        "expected a list, dict, set or another object that can, got int 5. Give the State a new value with "
        "update."
    )
