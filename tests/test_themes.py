"""Themes: given to the app, to a page or to a node, and switched while the page is open."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from themed import SEED, page_of, sheet_of, style_of

from cacao import App, CacaoServer, State, run
from cacao.testing import ServeForTest
from cacao_kernel import NodeType, hookimpl
from cacao_kernel.config import Config, load_config
from cacao_kernel.errors import ConfigError


@pytest.mark.parametrize("theme", ["ocean", {"extends": "ocean"}])
def test_a_theme_of_the_app_is_in_the_stylesheet_of_every_page(theme: object, tmp_path: Path) -> None:
    assert "--cacao-primary: light-dark(#0b6795, #5db9e8);" in sheet_of(App(theme=theme), Config(tmp_path))


def test_the_theme_of_the_users_readme_is_taken_as_written(tmp_path: Path) -> None:
    sheet = sheet_of(App(theme=SEED), Config(tmp_path))

    assert "color-scheme: light;" in sheet
    for key, colour in SEED["colors"].items():
        short = "#fff" if colour == "#FFFFFF" else colour.lower()
        assert f"--cacao-{key.replace('_', '-')}: {short};" in sheet


def test_code_outranks_cacao_json(tmp_path: Path) -> None:
    config = load_config(tmp_path, {"CACAO_THEMES_THEME": "forest"})

    assert "--cacao-primary: light-dark(#0b6795" in sheet_of(App(theme="ocean"), config)
    assert "--cacao-primary: light-dark(#2c6a3f" in sheet_of(App(), config)


def test_a_theme_that_is_wrong_ends_the_start(tmp_path: Path) -> None:
    app = App(theme={"colors": {"primry": "red"}})

    with pytest.raises(ConfigError, match=r"theme\.colors\.primry.* Did you mean \"primary\"\?"):
        app.prepare(Config(tmp_path))


def test_a_theme_that_nobody_would_show_ends_the_start(tmp_path: Path) -> None:
    config = Config(tmp_path, plugins={"themes": False})

    with pytest.raises(ConfigError, match="no plugin that is on knows what that is"):
        App(theme="ocean").prepare(config)


def test_a_page_without_a_theme_is_as_it_was(cacao_app: ServeForTest) -> None:
    user = cacao_app(page_of(App())).open("/")

    assert style_of(user, "main") == {}
    assert not any("data-cacao-theme" in element.attributes for element in user.page.root.walk())


def test_a_theme_on_a_node_holds_for_what_is_in_it(cacao_app: ServeForTest) -> None:
    user = cacao_app(page_of(App(), theme="ocean", style={"padding": 8})).open("/")

    style = style_of(user, "main")
    assert style["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"
    assert style["padding"] == "8px"
    assert style_of(user, "h1") == {}


@pytest.mark.parametrize(
    ("theme", "scheme"),
    [
        ("ocean", None),
        ({"extends": "ocean", "radius": {"radius": 3}}, None),
        ({"extends": "ocean", "colors": {"background": "#fff"}, "dark": {"colors": {"text": "#eee"}}}, None),
        ({"extends": "ocean", "mode": "system"}, "light dark"),
        ({"extends": {"extends": "ocean", "mode": "dark"}}, "dark"),
        ("cacao-dark", "dark"),
        ({"colors": {"background": "#123"}}, "dark"),
    ],
)
def test_a_part_has_the_mode_of_the_page_around_unless_its_theme_says_one(
    cacao_app: ServeForTest, theme: object, scheme: str | None
) -> None:
    user = cacao_app(page_of(App(theme="ocean"), theme=theme)).open("/")

    assert style_of(user, "main").get("color-scheme") == scheme


def test_the_nodes_own_style_lies_above_its_theme(cacao_app: ServeForTest) -> None:
    user = cacao_app(page_of(App(), theme="ocean", style={"--cacao-primary": "red"})).open("/")

    assert style_of(user, "main")["--cacao-primary"] == "red"


def test_the_root_of_a_page_may_have_a_theme_of_its_own(cacao_app: ServeForTest) -> None:
    user = cacao_app(page_of(App(theme=State("ocean", name="chosen")), theme="plum")).open("/")

    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#7b2d88, #d79ae2)"


class Cards:
    """A plugin whose node type is a tree of its own."""

    @hookimpl
    def register_node_types(self) -> dict[str, NodeType]:
        def card(props: Any) -> dict[str, Any]:
            assert "theme" not in props
            return {"type": "article", "props": {"style": {"margin": 1}, "content": props["content"]}}

        return {"card": NodeType(render=card)}


def test_a_node_whose_type_a_plugin_renders_hands_its_theme_on(cacao_app: ServeForTest) -> None:
    app = App(extensions=[Cards()])
    card = {"type": "card", "props": {"theme": "ocean", "content": "Hi"}}
    app.mix("/")(lambda: {"type": "main", "children": [card]})

    style = style_of(cacao_app(app).open("/"), "article")

    assert style["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"
    assert style["margin"] == "1px"


def test_a_wrong_theme_on_a_node_is_told_with_its_place(
    cacao_app: ServeForTest, caplog: pytest.LogCaptureFixture
) -> None:
    user = cacao_app(page_of(App(), theme="osean")).open("/")

    assert user.status == 500
    assert 'page "/" > main.props.theme: there is no theme "osean". Did you mean "ocean"?\n' in caplog.text


def test_colours_that_cannot_be_told_apart_are_warned_of_once(
    cacao_app: ServeForTest, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    app = page_of(App(theme={"colors": {"background": "#ffffff", "text": "#aaaaaa"}}))

    # Act
    site = cacao_app(app)
    site.open("/")
    site.open("/").refresh()

    # Assert
    (told,) = [record.message for record in caplog.records if "colors.text on" in record.message]
    what = "colors.text on colors.background has a contrast of 2.32, and WCAG AA asks for 4.5"
    assert told == f"theme: in light mode {what}."


def test_in_production_colours_are_not_warned_of(
    cacao_app: ServeForTest, caplog: pytest.LogCaptureFixture
) -> None:
    cacao_app(page_of(App(theme={"colors": {"text": "#aaaaaa"}})), production=True).open("/")

    assert "contrast" not in caplog.text


@pytest.mark.parametrize("colour", ["red;}</style><script>alert(1)</script>", "url(//evil)", "\\75rl(x)"])
def test_a_colour_that_is_none_is_told_with_its_key_and_its_place(
    cacao_app: ServeForTest, caplog: pytest.LogCaptureFixture, colour: str
) -> None:
    # Arrange: CSS-01, as a visitor may have chosen it
    chosen = State("#6b4226", name="chosen")
    app = App()

    @app.mix("/")
    def home() -> dict[str, Any]:
        pick = {"type": "button", "props": {"content": "Pick", "on_click": lambda: chosen.set(colour)}}
        theme = {"colors": {"primary": chosen}}
        return {"type": "main", "props": {"theme": theme}, "children": [pick]}

    user = cacao_app(app, production=True).open("/")

    # Act
    user.click("Pick", wait=False)
    user.wait_until(lambda: bool(user.errors), "the error is told")

    # Assert
    told = r'page "/" > main\.props\.theme: theme\.colors\.primary: no value it can have; expected a colour'
    assert re.search(told, caplog.text)
    assert style_of(user, "main")["--cacao-primary"] == "#6b4226"
    assert not any(colour in frame for frame in user.frames)


def test_only_a_page_that_has_a_theme_loads_what_themes_need(cacao_app: ServeForTest) -> None:
    # Arrange
    app = page_of(App())
    app.mix("/themed")(lambda: {"type": "main", "props": {"theme": "ocean"}})
    site = cacao_app(app)

    # Act
    plain, themed = (site.open("/").get(path)[1] for path in ("/", "/themed"))

    # Assert
    assert "data-cacao-theme" not in plain and "--cacao-sidebar" not in plain
    assert ":where([data-cacao-theme" in themed


@pytest.mark.parametrize("start", ["run", "server", "brew"])
def test_whatever_serves_takes_a_theme(monkeypatch: pytest.MonkeyPatch, start: str) -> None:
    # Arrange
    served: list[object] = []
    for module in ("cacao_kernel.server", "cacao_kernel.serve"):
        monkeypatch.setattr(f"{module}.serve", lambda app, launch: served.append(app.theme))
    app = page_of(App(theme="plum"))
    monkeypatch.setattr("cacao_kernel.server.default_app", lambda: app)

    # Act
    for theme in ({}, {"theme": "ocean"}):
        if start == "run":
            run(**theme)
        elif start == "server":
            CacaoServer(**theme).run()
        else:
            app.brew(**theme)

    # Assert
    assert served == ["plum", "ocean"]


def test_a_dict_that_extends_nothing_changes_what_it_says_and_what_follows(cacao_app: ServeForTest) -> None:
    user = cacao_app(page_of(App(theme="ocean"), theme={"colors": {"primary": "#b3123f"}})).open("/")

    (main,) = [node for node in user.page.root.walk() if node.tag == "main"]
    assert main.style["--cacao-primary"] == "#b3123f"
    assert {"--cacao-on-primary", "--cacao-primary-soft", "--cacao-link"} <= set(main.style)
    assert not {"--cacao-background", "--cacao-accent", "--cacao-radius", "color-scheme"} & set(main.style)
    assert main.attributes["data-cacao-theme"] == ""


@pytest.mark.parametrize(
    ("theme", "mark"),
    [
        ({"mode": "dark"}, "dark"),
        ({"mode": "system"}, "light dark"),
        ({"colors": {"background": "#123"}}, "dark"),
        ({"radius": {"radius": 3}}, ""),
        ({"extends": "cacao"}, "light dark"),
        ("cacao", "light dark"),
    ],
)
def test_a_part_paints_its_ground_if_its_theme_has_one(
    cacao_app: ServeForTest, theme: object, mark: str
) -> None:
    user = cacao_app(page_of(App(theme="ocean"), theme=theme)).open("/")

    (main,) = [node for node in user.page.root.walk() if node.tag == "main"]
    assert main.attributes["data-cacao-theme"] == mark


def test_the_theme_of_the_app_is_a_whole_one_whatever_it_was_before(cacao_app: ServeForTest) -> None:
    # Arrange
    chosen: State[Any] = State({"colors": {"primary": "#b3123f"}}, name="chosen")
    app = App(theme=chosen)
    other = {"colors": {"accent": "#123456"}}
    switch = {"type": "button", "props": {"content": "Other", "on_click": lambda: chosen.set(other)}}
    app.mix("/")(lambda: {"type": "main", "children": [switch]})
    user = cacao_app(app).open("/")
    assert style_of(user, "main")["--cacao-primary"] == "#b3123f"

    # Act
    user.click("Other")

    # Assert
    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#6b4226, #d9a877)"
    assert style_of(user, "main")["--cacao-accent"] == "#123456"
