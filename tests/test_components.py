"""The plugin ``components``: what its node types look like in HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cacao_kernel.app import App
from cacao_kernel.cells import Cells, Overlay
from cacao_kernel.config import Config
from cacao_kernel.errors import TreeError
from cacao_kernel.html import paint
from cacao_kernel.routing import Page
from cacao_kernel.screen import Screen
from cacao_kernel.visit import Visit

Show = Callable[..., str]


@pytest.fixture
def show() -> Show:
    """Return a function that gives the HTML of one node in an App with the default plugins."""
    app = App()
    app.prepare(Config(Path()))
    assert app.live is not None
    types = app.live.runtime.node_types

    def show(kind: str, children: Any = (), /, **props: Any) -> str:
        tree = {"type": kind, "props": props, "children": children}
        screen = Screen(Visit(Page("/", lambda: tree)), b"key", types, print)
        screen.first(Overlay(Cells()))
        return paint(screen.root).body

    return show


def test_text_is_a_span_so_that_it_may_stand_anywhere(show: Show) -> None:
    assert show("text", content="Hello") == '<span class="cacao-text">Hello</span>'
    assert '<p><span class="cacao-text">Hello</span></p>' in show(
        "p", [{"type": "text", "props": {"content": "Hello"}}]
    )


def test_text_holds_text_not_html(show: Show) -> None:
    assert (
        show("text", content="<b>1 & 2</b>") == '<span class="cacao-text">&lt;b&gt;1 &amp; 2&lt;/b&gt;</span>'
    )


@pytest.mark.parametrize(("content", "shown"), [(0, "0"), (1.5, "1.5"), ("", "<!---->")])
def test_text_shows_numbers_and_nothing(show: Show, content: object, shown: str) -> None:
    assert show("text", content=content) == f'<span class="cacao-text">{shown}</span>'


def test_a_button_is_no_submit_button_unless_it_says_so(show: Show) -> None:
    assert show("button", label="Go") == '<button type="button" class="cacao-button">Go</button>'
    assert show("button", label="Go", type="submit").startswith('<button type="submit"')


def test_a_buttons_text_is_its_label_or_its_content(show: Show) -> None:
    assert show("button", label="Go") == show("button", content="Go")
    assert show("button", content="Go", label=" on").endswith(">Go<!----> on</button>")


def test_a_label_belongs_to_buttons_alone(show: Show) -> None:
    assert show("text", label="Go", content="x") == '<span class="cacao-text" label="Go">x</span>'
    assert show("button", label="Go").count("Go") == 1


def test_a_button_may_hold_nodes(show: Show) -> None:
    html = show("button", [{"type": "text", "props": {"content": "Go"}}])

    assert html == '<button type="button" class="cacao-button"><span class="cacao-text">Go</span></button>'


@pytest.mark.parametrize("given", ["mine", ["mine"], ("mine", None, "")])
@pytest.mark.parametrize(("kind", "own"), [("text", "cacao-text"), ("button", "cacao-button")])
def test_a_class_is_kept_beside_our_own(show: Show, kind: str, own: str, given: object) -> None:
    assert f'class="{own} mine"' in show(kind, **{"class": given})
    assert f'class="{own} mine"' in show(kind, className=given)


def test_style_and_attributes_are_the_nodes_own(show: Show) -> None:
    html = show("text", content="x", id="one", aria_live="polite", style={"color": "red"})

    assert html == '<span class="cacao-text cacao-paint-0" id="one" aria-live="polite">x</span>'


def test_a_disabled_button_says_so(show: Show) -> None:
    assert " disabled>" in show("button", label="Go", disabled=True)
    assert "disabled" not in show("button", label="Go", disabled=False)


def test_a_button_with_an_action_listens(show: Show) -> None:
    html = show("button", label="Go", action="go")

    assert 'data-cacao-on="click"' in html
    assert "data-cacao-mark=" in html
    assert "go" not in html.replace("data-cacao", "")


def test_a_button_in_a_button_is_an_error(show: Show) -> None:
    with pytest.raises(TreeError, match="a button cannot hold a button"):
        show("button", [{"type": "button", "props": {"label": "Go"}}])
