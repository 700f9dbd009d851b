"""Widgets that put things in their place, as a page has them."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, State
from cacao.ui import Card, Column, Container, Grid, Row, Section, Spacer, Stack
from cacao_kernel import CacaoError


def open_page(cacao_app: Any, *children: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": list(children)})
    return cacao_app(app).open("/")


def one(user: Any, name: str) -> Any:
    return next(node for node in user.page.root.walk() if name in node.attributes.get("class", "").split())


def test_arranged_things_stand_in_their_order_with_the_room_that_was_asked_for(cacao_app: Any) -> None:
    user = open_page(
        cacao_app,
        Container(
            [
                Row(["a", Spacer(), "b"], gap="small", justify="between"),
                Column(["c"], gap=7),
                Grid(["d"], columns=3, min_width="8rem"),
                Stack(["e"], align="end"),
                Spacer(12),
            ],
            width="small",
        ),
    )

    assert user.text.split() == ["a", "b", "c", "d", "e"]
    row = one(user, "cacao-row")
    assert (row.attributes["data-gap"], row.attributes["data-justify"]) == ("small", "between")
    assert one(user, "cacao-column").style == {"--cacao-gap": "7px"}
    assert one(user, "cacao-grid").style == {"--cacao-columns": "3", "--cacao-least": "8rem"}
    assert one(user, "cacao-container").attributes["data-width"] == "small"


def test_a_grid_has_a_column_at_least() -> None:
    with pytest.raises(CacaoError, match="1 or more"):
        Grid(columns=0)


def test_a_section_is_named_by_its_heading_and_one_without_is_the_plain_element(cacao_app: Any) -> None:
    user = open_page(
        cacao_app,
        Section("News", ["Nothing"], description="of today", id="news"),
        {"type": "section", "props": {"class": "mine"}, "children": ["plain"]},
    )

    section, plain = (node for node in user.page.root.walk() if node.tag == "section")
    assert section.attributes["aria-labelledby"] == "news-heading"
    assert [line for line in user.text.splitlines() if line] == ["News", "of today", "Nothing", "plain"]
    assert plain.attributes == {"class": "mine"}


def test_a_card_leads_somewhere_or_answers_a_click_by_its_title(cacao_app: Any) -> None:
    clicked = State(0, name="clicked")

    def add() -> None:
        clicked.update(lambda number: number + 1)

    user = open_page(
        cacao_app,
        Card("words", title="Linked", href="/", footer="below"),
        Card(title="Pressed", on_click=add, subtitle=lambda: f"{clicked.value} times"),
    )

    user.click("Pressed").click("Pressed").sees("2 times")
    assert user.page.find("Linked").attributes["href"] == "/"


def test_a_card_that_is_clicked_needs_a_title_and_does_one_thing() -> None:
    with pytest.raises(CacaoError, match="needs a title"):
        Card("words", href="/")
    with pytest.raises(CacaoError, match="both href and on_click"):
        Card(title="Both", href="/", on_click=print)


def test_a_card_without_a_title_has_no_heading(cacao_app: Any) -> None:
    user = open_page(cacao_app, Card("words", subtitle="Orders")).sees("Orders")

    assert not [node for node in user.page.root.walk() if node.tag == "h3"]
    assert "aria-labelledby" not in one(user, "cacao-card").attributes
