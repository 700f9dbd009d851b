"""Texts: plain ones stay what they are, and icons stand in the middle of them."""

from __future__ import annotations

from typing import Any

import pytest
from screens import Shown

import cacao_plugins.components as components
from cacao import App, State
from cacao.ui import Badge, Heading, Icon, Kbd, Link, Text
from cacao_kernel import CacaoError
from cacao_plugins.components.icon_set import find_icon

HOUSE = find_icon("house")


def packed_house() -> Any:
    return Shown({"type": "div", "children": [HOUSE]}).packed[2][0]


@pytest.mark.parametrize("kind", "h1 h2 h6 p span a label strong em small div summary".split())
def test_icons_stand_in_the_content_of_plain_elements(kind: str) -> None:
    # Act
    tag, props, children = Shown(
        {"type": kind, "props": {"content": "Go {%icon-home%} now", "title": "x"}}
    ).packed

    # Assert
    assert tag == kind
    assert props["title"] == "x"
    assert children[0] == "Go "
    assert children[1] == packed_house()
    assert children[2] == " now"


@pytest.mark.parametrize("name", ["label", "content"])
def test_icons_stand_in_buttons_and_their_attributes_stay(name: str) -> None:
    # Act
    node = {"type": "button", "props": {name: "{%icon-home%} Home", "name": "go", "className": "mine"}}
    tag, props, children = Shown(node).packed

    # Assert
    assert (tag, props["name"], props["class"]) == ("button", "go", "cacao-button mine")
    assert children[-1] == " Home"


def test_icons_stand_in_the_texts_of_widgets() -> None:
    # Act
    badge = Shown(Badge("{%icon-home%} Home")).packed

    # Assert
    assert packed_house() in badge[2]
    assert " Home" in badge[2]


def test_what_is_only_said_loses_its_icons() -> None:
    # Act
    badge = Shown(Badge("1", attributes={"aria_label": "{%icon-home%} One"}, class_name="{%icon-home%}"))

    # Assert
    assert "{%" in badge.packed[1]["class"]

    # Act and assert
    text = {"type": "badge", "props": {"content": "{%icon-home%}", "aria_label": "One {%icon-home%}"}}
    assert Shown(text).packed[1]["aria-label"] == "One"


def test_a_text_that_gets_an_icon_later_is_drawn_anew() -> None:
    # Arrange
    said = State("one", name="said")
    shown = Shown(lambda: {"type": "ul", "children": [{"type": "li", "props": {"content": said.value}}]})

    # Act
    shown.change((said, "two"))
    shown.change((said, "three"))
    shown.change((said, "{%icon-home%}"))

    # Assert
    assert shown.packed[2][0][2][0] == packed_house()


def test_a_state_is_shown_as_it_is() -> None:
    said = State("{%icon-home%}", name="said")

    assert Shown({"type": "p", "props": {"content": said}}).packed[2] == ["{%icon-home%}"]


@pytest.mark.parametrize("production", [False, True])
def test_an_unknown_icon_stays_in_its_text(cacao_app: Any, production: bool) -> None:
    app = App()
    app.mix("/")(lambda: {"type": "p", "props": {"content": "{%icon-hous%}"}})

    cacao_app(app, production=production).open("/").sees("{%icon-hous%}")


def test_a_plain_text_needs_no_region_and_no_more_style() -> None:
    # Arrange
    plain = Shown({"type": "text", "props": {"content": "x"}})
    drawn = Shown(Text("x", tone="danger"))

    # Assert
    assert [kit.name for kit in plain.screen.kits] == ["text"]
    assert plain.packed == ["span", {"class": "cacao-text"}, ["x"]]
    assert {"base", "prose"} <= {kit.name for kit in drawn.screen.kits}
    assert drawn.packed[1]["data-tone"] == "danger"


def test_a_page_without_widgets_loads_no_kit() -> None:
    page = {
        "type": "table",
        "children": [{"type": "tr", "children": [{"type": "td", "props": {"content": 1}}]}],
    }

    assert not Shown(
        {"type": "main", "children": [page, {"type": "p", "props": {"content": "x"}}]}
    ).screen.kits


def test_a_heading_is_a_link_to_itself() -> None:
    # Act
    tag, props, children = Shown(Heading("Über uns & more", level=3, anchor=True)).packed

    # Assert
    assert (tag, props["id"]) == ("h3", "über-uns-more")
    assert children[0][1]["href"] == "#über-uns-more"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Heading(State("x"), anchor=True), "anchor of a heading"),
        (lambda: Heading("x", anchor="!"), "anchor of a heading"),
        (lambda: Heading("x", level=7), "Heading.level cannot be this; expected 1, 2, 3, 4, 5 or 6"),
        (lambda: Link("x"), "Link needs href"),
        (lambda: Kbd(" "), "keys of a Kbd"),
        (lambda: Text("x", tone="dangr"), 'Did you mean "danger"?'),
    ],
)
def test_mistakes_are_told(make: Any, told: str) -> None:
    with pytest.raises(CacaoError) as caught:
        make()

    assert told in str(caught.value)


def test_a_link_says_that_it_opens_a_tab() -> None:
    # Act
    _, props, children = Shown(Link("Docs", href="https://example.org", new_tab=True)).packed

    # Assert
    assert (props["target"], props["rel"]) == ("_blank", "noopener")
    assert children[-1][1]["aria-label"] == "opens a new tab"


def test_an_icon_keeps_what_every_widget_may_be_given() -> None:
    # Act
    tag, props, _ = Shown(Icon("house", label="Home", id="i", class_name="mine")).packed

    # Assert
    assert (tag, props["id"], props["class"], props["aria-label"]) == ("svg", "i", "cacao-icon mine", "Home")


def test_keys_are_told_apart() -> None:
    # Act
    _, _, children = Shown(Kbd("Ctrl++")).packed

    # Assert
    assert [child[2] for child in children] == [["Ctrl"], ["+"], ["+"]]
    assert [child[0] for child in children] == ["kbd", "span", "kbd"]


def test_visitors_never_bring_more_than_icons() -> None:
    # Arrange
    text = '{%icon-home label="<script>"%}<img src=x onerror=alert(1)>'

    # Act
    children = Shown({"type": "p", "props": {"content": text}}).packed[2]

    # Assert
    assert children[0][1]["aria-label"] == "<script>"
    assert children[1] == "<img src=x onerror=alert(1)>"
    assert components.node_types(components.Texts())["p"].kits == ()


def test_one_row_of_many_has_an_icon() -> None:
    # Arrange: so many rows are copied from the first.
    said = State("70", name="said")

    def page() -> Any:
        texts = [*map(str, range(70)), said.value, "{%icon-home%} 71"]
        rows = [
            {"type": "li", "key": number, "props": {"content": text}} for number, text in enumerate(texts)
        ]
        return {"type": "ul", "children": rows}

    shown = Shown(page)

    # Act
    shown.change((said, "{%icon-home%} 70"))

    # Assert
    assert [row[2][0] for row in shown.packed[2][-2:]] == [packed_house()] * 2
    assert shown.packed == Shown(page, shown.cells).packed
