"""What is rendered knows the query string of its own address."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, Component, State
from cacao_kernel import own_query
from cacao_kernel.errors import StateError


class Shelf(Component):
    counts = State(0, name="shelf_counts")

    def count(self) -> None:
        self.counts.set(self.counts.value + 1)

    def render(self) -> Any:
        label = f"{own_query().get('shelf', 'none')} {self.counts.value}"
        return {"type": "button", "props": {"label": label, "on_click": self.count}}


def test_a_part_of_a_page_reads_the_query_string_by_which_its_visitor_came(cacao_app: Any) -> None:
    # Arrange
    app, everywhere = App(), State("", scope="app", name="everywhere")

    @app.mix("/")
    def home() -> Any:
        link = {"type": "a", "props": {"href": "?shelf=low", "content": "Low"}}
        told = {"type": "p", "props": {"content": lambda: f"{everywhere.value} at {own_query()['shelf']}"}}
        return {"type": "main", "children": [link, Shelf(), told]}

    site = cacao_app(app)
    ann, bob = site.open("/?shelf=top").sees("top 0"), site.open("/?shelf=low").sees("low 0")

    # Act
    ann.click("top 0").sees("top 1")
    with ann:
        everywhere.set("all")

    # Assert
    ann.sees("all at top")
    bob.sees("all at low")
    ann.follow("Low").sees("low 1").sees("all at low").back().sees("top 1").sees("all at top")


def test_where_nothing_is_rendered_there_is_no_query_string() -> None:
    with pytest.raises(StateError, match="the query string of a page is asked for while nothing is rendered"):
        own_query()
