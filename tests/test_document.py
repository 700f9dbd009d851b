"""The test kit's document: what a live page has become equals what a new visitor is painted."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, State
from cacao_kernel.dom import Document, Element

STYLES: list[dict[str, Any]] = [
    {},
    {"color": "red", "margin": 1},
    {"color": "blue"},
    {"color": "red", ":hover": {"color": "blue"}},
    {":hover:not(:disabled)": {"color": "blue"}, "::before": {"content": "'}; { \"'"}},
    {"@media (max-width: 600px)": {"margin": 0, ":hover": {"margin": 2}}, "fontFamily": "'A; B', serif"},
    {"background": "linear-gradient(45deg, red 0%, blue)", "--brand-2": "1px !important"},
]


def shown(node: Element) -> Any:
    """Return all that a browser would show of a node."""
    return (node.tag, node.text, node.attributes, node.style, [shown(child) for child in node.children])


@pytest.fixture
def app():
    app = App()
    number = State(0)

    @app.event("next")
    def turn() -> None:
        number.set(number.value + 1)

    @app.mix("/")
    def home() -> Any:
        style = STYLES[number.value % len(STYLES)]
        rows = [{"type": "p", "props": {"class": "row", "style": STYLES[i]}} for i in range(number.value)]
        button = {"type": "button", "props": {"label": "Next", "action": "next", "style": style}}
        return {"type": "main", "props": {"style": STYLES[1]}, "children": [button, *rows]}

    return app


def test_a_live_page_has_the_styles_that_a_new_load_is_painted_with(cacao_app, app):
    # Arrange
    user = cacao_app(app).open("/")

    for _ in STYLES:
        # Act
        user.click("Next")
        live = shown(user.page.root.children[0])
        user.refresh()

        # Assert
        assert shown(user.page.root.children[0]) == live


def test_a_painted_style_is_read_back_with_its_class_gone():
    # Arrange
    html = (
        "<style>#cacao .cacao-paint-0{color:red;font-family:'};{'}#cacao .cacao-paint-0:hover{color:blue}"
        '@media print{#cacao .cacao-paint-1::before{margin:0}}</style><div id="cacao">'
        '<p class="own cacao-paint-0"></p><p class="cacao-paint-1"></p></div>'
    )

    # Act
    first, second = Document(html).root.children

    # Assert
    assert (first.attributes, first.style) == (
        {"class": "own"},
        {"color": "red", "font-family": "'};{'", ":hover": {"color": "blue"}},
    )
    assert (second.attributes, second.style) == ({}, {"@media print ::before": {"margin": "0"}})
