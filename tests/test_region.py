"""Region: whatever a page does with what a component rendered, no change is missed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown

from cacao import Component, State

Tree = dict[str, Any]


def text(value: object) -> Tree:
    return {"type": "p", "props": {"content": value}}


def main(*children: Any) -> Tree:
    return {"type": "main", "children": list(children)}


class Counter(Component):
    """Shows a State, and another in a component inside."""

    def __init__(self, state: State[int], inner: Any = None) -> None:
        super().__init__()
        self.state = state
        self.inner = inner

    def render(self) -> Tree:
        inner = self.inner.render() if isinstance(self.inner, Component) else self.inner
        return {"type": "section", "props": {}, "children": [text(self.state.value), inner]}


def edited(rendered: Tree) -> Tree:
    rendered["props"]["title"] = "mine"
    return rendered


def with_key(rendered: Tree) -> Tree:
    rendered["key"] = "a"
    return rendered


def with_more(rendered: Tree) -> Tree:
    rendered["children"].append(text("more"))
    return rendered


def without_text(rendered: Tree) -> Tree:
    del rendered["children"][0]
    return rendered


Use = Callable[[Tree], Any]


@pytest.mark.parametrize(
    "use",
    [
        lambda rendered: rendered,
        dict,
        lambda rendered: {**rendered},
        lambda rendered: {**rendered, "key": "a"},
        copy.copy,
        copy.deepcopy,
        edited,
        with_key,
        with_more,
        without_text,
        lambda rendered: {"type": "div", "children": [rendered]},
        lambda rendered: {"type": "div", "children": rendered["children"]},
        lambda rendered: rendered["children"][1],
        lambda rendered: text(str(rendered)),
    ],
)
@pytest.mark.parametrize("is_made_inside", [True, False])
def test_however_what_was_rendered_is_used_every_change_is_shown(use: Use, is_made_inside: bool) -> None:
    # Arrange
    one, two = State(1), State(2)
    made = Counter(one, Counter(two))

    def home() -> Tree:
        counter = Counter(one, Counter(two)) if is_made_inside else made
        return main(use(counter.render()), "end")

    shown = Shown(home)

    for state, value in [(one, 3), (two, 4), (two, 5), (one, 6)]:
        # Act
        shown.change((state, value))

        # Assert
        assert shown.packed == shown.afresh().packed()


def test_a_part_that_is_placed_as_it_was_returned_stays_a_part_of_its_own() -> None:
    # Arrange
    one, two = State(1), State(2)
    runs: list[str] = []

    def home() -> Tree:
        runs.append("home")
        return main(Counter(one, Counter(two)).render())

    shown = Shown(home)

    # Act
    ops = shown.change((one, 3)) + shown.change((two, 4))

    # Assert
    assert ops == [["t", [0, 0, 0], "3"], ["t", [0, 1, 0, 0], "4"]]
    assert runs == ["home"]


def test_the_page_takes_over_from_a_part_that_was_copied_and_only_from_that() -> None:
    # Arrange
    one, two = State(1), State(2)
    runs: list[str] = []

    def home() -> Tree:
        runs.append("home")
        return main({**Counter(one).render(), "key": "a"}, Counter(two).render())

    shown = Shown(home)

    # Act
    shown.change((two, 3))
    shown.change((one, 3))

    # Assert
    assert runs == ["home", "home"]
    assert shown.packed == shown.afresh().packed()


def test_what_is_rendered_and_not_shown_is_followed_too() -> None:
    # Arrange
    count = State(1)
    shown = Shown(lambda: main(text(len(str(Counter(count).render())))))

    # Act
    ops = shown.change((count, 1_000))

    # Assert
    assert len(ops) == 1


@pytest.mark.parametrize("times", [2, 3])
def test_what_was_rendered_once_may_stand_twice(times: int) -> None:
    # Arrange
    one, two = State(1), State(2)

    def home() -> Tree:
        rendered = Counter(one, Counter(two)).render()
        return main(*[rendered] * times)

    shown = Shown(home)

    for state, value in [(one, 3), (two, 4), (two, 5), (one, 6)]:
        # Act
        shown.change((state, value))

        # Assert
        assert shown.packed == shown.afresh().packed()


def test_one_component_may_stand_twice() -> None:
    # Arrange
    count = State(1)
    counter = Counter(count)
    shown = Shown(lambda: main(counter, counter, counter.render(), counter.render()))

    # Act
    ops = shown.change((count, 2))

    # Assert
    assert ops == [["t", [index, 0, 0], "2"] for index in range(4)]


def test_a_component_that_returns_a_component_is_followed_through_both() -> None:
    # Arrange
    is_first, one, two = State(True), State(1), State(2)
    first, second = Counter(one), Counter(two)

    class Either(Component):
        def render(self) -> Any:
            return first if is_first.value else second

    shown = Shown(lambda: main(Either(), Either().render(), first, [Either().render()]))

    for state, value in [(one, 3), (is_first, False), (one, 4), (two, 5), (is_first, True), (one, 6)]:
        # Act
        shown.change((state, value))

        # Assert
        assert shown.packed == shown.afresh().packed()


def test_a_plain_object_with_a_render_is_a_part_of_its_own() -> None:
    # Arrange
    count = State(1)
    runs: list[str] = []

    class Page:
        def render(self) -> Tree:
            runs.append("page")
            return text(count.value)

    def home() -> Tree:
        runs.append("home")
        return main(Page(), Page())

    shown = Shown(home)

    # Act
    ops = shown.change((count, 2))

    # Assert
    assert ops == [["t", [0, 0], "2"], ["t", [1, 0], "2"]]
    assert runs == ["home", "page", "page", "page", "page"]


def test_what_compares_oddly_is_taken_for_edited() -> None:
    # Arrange
    count = State(1)

    class Odd(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            raise ValueError("neither equal nor not")

        __hash__ = str.__hash__

    class Shows(Component):
        def render(self) -> Tree:
            return {"type": "p", "props": {"title": Odd("a")}, "children": [count.value]}

    shown = Shown(lambda: main(Shows().render()))

    # Act
    shown.change((count, 2))

    # Assert
    assert shown.packed == shown.afresh().packed()
