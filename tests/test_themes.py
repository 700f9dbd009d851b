"""Themes: given to the app, to a page or to a node, and switched while the page is open."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cacao import App, CacaoServer, Component, Computed, State, run
from cacao.testing import ServeForTest, User
from cacao_kernel import NodeType, hookimpl
from cacao_kernel.config import Config, load_config
from cacao_kernel.errors import CacaoError, ConfigError

# As the README of the user has it.
SEED = {
    "colors": {
        "primary": "#2196F3",
        "secondary": "#03A9F4",
        "background": "#F0F8FF",
        "text": "#2C3E50",
        "accent": "#FF5722",
        "sidebar_bg": "#1A365D",
        "sidebar_header_bg": "#2C5282",
        "content_bg": "#F0F8FF",
        "card_bg": "#FFFFFF",
        "border_color": "#BEE3F8",
    }
}


def page_of(app: App, **props: Any) -> App:
    """Let the app have one page, a heading in a box with these props."""
    heading = {"type": "h1", "props": {"content": "Hello"}}
    app.mix("/")(lambda: {"type": "main", "props": props, "children": [heading]})
    return app


def style_of(user: User, tag: str) -> dict[str, Any]:
    """Return the style that the first element of this tag has."""
    return next(element.style for element in user.page.root.walk() if element.tag == tag)


def sheet_of(app: App, config: Config) -> str:
    """Return the stylesheets that every page of the app comes with."""
    app.prepare(config)
    assert app.live is not None
    return "\n".join(app.live.runtime.styles)


@pytest.mark.parametrize("theme", ["ocean", {"extends": "ocean"}])
def test_a_theme_of_the_app_is_in_the_stylesheet_of_every_page(theme: object, tmp_path: Path) -> None:
    assert "--cacao-primary: light-dark(#0b6795, #5db9e8);" in sheet_of(App(theme=theme), Config(tmp_path))


def test_the_theme_of_the_users_readme_is_taken_as_written(tmp_path: Path) -> None:
    sheet = sheet_of(App(theme=SEED), Config(tmp_path))

    assert "color-scheme: light;" in sheet
    for key, colour in SEED["colors"].items():
        short = "#fff" if colour == "#FFFFFF" else colour.lower()
        assert f"--cacao-{key.replace('_', '-')}: {short};" in sheet


def test_cacao_json_names_a_theme_or_a_file(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text('{"themes": {"theme": "mine.json"}}')
    (tmp_path / "mine.json").write_text('{"extends": "ocean", "colors": {"accent": "#123456"}}')

    # Act
    sheet = sheet_of(App(), load_config(tmp_path, {}))

    # Assert
    assert "--cacao-primary: light-dark(#0b6795, #5db9e8);" in sheet
    assert "--cacao-accent: #123456;" in sheet


def test_code_outranks_cacao_json(tmp_path: Path) -> None:
    config = load_config(tmp_path, {"CACAO_THEMES_THEME": "forest"})

    assert "--cacao-primary: light-dark(#0b6795" in sheet_of(App(theme="ocean"), config)
    assert "--cacao-primary: light-dark(#2c6a3f" in sheet_of(App(), config)


def test_a_theme_file_extends_another_beside_it(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "base.json").write_text('{"colors": {"accent": "#123456"}}')
    (tmp_path / "looks" / "mine.json").write_text('{"extends": "base.json", "radius": {"radius": 3}}')

    # Act
    sheet = sheet_of(App(theme=Path("looks/mine.json")), Config(tmp_path))

    # Assert
    assert "--cacao-accent: #123456;" in sheet
    assert "--cacao-radius: 3px;" in sheet


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
    assert style["color-scheme"] == "light dark"
    assert style["padding"] == "8px"
    assert style_of(user, "h1") == {}


def test_the_nodes_own_style_lies_above_its_theme(cacao_app: ServeForTest) -> None:
    user = cacao_app(page_of(App(), theme="ocean", style={"--cacao-primary": "red"})).open("/")

    assert style_of(user, "main")["--cacao-primary"] == "red"


def a_state(chosen: State[str]) -> object:
    return chosen


def a_computed(chosen: State[str]) -> object:
    return Computed(lambda: {"extends": chosen.value})


def a_function(chosen: State[str]) -> object:
    return lambda: chosen.value


def a_dict(chosen: State[str]) -> object:
    return {"extends": chosen}


@pytest.mark.parametrize("make", [a_state, a_computed, a_function, a_dict])
@pytest.mark.parametrize("place", ["app", "node"])
def test_a_theme_is_switched_for_one_visitor_without_a_reload(
    cacao_app: ServeForTest, make: Callable[[State[str]], object], place: str
) -> None:
    # Arrange
    chosen = State("ocean", name="chosen")
    theme = make(chosen)
    app = App(theme=theme if place == "app" else None)
    switch = {"type": "button", "props": {"content": "Switch", "on_click": lambda: chosen.set("plum")}}
    props = {"theme": theme} if place == "node" else {}
    app.mix("/")(lambda: {"type": "main", "props": props, "children": [switch]})
    site = cacao_app(app)
    user, other = site.open("/"), site.open("/")
    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"

    # Act
    user.click("Switch")

    # Assert
    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#7b2d88, #d79ae2)"
    assert style_of(user, "main")["--cacao-radius"] == "0.875rem"
    assert style_of(other, "main")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"


def test_a_theme_that_goes_takes_what_it_gave_with_it(cacao_app: ServeForTest) -> None:
    # Arrange
    chosen: State[str | None] = State("cacao-dark", name="chosen")
    app = App()

    @app.mix("/")
    def home() -> dict[str, Any]:
        switch = {"type": "button", "props": {"content": "Off", "on_click": lambda: chosen.set(None)}}
        return {"type": "main", "props": {"theme": chosen, "style": {"color": "red"}}, "children": [switch]}

    user = cacao_app(app).open("/")
    assert user.page.root.attributes.get("data-cacao-theme") is None
    main = next(element for element in user.page.root.walk() if element.tag == "main")
    assert main.attributes["data-cacao-theme"] == "dark"

    # Act
    user.click("Off")

    # Assert
    assert main.style == {"color": "red"}
    assert "data-cacao-theme" not in main.attributes


def test_the_root_of_a_page_may_have_a_theme_of_its_own(cacao_app: ServeForTest) -> None:
    user = cacao_app(page_of(App(theme=State("ocean", name="chosen")), theme="plum")).open("/")

    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#7b2d88, #d79ae2)"


def test_a_component_at_the_root_gets_the_theme_also_when_it_runs_alone(cacao_app: ServeForTest) -> None:
    # Arrange
    class Counter(Component):
        count = State(0)

        def render(self) -> dict[str, Any]:
            add = {"type": "button", "props": {"content": "Add", "on_click": self.add}}
            return {"type": f"h{1 + self.count.value}", "children": [add]}

        def add(self) -> None:
            self.count.update(lambda count: count + 1)

    counter = Counter()
    app = App(theme=State("ocean", name="chosen"))
    app.mix("/")(lambda: counter)
    user = cacao_app(app).open("/")

    # Act
    user.click("Add")

    # Assert
    assert style_of(user, "h2")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"


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


def test_a_state_that_becomes_no_theme_leaves_the_last_one(cacao_app: ServeForTest) -> None:
    # Arrange
    chosen = State("ocean", name="chosen")
    app = App(theme=chosen)
    switch = {"type": "button", "props": {"content": "Break", "on_click": lambda: chosen.set("nothing")}}
    app.mix("/")(lambda: {"type": "main", "children": [switch]})
    user = cacao_app(app).open("/")

    # Act
    user.click("Break", wait=False)
    user.wait_until(lambda: bool(user.errors), "the error is told")

    # Assert
    assert 'there is no theme "nothing"' in str(user.errors[0])
    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"


@pytest.mark.parametrize("production", [False, True])
def test_rows_of_a_long_list_may_have_themes(cacao_app: ServeForTest, production: bool) -> None:
    # Arrange: so many that rows are copied from one another
    names = [*("ocean" if number % 3 else "plum" for number in range(100))]
    app = App()
    app.mix("/")(
        lambda: {
            "type": "ul",
            "children": [
                {"type": "li", "key": number, "props": {"theme": name, "content": f"{number}"}}
                for number, name in enumerate(names)
            ],
        }
    )

    # Act
    user = cacao_app(app, production=production).open("/")

    # Assert
    rows = [element for element in user.page.root.walk() if element.tag == "li"]
    primary = {"ocean": "light-dark(#0b6795, #5db9e8)", "plum": "light-dark(#7b2d88, #d79ae2)"}
    assert [row.style["--cacao-primary"] for row in rows] == [primary[name] for name in names]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "the theme file is no JSON"),
        ("[]", "a theme file holds an object"),
        (json.dumps({"extends": "mine.json"}), "more than 8 themes extend each other"),
        (json.dumps({"name": "x" * 200_000}), "a theme file has at most 100 kB"),
        (json.dumps({"colors": {"text": "url(x)"}}), r"mine\.json\.colors\.text: .*expected a colour"),
    ],
)
def test_a_file_that_is_no_theme_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "mine.json").write_text(text)

    with pytest.raises(CacaoError, match=told):
        App(theme="mine.json").prepare(Config(tmp_path))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CacaoError, match=r"none\.json: the theme file cannot be read: No such file"):
        App(theme="none.json").prepare(Config(tmp_path))


def test_a_text_names_no_file_elsewhere(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "mine.json").write_text("{}")

    for text in ("../mine.json", str(tmp_path / "mine.json"), "x/../../mine.json"):
        for theme in (text, {"extends": text}, {"extends": {"extends": text}}):
            with pytest.raises(CacaoError, match="a text names a theme file below the folder"):
                App(theme=theme).prepare(Config(home))
    (home / "own.json").write_text('{"extends": "../mine.json"}')
    for theme in (tmp_path / "mine.json", {"extends": tmp_path / "mine.json"}, "own.json"):
        App(theme=theme).prepare(Config(home))


def test_an_edited_file_changes_pages_that_are_open(
    cacao_app: ServeForTest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    file = tmp_path / "mine.json"
    file.write_text('{"extends": "ocean"}')
    user = cacao_app(page_of(App(theme=file))).open("/")
    main = next(element for element in user.page.root.walk() if element.tag == "main")

    # Act
    file.write_text('{"extends": "plum"}')
    user.wait_until(lambda: main.style["--cacao-radius"] == "0.875rem", "the page follows the file")

    # Act: it breaks, and is mended
    file.write_text('{"extends": "plume"}')
    user.wait_until(lambda: "The theme stays as it was." in caplog.text, "the mistake is told")
    assert main.style["--cacao-radius"] == "0.875rem"
    file.write_text('{"extends": "plum", "radius": {"radius": "3px"}}')
    user.wait_until(lambda: main.style["--cacao-radius"] == "3px", "the page follows the file again")

    # Assert
    (told,) = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert told.startswith(f'{file}.extends: there is no theme "plume". Did you mean "plum"?')


def test_in_production_a_file_is_read_once(cacao_app: ServeForTest, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text('{"extends": "ocean"}')
    site = cacao_app(page_of(App(), theme=file), production=True)
    site.open("/")

    file.unlink()

    assert style_of(site.open("/"), "main")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"


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
