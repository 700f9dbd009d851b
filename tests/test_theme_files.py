"""Themes in files: found, extended, edited while pages are open, and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from themed import page_of, sheet_of, style_of

from cacao import App
from cacao.testing import ServeForTest
from cacao_kernel.config import Config, load_config
from cacao_kernel.errors import CacaoError


def test_cacao_json_names_a_theme_or_a_file(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text('{"themes": {"theme": "mine.json"}}')
    (tmp_path / "mine.json").write_text('{"extends": "ocean", "colors": {"accent": "#123456"}}')

    # Act
    sheet = sheet_of(App(), load_config(tmp_path, {}))

    # Assert
    assert "--cacao-primary: light-dark(#0b6795, #5db9e8);" in sheet
    assert "--cacao-accent: #123456;" in sheet


def test_cacao_json_holds_a_theme_itself(tmp_path: Path) -> None:
    # Arrange
    theme = '{"extends": "ocean", "colors": {"accent": "#123456"}}'
    (tmp_path / "cacao.json").write_text(f'{{"themes": {{"theme": {theme}}}}}')

    # Act
    sheet = sheet_of(App(), load_config(tmp_path, {}))
    by_variable = sheet_of(App(), load_config(tmp_path, {"CACAO_THEMES_THEME": theme.replace("123", "789")}))

    # Assert
    assert "--cacao-primary: light-dark(#0b6795, #5db9e8);" in sheet
    assert "--cacao-accent: #123456;" in sheet
    assert "--cacao-accent: #789456;" in by_variable


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ({"colors": {"text": "url(x)"}}, r"themes\.theme\.colors\.text: .*expected a colour"),
        ({"colours": {}}, r"themes\.theme\.colours: .*Did you mean \"colors\""),
        (["ocean"], r"cacao\.json: themes\.theme: .*expected a string or an object"),
    ],
)
def test_what_is_no_theme_in_cacao_json_is_told(tmp_path: Path, theme: object, told: str) -> None:
    (tmp_path / "cacao.json").write_text(json.dumps({"themes": {"theme": theme}}))

    with pytest.raises(CacaoError, match=told):
        App().prepare(load_config(tmp_path, {}))


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
