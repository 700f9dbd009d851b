"""``cacao dev``: serves on this machine alone, in development alone, and shows the app if it is asked to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import cacao, mistake, succeeds
from saving import wait_for
from servers import ServerProcess

PAGE = 'import cacao\napp = cacao.App()\napp.mix("/")(lambda: {"type": "p", "props": {"content": "here"}})\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(PAGE)
    return tmp_path


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Path]:
    """Return the file that a browser which is none writes the address to."""
    (tmp_path / "browser.py").write_text(
        "import sys, pathlib\npathlib.Path(__file__).with_name('opened').write_text(sys.argv[1])\n"
    )
    yield tmp_path / "opened"


def test_it_serves_in_development_and_opens_no_browser_unasked(folder: Path, browser: Path) -> None:
    server = ServerProcess(["-m", "cacao", "dev", "--port", "0"], folder, _shown_by(browser))

    assert server.stop() == 0
    assert server.output.count("\n") == 1
    assert not browser.exists()


def test_with_open_the_address_is_shown_in_a_browser(folder: Path, browser: Path) -> None:
    server = ServerProcess(["-m", "cacao", "dev", "--port", "0", "--open"], folder, _shown_by(browser))

    wait_for(lambda: browser.exists() and browser.read_text() == server.url)
    assert server.stop() == 0


def test_where_there_is_no_browser_the_address_is_told(folder: Path) -> None:
    environment = {"BROWSER": f"{sys.executable} -c 'raise SystemExit(1)' %s", "PATH": "", "DISPLAY": ""}
    server = ServerProcess(["-m", "cacao", "dev", "--port", "0", "--open"], folder, environment)

    wait_for(lambda: f"no browser could be opened here; open {server.url} yourself" in server.output)
    assert server.stop() == 0


def _shown_by(browser: Path) -> dict[str, str]:
    return {"BROWSER": f"{sys.executable} {browser.with_name('browser.py')} %s"}


@pytest.mark.parametrize(
    ("words", "variables", "told"),
    [
        (["--production"], {}, "got --production. cacao serve --production does that."),
        (["--host", "0.0.0.0"], {}, "--host or host=…: cacao dev is for development alone"),
        ([], {"CACAO_HOST": "0.0.0.0"}, "CACAO_HOST: cacao dev is for development alone"),
        ([], {"CACAO_ENV": "production"}, "CACAO_ENV: cacao dev is for development alone"),
    ],
)  # fmt: skip
def test_it_serves_no_other_way(folder: Path, words: list[str], variables: dict[str, str], told: str) -> None:
    assert told in mistake(cacao(folder, "dev", *words, **variables))


def test_a_cacao_json_that_asks_for_production_is_named(folder: Path) -> None:
    (folder / "cacao.json").write_text('{"server": {"production": true}}')

    assert "cacao.json: server.production: cacao dev is for" in mistake(cacao(folder, "dev"))


def test_the_versions_of_all_that_is_installed_are_told(folder: Path) -> None:
    (folder / "cacao.json").write_text("{")  # which is nothing to it

    told = succeeds(cacao(folder, "version"))

    assert [line.split()[0] for line in told.splitlines()[:2]] == ["Cacao", "Python"]
    assert "\nworkbench   cacao 0." in told
