"""Icons in the middle of a text, as ``{%icon-home%}``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown

from cacao import App
from cacao.ui import (
    Accordion,
    Badge,
    Breadcrumb,
    Code,
    CommandPalette,
    ContextMenu,
    Footer,
    JsonView,
    KeyValue,
    List,
    LogView,
    Markdown,
    Menu,
    MenuButton,
    Navbar,
    Select,
    SidebarLayout,
    Stepper,
    Table,
    TableColumn,
    Tabs,
    TagsInput,
    Text,
    Timeline,
    Tree,
)
from cacao_kernel import CacaoError
from cacao_plugins.components.icon_markup import TellingSplit, split_leniently, split_markup
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
        ("size=96px", {"size": "96px"}),
        ("size=6em", {"size": "6em"}),
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
        ("{%icon-home size=9999%}", "size of an icon in a text; expected at most 96 pixels or 6em"),
        ("{%icon-home size=96.5px%}", "size of an icon in a text"),
        ("{%icon-home size=6.1rem%}", "size of an icon in a text"),
        ("{%icon-home size=' 999em '%}", "size of an icon in a text"),
        ("{%icon-home size=50% %}", "size of an icon in a text"),
        ("{%icon-home size=1.2.3%}", "size of an icon"),
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
        lambda text: List([text, {"title": text, "text": text, "meta": text}], label="{%icon-home%}"),
        lambda text: List([{"title": 1, "text": text, "href": "/"}]),
        lambda text: Timeline([{"title": text, "time": text, "text": text}], label="{%icon-home%}"),
        lambda text: Tree([text, {"key": "b", "label": text}], label="{%icon-home%}"),
        lambda text: KeyValue({text: text}),
        lambda text: Table([TableColumn("it", type="badge")], rows=[{"it": text}]),
        lambda text: Table([TableColumn("it", type="link")], rows=[{"it": text}]),
        lambda text: Table(["it"], rows=[{"it": text}]),
    ],
    ids=(
        "Code code Markdown JsonView JsonView-inside LogView List List-link Timeline Tree KeyValue badge "
        "link cell"
    ).split(),
)
def test_what_shows_data_shows_markup_as_it_was_written(cacao_app: Any, show: Callable[[str], Any]) -> None:
    # Arrange: a visitor may have written it, so no page may fail for it.
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [show("{%icon-house%} {%icon-nothing-like-it%}")]})

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees("{%icon-house%} {%icon-nothing-like-it%}")
    assert "<svg" not in user.get("/")[1]


def test_wrong_markup_of_a_visitor_takes_no_page_down_and_is_told_once(
    cacao_app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    wrong = "Hello {%icon-hous%}", "{%icon-home size=999px%}", "Hi {%icon-hous%}"
    app = App()
    app.mix("/")(
        lambda: {
            "type": "main",
            "children": [*({"type": "p", "props": {"content": text}} for text in wrong), Text(wrong[0])],
        }
    )

    # Act
    user = cacao_app(app).open("/")

    # Assert
    for text in wrong:
        user.sees(text)
    assert [message.partition(" It stays")[0] for message in caplog.messages] == [
        'there is no icon "hous". The nearest is "house".',
        "{%icon-home size=999px%}: size of an icon in a text; expected at most 96 pixels or 6em, got 999px.",
    ]


@pytest.mark.parametrize(
    "show",
    [
        lambda text: Tabs([{"id": "a", "label": text, "content": "x"}]),
        lambda text: Accordion([{"id": "a", "label": text, "content": "x"}]),
        lambda text: Breadcrumb([{"label": text, "href": "/"}, {"label": text}]),
        lambda text: Stepper([text, "End"]),
        lambda text: SidebarLayout([{"id": "a", "label": text}], {"a": "x"}),
        lambda text: Footer(links=[{"label": text, "href": "/"}]),
        lambda text: Menu([{"label": text, "items": [{"label": text, "href": "/"}]}]),
        lambda text: Navbar([{"label": text, "href": "/"}], brand="Shop"),
        lambda text: CommandPalette([{"label": text, "href": "/"}]),
        lambda text: MenuButton("More", [{"label": text}]),
        lambda text: ContextMenu("x", [{"label": text}], label="x"),
        lambda text: Select("Size", options=[text, "Large"]),
        lambda text: TagsInput("Tags", value=[text]),
        lambda text: Tabs([{"id": "a", "label": "a", "icon": text, "content": "x"}]),
    ],
    ids=(
        "Tabs Accordion Breadcrumb Stepper SidebarLayout Footer Menu Navbar CommandPalette MenuButton "
        "ContextMenu Select TagsInput icon"
    ).split(),
)
@pytest.mark.parametrize("wrong", ["Ann {%icon-nobody-has-this%}", "{%icon-home colour=red%}"])
def test_wrong_markup_in_an_item_takes_no_page_down(
    cacao_app: Any, show: Callable[[str], Any], wrong: str
) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [show(wrong)]})

    # Act
    page = cacao_app(app).open("/").get("/")[1]

    # Assert
    assert wrong in page


def test_an_icon_in_the_label_of_an_item_is_drawn(cacao_app: Any) -> None:
    app = App()
    app.mix("/")(lambda: Tabs([{"id": "a", "label": "{%icon-home%} Home", "content": "x"}]))

    user = cacao_app(app).open("/")

    user.sees("Home").misses("{%")
    assert "<svg" in user.get("/")[1]


def test_a_wrong_name_in_a_prop_of_a_widget_is_an_error(cacao_app: Any) -> None:
    app = App()
    app.mix("/")(lambda: Badge("New", icon="hous"))

    cacao_app(app).open("/").sees('there is no icon "hous". The nearest is "house"')


def test_nobody_is_kept_waiting_for_the_nearest_of_names_that_there_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    asked = list[str]()
    monkeypatch.setattr("difflib.get_close_matches", lambda name, *_, **__: asked.append(name) or ["x"])
    tell = TellingSplit()

    # Act
    for number in range(1_000):
        assert split_leniently(f"{{%icon-n{number}%}}") == [f"{{%icon-n{number}%}}"]
        tell(f"{{%icon-n{number}%}}")

    # Assert
    assert len(asked) == 100
