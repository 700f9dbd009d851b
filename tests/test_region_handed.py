"""Region: a part that is handed to another stays true, whichever of them runs again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown
from test_region import Counter, Tree, main

from cacao import Component, State


class Card(Component):
    """Puts a frame with a title of its own around what it was given."""

    def __init__(self, title: State[Any], inside: Any, *, hides: bool = False) -> None:
        super().__init__()
        self.title = title
        self.inside = inside
        self.hides = hides

    def render(self) -> Tree:
        is_open = self.title.value != "closed" or not self.hides
        return {
            "type": "article",
            "props": {"title": self.title.value},
            "children": [is_open and self.inside],
        }


@pytest.mark.parametrize("hides", [False, True])
@pytest.mark.parametrize(
    "inside",
    [
        lambda counter: counter,
        lambda counter: counter.render(),
        lambda counter: {**counter.render()},
        lambda counter: [counter.render(), counter, None],
        lambda counter: main(counter.render()),
        lambda counter: {"type": "div", "props": {"children": [[counter.render()]]}},
    ],
)
def test_a_part_handed_to_another_stays_true_when_that_runs_alone(
    inside: Callable[[Component], Any], hides: bool
) -> None:
    # Arrange
    title, one, two = State("a"), State(1), State(2)
    shown = Shown(lambda: main("begin", Card(title, inside(Counter(one, Counter(two))), hides=hides)))
    story: list[tuple[State[Any], Any]] = [
        (one, 3),
        (title, "b"),
        (two, 4),
        (title, "closed"),
        (one, 5),
        (two, 6),
        (title, "c"),
        (one, 7),
        (two, 8),
    ]

    for state, value in story:
        # Act
        shown.change((state, value))

        # Assert
        assert shown.packed == shown.afresh().packed()


def test_one_rendering_may_stand_in_the_page_and_in_another_part() -> None:
    # Arrange
    title, one, two = State("a"), State(1), State(2)

    def home() -> Tree:
        rendered = Counter(one, Counter(two)).render()
        return (
            main(rendered, Card(title, rendered), rendered)
            if two.value % 2
            else main(Card(title, rendered), rendered)
        )

    shown = Shown(home)

    story: list[tuple[State[Any], Any]] = [
        (one, 3),
        (title, "b"),
        (two, 5),
        (one, 4),
        (title, "c"),
        (one, 5),
        (two, 6),
        (one, 7),
    ]
    for state, value in story:
        # Act
        shown.change((state, value))

        # Assert
        assert shown.packed == shown.afresh().packed()
