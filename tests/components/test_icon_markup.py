"""Icons in the middle of a text, as ``{%icon-home%}``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown

from cacao import App
from cacao.ui import Code, JsonView, LogView, Markdown, Table, TableColumn
from cacao_kernel import CacaoError
from cacao_plugins.components.icon_markup import split_markup
from cacao_plugins.components.icon_set import find_icon


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "100 %}",
        "{% if x %}",
        "{%icon%}",
        "{%icon-%}",
        "{% icon-home",
        "{%icon-home}",
        "{{icon-home}}",
        "{%icon-<b>%}",
        "{%" * 50_000,
        "{%icon-" * 20_000,
        "{%icon-x " + " " * 100_000,
    ],
)
def test_a_text_without_markup_stays_as_it_is(text: str) -> None:
    assert split_markup(text) == [text]


@pytest.mark.parametrize(
    "markup", ["{%icon-home%}", "{%icon-fa-home%}", "{% icon-home %}", "{%icon-house\n%}"]
)
def test_markup_becomes_an_icon(markup: str) -> None:
    assert split_markup(markup) == [find_icon("house")]


def test_what_stands_around_icons_stays() -> None:
    # Act
    pieces = split_markup("Go {%icon-home%}{%icon-user%} <b>now</b> {% if %}")

    # Assert
    assert pieces == ["Go ", find_icon("house"), find_icon("user"), " <b>now</b> {% if %}"]


@pytest.mark.parametrize(
    ("options", "given"),
    [
        ("size=20", {"size": "20"}),
        ("size=50%", {"size": "50%"}),
        ("size=20 color=red", {"size": "20", "color": "red"}),
        ('color="rgb(1, 2, 3)"  size=1em', {"color": "rgb(1, 2, 3)", "size": "1em"}),
        ("label='Go \"home\"'", {"label": 'Go "home"'}),
        ('label="it\'s"', {"label": "it's"}),
        ('label=""', {"label": ""}),
        ("color=danger", {"color": "danger"}),
    ],
)
def test_options_follow_the_name(options: str, given: dict[str, str]) -> None:
    assert split_markup(f"{{%icon-home {options}%}}") == [find_icon("home", **given)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("{%icon-hous%}", 'there is no icon "hous". The nearest is "house"'),
        ("{%icon-home size=big%}", "size of an icon"),
        ("{%icon-home color=url(x)%}", "color of an icon"),
        ("{%icon-home color=red;top:0%}", "color of an icon"),
        ("{%icon-home onclick=x%}", "an option of an icon; expected color, label, size"),
        ("{%icon-home style=x%}", "an option of an icon"),
        ("{%icon-home size%}", "an option of an icon"),
        ('{%icon-home size="20"color=red%}', "an option of an icon"),
    ],
)
def test_markup_that_is_wrong_is_told(markup: str, told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        split_markup(f"text {markup} text")


def test_the_pieces_are_children_of_a_node() -> None:
    # Act
    shown = Shown({"type": "p", "children": split_markup("Go {%icon-home%} now")})

    # Assert
    first, (tag, *_), last = shown.packed[2]
    assert (first, tag, last) == ("Go ", "svg", " now")
    assert shown.warnings == []


@pytest.mark.parametrize(
    "show",
    [
        lambda text: Code(text, language="python"),
        lambda text: {"type": "code", "props": {"content": text}},
        lambda text: Markdown(f"    {text}"),
        lambda text: JsonView(text),
        lambda text: JsonView({"a": text}),
        lambda text: LogView([text]),
        lambda text: Table([TableColumn("it", type="badge")], rows=[{"it": text}]),
        lambda text: Table([TableColumn("it", type="link")], rows=[{"it": text}]),
        lambda text: Table(["it"], rows=[{"it": text}]),
    ],
    ids="Code code Markdown JsonView JsonView-inside LogView badge link cell".split(),
)
def test_what_shows_data_shows_markup_as_it_was_written(cacao_app: Any, show: Callable[[str], Any]) -> None:
    # Arrange: a visitor may have written it, so no page may fail for it.
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [show("{%icon-house%} {%icon-nothing-like-it%}")]})

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees("{%icon-house%} {%icon-nothing-like-it%}")
