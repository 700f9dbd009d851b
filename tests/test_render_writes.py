"""A page may write States while it renders, as long as it comes to rest."""

from __future__ import annotations

from typing import Any

import pytest
from screens import Shown

from cacao import Component, State
from cacao_kernel.errors import StateError

Tree = dict[str, Any]


def text(value: object) -> Tree:
    return {"type": "p", "props": {"content": value}}


class Show(Component):
    """Shows the value of a State."""

    def __init__(self, state: State[Any]) -> None:
        super().__init__()
        self.state = state

    def render(self) -> Tree:
        return text(self.state.value)


def test_a_page_may_write_a_state_while_it_renders() -> None:
    # Arrange
    count, doubled = State(1), State(0)
    show = Show(doubled)

    def home() -> Tree:
        before = text(doubled.value)
        doubled.set(count.value * 2)
        return {"type": "main", "children": [before, show]}

    # Act
    shown = Shown(home)
    first = shown.packed
    ops = shown.change((count, 4))

    # Assert
    assert first == ["main", {}, [["p", {}, ["2"]], ["p", {}, ["2"]]]]
    assert ops == [["t", [1, 0], "8"], ["t", [0, 0], "8"]]
    assert shown.cells.read(doubled).value == 8


def test_a_component_may_write_what_the_page_around_it_has_read() -> None:
    # Arrange
    names, total = State(("a",)), State(0)

    class Names(Component):
        def render(self) -> Tree:
            total.set(len(names.value))
            return text(",".join(names.value))

    shown = Shown(lambda: {"type": "main", "children": [text(total.value), Names()]})

    # Act
    shown.change((names, ("a", "b")))

    # Assert
    assert shown.packed == ["main", {}, [["p", {}, ["2"]], ["p", {}, ["a,b"]]]]


def test_a_page_that_never_settles_is_an_error_naming_state_and_line() -> None:
    # Arrange
    is_wild, count = State(False), State(0, name="main.count")

    def home() -> Tree:
        if is_wild.value:
            count.update(count.value + 1)
        return text(count.value)

    shown = Shown(home)

    # Act
    ops, errors = shown.try_change((is_wild, True))

    # Assert
    line = test_a_page_that_never_settles_is_an_error_naming_state_and_line.__code__.co_firstlineno + 2
    assert [str(error) for error in errors] == [
        f'page "/": State main.count (made in test_render_writes.py:{line}) changes every time the page '
        "renders. After 10 rounds it has not settled; write it in an event handler."
    ]
    assert ops[-1] == ["t", [0], "10"]  # what the browser is told stays what the tree is
    assert shown.packed == ["p", {}, ["10"]]


def test_a_page_that_never_settles_at_first_is_no_page() -> None:
    count = State(0)

    with pytest.raises(StateError, match="changes every time the page renders"):
        Shown(lambda: text(count.update(count.value + 1) or count.value))
