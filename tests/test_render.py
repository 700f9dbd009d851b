"""Rendering: the parts that read what changed run again, and no others."""

from __future__ import annotations

from typing import Any

from screens import Shown

from cacao import Component, State

Tree = dict[str, Any]


def text(value: object) -> Tree:
    return {"type": "p", "props": {"content": value}}


class Show(Component):
    """Shows the value of a State and counts its runs."""

    def __init__(self, state: State[Any]) -> None:
        super().__init__()
        self.state = state
        self.runs = 0

    def render(self) -> Tree:
        self.runs += 1
        return text(self.state.value)


def test_a_component_runs_again_alone() -> None:
    # Arrange
    one, two = State(1), State(2)
    left, right = Show(one), Show(two)
    runs: list[str] = []

    def home() -> Tree:
        runs.append("home")
        return {"type": "main", "children": [left, right]}

    shown = Shown(home)

    # Act
    ops = shown.change((one, 7))

    # Assert
    assert ops == [["t", [0, 0], "7"]]
    assert (runs, left.runs, right.runs) == (["home"], 2, 1)
    assert shown.packed == ["main", {}, [["p", {}, ["7"]], ["p", {}, ["2"]]]]


def test_a_page_that_reads_a_state_itself_runs_again_as_a_whole() -> None:
    # Arrange
    title, count = State("a"), State(1)
    counter = Show(count)
    shown = Shown(lambda: {"type": "main", "children": [text(title.value), counter]})

    # Act
    ops = shown.change((title, "b"))

    # Assert
    assert ops == [["t", [0, 0], "b"]]
    assert counter.runs == 2


def test_a_state_nobody_has_read_runs_nothing() -> None:
    # Arrange
    count, other = State(1), State(1)
    counter = Show(count)
    shown = Shown(lambda: {"type": "main", "children": [counter]})

    # Act
    ops = shown.change((other, 2))

    # Assert
    assert (ops, counter.runs) == ([], 1)


def test_the_same_value_runs_nothing() -> None:
    # Arrange
    count = State(1)
    counter = Show(count)
    shown = Shown(lambda: counter)

    # Act
    ops = shown.change((count, 1))

    # Assert
    assert (ops, counter.runs) == ([], 1)


def test_changes_that_came_together_run_a_part_once() -> None:
    # Arrange
    one, two = State(1), State(2)
    runs: list[int] = []

    class Sum(Component):
        def render(self) -> Tree:
            runs.append(one.value + two.value)
            return text(runs[-1])

    shown = Shown(lambda: {"type": "main", "children": [Sum()]})

    # Act
    ops = shown.change((one, 3), (two, 4), (one, 5))

    # Assert
    assert (ops, runs) == ([["t", [0, 0], "9"]], [3, 9])


def test_a_part_inside_a_part_that_ran_again_runs_once() -> None:
    # Arrange
    count = State(1)
    inner = Show(count)

    class Outer(Component):
        def render(self) -> Tree:
            return {"type": "section", "props": {"title": count.value}, "children": [inner]}

    shown = Shown(lambda: {"type": "main", "children": [Outer()]})

    # Act
    ops = shown.change((count, 2))

    # Assert
    assert ops == [["n", [0], {"title": "2"}], ["t", [0, 0, 0], "2"]]
    assert inner.runs == 2


def test_an_inner_part_runs_alone_also_after_the_outer_one_has_run_again() -> None:
    # Arrange
    title, count = State("a"), State(1)
    inner = Show(count)

    class Outer(Component):
        def render(self) -> Tree:
            return {"type": "section", "props": {"title": title.value}, "children": [None, inner]}

    shown = Shown(lambda: {"type": "main", "children": [Outer()]})
    shown.change((title, "b"))

    # Act
    ops = shown.change((count, 2))

    # Assert
    assert ops == [["t", [0, 1, 0], "2"]]
    assert inner.runs == 3


def test_a_part_follows_what_it_read_last_and_no_more() -> None:
    # Arrange
    is_left, left, right = State(True), State("l"), State("r")
    runs: list[str] = []

    class Either(Component):
        def render(self) -> Tree:
            runs.append(left.value if is_left.value else right.value)
            return text(runs[-1])

    shown = Shown(lambda: Either())

    # Act
    shown.change((right, "R"))
    shown.change((is_left, False))
    shown.change((left, "L"))
    shown.change((right, "RR"))

    # Assert
    assert runs == ["l", "R", "RR"]


def test_a_part_that_is_gone_no_longer_runs_and_one_that_came_does() -> None:
    # Arrange
    is_open, count = State(True), State(1)
    counter = Show(count)
    shown = Shown(lambda: {"type": "main", "children": [is_open.value and counter, text("end")]})

    # Act
    gone = shown.change((is_open, False))
    unseen = shown.change((count, 2))
    back = shown.change((is_open, True))
    seen = shown.change((count, 3))

    # Assert
    assert gone == [["w", [0], 0]]
    assert unseen == []
    assert back == [["w", [0], ["p", {}, ["2"]]]]
    assert seen == [["t", [0, 0], "3"]]
    assert counter.runs == 3
    assert shown.screen.read_keys() == [is_open, count]


def test_a_part_may_change_its_element() -> None:
    # Arrange
    kind = State("p")

    class Changing(Component):
        def render(self) -> Tree:
            return {"type": kind.value, "children": ["x"]}

    shown = Shown(lambda: {"type": "main", "children": [None, Changing()]})

    # Act
    ops = shown.change((kind, "h1"))
    again = shown.change((kind, "h2"))

    # Assert
    assert ops == [["w", [1], ["h1", {}, ["x"]]]]
    assert again == [["w", [1], ["h2", {}, ["x"]]]]


def test_the_page_itself_may_change_its_element() -> None:
    # Arrange
    kind = State("main")
    shown = Shown(lambda: {"type": kind.value})

    # Act
    ops = shown.change((kind, "section"))
    again = shown.change((kind, "div"))

    # Assert
    assert ops == [["w", [], ["section", {}, []]]]
    assert again == [["w", [], ["div", {}, []]]]
    assert shown.packed == ["div", {}, []]


def test_a_part_that_is_all_of_the_page_runs_alone_too() -> None:
    # Arrange
    title, count = State("a"), State(1)

    class Inner(Component):
        def render(self) -> Tree:
            return {"type": "p", "children": [count.value]}

    class Outer(Component):
        def render(self) -> Any:
            return [Inner(), Inner()][len(title.value) - 1]

    shown = Shown(lambda: Outer())

    # Act
    ops = [shown.change((count, 2)), shown.change((title, "ab")), shown.change((count, 3))]

    # Assert
    assert ops == [[["t", [0], "2"]], [], [["t", [0], "3"]]]
