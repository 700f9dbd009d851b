"""docs/plugins.md and docs/hooks.md: their plugins work, and what they list is what there is."""

from __future__ import annotations

import argparse
import re
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest
from doc_pages import ROOT, code_blocks, run_block

import cacao_kernel
from cacao import App, CacaoError, State
from cacao_kernel import Commands
from cacao_kernel.config import load_config
from cacao_kernel.lifespan import LEAVE_SECONDS
from cacao_kernel.loader import load_plugins
from cacao_kernel.plugins import PATIENCE

pytestmark = pytest.mark.usefixtures("clean_modules")

WEATHER = Path("examples", "third_party", "cacao-weather")


def test_the_hooks_page_shows_a_plugin_that_works(cacao_app):
    # Arrange
    plugin = run_block(code_blocks("docs/hooks.md")[0], "cacao_headline")
    app = App(extensions=[plugin])

    @app.mix("/")
    def home():
        return {"type": "headline", "props": {"content": "News"}}

    # Act
    user = cacao_app(app).open("/")

    # Assert
    assert (
        next(node.tag for node in user.page.root.walk() if node.label == "News" and node.tag != "div") == "h2"
    )


def test_the_plugins_page_tells_a_plugin_that_works(cacao_app, capsys):
    # Arrange
    card, refreshing, api, _notes, _finder, terminal, test = code_blocks("docs/plugins.md")
    weather = run_block(card, "cacao_weather")
    run_block(test, "example_test").test_a_card_shows_its_city(cacao_app)
    refresher = run_block(refreshing, "refreshing").Refreshing
    app = App(extensions=[weather.Weather(weather.Config("Cairo")), refresher, run_block(api, "api").Api()])
    app.mix("/")(lambda: {"type": "main", "children": [{"type": "weather"}, {"type": "readings"}]})

    # Act
    user = cacao_app(app).open("/").sees("31.0 °C").sees("Readings so far: 3")
    user.open("/weather.json").sees('"Basel":18.4')
    parser = argparse.ArgumentParser()
    run_block(terminal, "terminal").Terminal().register_commands(Commands(parser.add_subparsers()))
    chosen = parser.parse_args(["weather", "Basel"])
    chosen.run(chosen)

    # Assert
    assert capsys.readouterr().out == "Basel: 18.4 °C\n"


def test_the_plugins_page_keeps_a_note_for_one_visitor(cacao_app):
    # Arrange
    notes = run_block(code_blocks("docs/plugins.md")[3], "notes").Notes()
    app = App(extensions=[notes])
    app.mix("/")(
        lambda: {"type": "button", "props": {"label": "Note", "action": lambda: notes.write("milk")}}
    )
    site = cacao_app(app)

    # Act
    user = site.open("/").click("Note")

    # Assert
    assert user.get("/note")[1] == "milk"
    assert site.open("/").get("/note")[1] == "None yet"


def test_the_plugins_page_has_a_widget_that_finds_and_passes_on(cacao_app):
    # Arrange
    finders = run_block(code_blocks("docs/plugins.md")[4], "finders").Finders()
    app, picked = App(extensions=[finders]), State("", name="picked")

    async def source(text):
        if text == "bad":
            raise ValueError("no source")
        return f"found {text}"

    def home():
        props = {"source": source, "on_pick": lambda event: picked.set(event.value)}
        finder = {"type": "finder", "props": props}
        return {"type": "main", "children": [finder, {"type": "p", "props": {"content": picked}}]}

    app.mix("/")(home)
    user = cacao_app(app, production=True).open("/")

    # Act and assert
    user.type("Find", "it").click("Pick")
    assert user.text.count("found it") == 2
    user.clear("Find").type("Find", "bad").sees("That did not work. (error ")


def test_the_plugins_page_has_the_entry_point_of_the_outside_plugin():
    # Arrange
    page = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    told = tomllib.loads(page.split("```toml\n")[1].split("```")[0])["project"]

    # Act
    real = tomllib.loads((ROOT / WEATHER / "pyproject.toml").read_text("utf-8"))["project"]

    # Assert
    assert told["name"] == real["name"]
    assert told["entry-points"] == real["entry-points"]


def test_the_plugins_page_tells_each_mistake_as_it_is(monkeypatch, tmp_path):
    # Arrange
    page = (ROOT / "docs" / "plugins.md").read_text("utf-8")
    table = page[page.index("| mistake | line |") :].split("\n\n")[0]
    lines = re.findall(r"\| `([^`]+)` \|", table)
    mistakes = {
        '{"componets": true}': {},
        '{"auth": {}}': {},
        '{"server": {"prot": 1}}': {},
        '{"server": {"port": "x"}}': {},
        '{"weather": true}': {"CACAO_WEATHER_CTIY": "Bern"},
    }
    settled = type("Weather", (), {"Config": Config})
    point = SimpleNamespace(name="weather", value="w", dist=None, load=lambda: settled)
    monkeypatch.setattr(
        "cacao_kernel.catalog.entry_points", lambda group: [*metadata.entry_points(group=group), point]
    )

    # Act
    told = []
    for text, variables in mistakes.items():
        (tmp_path / "cacao.json").write_text(text)
        with pytest.raises(CacaoError) as raised:
            load_plugins(load_config(tmp_path, variables), ())
        told.append(str(raised.value))

    # Assert
    assert told == lines


@dataclass(frozen=True)
class Config:
    city: str = "Basel"


def test_the_pages_on_plugins_name_the_limits_as_they_are():
    # Arrange
    words = {5.0: "five seconds", 10.0: "ten seconds"}

    # Act and assert
    assert f"longer than {words[PATIENCE]}" in " ".join((ROOT / "docs" / "plugins.md").read_text().split())
    assert f"more than {words[LEAVE_SECONDS]}" in (ROOT / "docs" / "hooks.md").read_text()


def test_the_hooks_page_lists_what_the_front_door_offers():
    # Arrange
    page = (ROOT / "docs" / "hooks.md").read_text("utf-8")

    # Act
    listed = re.findall(r"`(\w+)`", page[page.index("nothing behind it:") :].split("\n\n")[0])

    # Assert
    assert listed == cacao_kernel.__all__


def test_the_hooks_page_names_the_plugins_that_use_each():
    # Arrange
    page = (ROOT / "docs" / "hooks.md").read_text("utf-8")
    sources = {
        **{
            init.parent.name: init.read_text("utf-8")
            for init in sorted((ROOT / "cacao_plugins").glob("*/__init__.py"))
        },
        "weather": (ROOT / WEATHER / "src" / "cacao_weather" / "plugin.py").read_text("utf-8"),
    }

    for section in page.split("\n## `")[1:]:
        # Act
        hook = section.partition("(")[0]
        listed = re.findall(r"`(\w+)`", section[section.index("Used by:") :])

        # Assert
        assert listed == [name for name, source in sources.items() if f"def {hook}(" in source], hook
