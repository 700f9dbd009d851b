"""The page on themes: its examples run, and what it lists is what there is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cacao import App
from cacao.testing import ServeForTest
from cacao_kernel.bundle import join_styles
from cacao_plugins.themes.builtin import cacao
from cacao_plugins.themes.library import NAMES, Library
from cacao_plugins.themes.mistake import ThemeError
from cacao_plugins.themes.theme import make_theme
from cacao_plugins.themes.tokens import BRANDS, COLOURS, DERIVED, SECTIONS, variable

PAGE = (Path(__file__).parent.parent / "docs" / "themes.md").read_text("utf-8")
BLOCKS = [block for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if "App(" in block]


def run(source: str) -> dict[str, Any]:
    module: dict[str, Any] = {"__name__": "main"}
    exec(compile(source, "themes.md", "exec"), module)
    return module


def section(heading: str) -> str:
    return re.split(r"\n##+ ", PAGE.partition(f"# {heading}\n")[2])[0]


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_every_example_serves_its_page(cacao_app: ServeForTest, number: int) -> None:
    assert cacao_app(run(BLOCKS[number])["app"]).open("/").status == 200


def test_the_example_that_switches_does(cacao_app: ServeForTest) -> None:
    (block,) = [block for block in BLOCKS if "State(" in block]
    user = cacao_app(run(block)["app"]).open("/")
    main = next(node for node in user.page.root.walk() if node.tag == "main")

    user.choose("Mode", "dark").type("Colour", "#884400")

    assert (main.style["color-scheme"], main.style["--cacao-primary"]) == ("dark", "#840")


def test_the_test_it_shows_passes() -> None:
    (block,) = re.findall(r"```python\n([^`]*def test_.*?)```", PAGE, re.DOTALL)

    run(block)["test_my_theme_can_be_read"]()


def test_the_file_it_shows_is_a_theme() -> None:
    (text,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)

    assert Library(Path()).find(json.loads(text)).scheme == "light dark"


def test_the_themes_it_lists_are_those_there_are() -> None:
    table = section("Choose one").partition("| theme |")[2].partition("\n\n")[0]

    assert set(re.findall(r"`(.*?)`", table)) == set(NAMES)
    assert len(NAMES) == len({"cacao-light", "cacao-dark"}) + 7 and "Cacao brings seven" in PAGE


def test_the_keys_it_lists_are_those_there_are() -> None:
    table = section("Make your own")

    for name, tokens in SECTIONS.items():
        (row,) = re.findall(rf"^\| `{name}` \| (.*) \|$", table, re.MULTILINE)
        if name != "colors":
            assert re.findall(r"`(\w+)`", row) == [*tokens]


def test_the_colours_it_lists_are_those_there_are() -> None:
    table = section("Use its values").partition("| colours |")[2]

    listed = re.findall(r"`(\w+)`", table.partition("\n\n")[0])

    derived = [form.format(name) for name in BRANDS[1:] for form in DERIVED]
    assert sorted([*listed, *derived]) == sorted(COLOURS)


def test_the_variables_of_a_page_without_a_theme_are_those_it_lists() -> None:
    named = section("Use its values").partition("plain elements use:")[2].partition(".")[0]

    css = join_styles([])

    defined = set(re.findall(r"(--cacao-[\w-]+):", css))
    assert defined == {variable(name) for name in re.findall(r"`(\w+)`", named)}
    for name, value in re.findall(r"(--cacao-[\w-]+): (light-dark.*|[\d.]+rem);", css):
        assert value == cacao().variables[name]


def test_the_mistakes_it_lists_are_told_so(caplog: pytest.LogCaptureFixture) -> None:
    rows = re.findall(r"^\| `(.*?)` \| `(.*)` \|$", section("What goes wrong"), re.MULTILINE)

    for mistake, told in rows:
        with pytest.raises(ThemeError) as error:
            given = eval(mistake, {"App": lambda theme: theme})
            Library(Path()).find(given)
        assert str(error.value) == told

    faint = {"colors": {"background": "#ffffff", "text": "#aaaaaa"}}
    Library(Path(), development=True).find(faint)
    assert f"`{caplog.records[0].message}`" in PAGE


def test_it_is_true_that_what_is_given_stays(tmp_path: Path) -> None:
    app: App = run(BLOCKS[1])["app"]
    given = run(BLOCKS[1])["my_theme"]

    theme = make_theme(given, cacao())

    assert app.theme is None
    assert theme.scheme == "light"
    assert {token: f"{theme.light[token]}" for token in given["colors"]} == {
        token: colour.lower().replace("#ffffff", "#fff") for token, colour in given["colors"].items()
    }
