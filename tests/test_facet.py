"""Facets: parts of what a State holds, each as a State of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cacao import App, State
from cacao_kernel import Component, Facet
from cacao_kernel.errors import StateError

Span = tuple[int, int]


def low_of(span: State[Span]) -> Facet[int]:
    return Facet(span, lambda both: both[0], lambda both, new: (new, both[1]), name="low")


def test_a_facet_shows_and_sets_its_part_alone() -> None:
    # Arrange
    span = State((2, 5), name="span")
    low = low_of(span)

    # Act
    low.set(3)
    low.value += 1
    low.update(lambda number: number * 10)

    # Assert
    assert (low.value, span.value, low.name) == (40, (40, 5), "span.low")


def test_what_the_state_is_set_to_is_told_by_the_facet() -> None:
    # Arrange
    span = State((2, 5), name="span")
    seen: list[int] = []
    low_of(span).subscribe(seen.append)

    # Act
    span.set((7, 8))

    # Assert
    assert seen == [7]


def test_a_facet_that_refuses_leaves_the_state_as_it_is() -> None:
    span = State((2, 5), name="span")
    facet = Facet(span, lambda both: both[0], lambda both, new: both, name="fixed")

    facet.set(9)

    assert span.value == (2, 5)


def test_a_facet_is_not_edited_in_place() -> None:
    rows = State({"names": ["Ann"]}, name="rows")
    names = Facet(rows, lambda all_: all_["names"], lambda all_, new: {**all_, "names": new}, name="names")

    with pytest.raises(StateError, match=r"rows\.names is a part of a State"), names.mutate():
        pass


def test_a_field_is_bound_to_a_facet_made_while_rendering(cacao_app: Any) -> None:
    # Arrange
    app = App()
    span = State({"low": 2, "day": None}, name="span")

    def part(name: str, like: Any) -> Facet[Any]:
        return Facet(
            span, lambda all_: all_[name], lambda all_, new: {**all_, name: new}, name=name, like=like
        )

    @app.mix("/")
    def home() -> Any:
        low = {"type": "number", "aria_label": "Low", "bind": part("low", 0)}
        day = {"type": "date", "aria_label": "Day", "bind": part("day", date.min)}
        return {
            "type": "main",
            "children": [
                {"type": "input", "props": low},
                {"type": "input", "props": day},
                {"type": "p", "props": {"content": f"{span.value}"}},
            ],
        }

    user = cacao_app(app).open("/")

    # Act
    user.type("Low", "7").type("Day", "2026-11-26")

    # Assert
    with user:
        assert span.value == {"low": 7, "day": date(2026, 11, 26)}
    assert user.value("Low") == "7"


def test_a_facet_of_a_components_state_belongs_to_each_of_them(cacao_app: Any) -> None:
    # Arrange
    app = App()

    class Pair(Component):
        both = State(("", ""))

        def __init__(self, label: str) -> None:
            super().__init__()
            self.label = label

        def render(self) -> Any:
            first = Facet(self.both, lambda both: both[0], lambda both, new: (new, both[1]), name="first")
            return {
                "type": "div",
                "children": [
                    {"type": "input", "props": {"aria_label": self.label, "bind": first}},
                    {"type": "p", "props": {"content": lambda: f"{self.label}: {self.both.value}"}},
                ],
            }

    app.mix("/")(lambda: {"type": "main", "children": [Pair("A"), Pair("B")]})
    user = cacao_app(app).open("/")

    # Act
    user.type("B", "milk")

    # Assert
    user.sees("A: ('', '')").sees("B: ('milk', '')")


def test_a_follower_is_told_the_part_or_nothing_as_it_likes() -> None:
    # Arrange
    heard: list[object] = []
    low = Facet(State((2, 5)), lambda both: both[0], lambda both, new: (new, both[1]), name="low")
    low.subscribe(lambda: heard.append("something"))
    low.subscribe(heard.append)

    # Act
    low.set(3)

    # Assert
    assert heard == ["something", 3]
