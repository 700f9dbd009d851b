"""An outside plugin, as strangers have it: its wheel and Cacao's in a clean virtual environment."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from raw import ask
from require import require_tool
from servers import ServerProcess

ROOT = Path(__file__).parent.parent
WEATHER = ROOT / "examples" / "third_party" / "cacao-weather"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of a new environment that holds the two wheels, what they need, and pytest.

    What they need is copied from the present environment, so that no index is asked.
    """
    for tool in ("hatchling", "ensurepip"):
        require_tool(tool, importlib.util.find_spec(tool) is not None, "pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("clean")
    wheels = [build_wheel(project, folder / "wheels") for project in (ROOT, WEATHER)]
    home = folder / "venv"
    venv.create(home, with_pip=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    where = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip()
    for needed in needs_of("cacao", "pytest"):
        copy_installed(needed, Path(where))
    run(python, "-m", "pip", "install", "--no-index", "--quiet", *map(str, wheels))
    return python


def build_wheel(project: Path, folder: Path) -> Path:
    """Build a project's wheel with hatchling, without the net."""
    target = folder / project.name
    script = f"import hatchling.build as build; print(build.build_wheel({str(target)!r}))"
    target.mkdir(parents=True)
    built = subprocess.run([sys.executable, "-c", script], cwd=project, check=True, capture_output=True)
    assert built.returncode == 0
    return next(target.glob("*.whl"))


def needs_of(*names: str) -> list[Distribution]:
    """Return the distributions these need, themselves left out unless they are no project of ours."""
    found: dict[str, Distribution] = {}
    waiting = [*names]
    while waiting:
        name = re.split(r"[^\w.-]", waiting.pop(), maxsplit=1)[0].lower().replace("_", "-")
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # needed on other systems alone
            continue
        waiting += [line for line in found[name].requires or [] if "extra ==" not in line]
    return [needed for name, needed in found.items() if name != "cacao"]


def copy_installed(needed: Distribution, target: Path) -> None:
    """Copy an installed distribution's files, those outside of its folder (its scripts) excepted."""
    for file in needed.files or []:
        source = Path(str(needed.locate_file(file)))
        if ".." not in file.parts and source.is_file() and "__pycache__" not in file.parts:
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / file)


def run(python: Path, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the clean environment's Python, which sees nothing of the present one."""
    done = subprocess.run(
        [str(python), *words], cwd=folder, env=clean_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def clean_environment() -> dict[str, str]:
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name not in hidden}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a copy of the plugin's example app, outside of the project."""
    return shutil.copytree(WEATHER / "example", tmp_path / "example")


def test_both_come_from_their_wheels_and_need_nothing_more(python: Path, tmp_path: Path) -> None:
    script = "import cacao_kernel, cacao_weather; print(cacao_kernel.__file__, cacao_weather.__file__)"

    for place in run(python, "-c", script, folder=tmp_path).stdout.split():
        assert Path(place).is_relative_to(python.parent.parent)
    run(python, "-m", "pip", "check")


def test_the_plugins_own_tests_pass(python: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(
        WEATHER, tmp_path / "weather", ignore=shutil.ignore_patterns("src", "__pycache__")
    )

    done = run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", folder=folder)

    assert re.search(r"^\d\d+ passed", done.stdout, re.MULTILINE)


def test_the_example_serves_the_cards_and_the_json(
    python: Path, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    monkeypatch.delenv("PYTHONPATH", raising=False)

    # Act
    server = ServerProcess(["-m", "cacao", "serve", "--port", "0"], example, python=python)
    page, one, every, none = (
        ask(server.port, path)
        for path in ("/", "/weather/Cairo.json", "/weather.json", "/weather/Atlantis.json")
    )

    # Assert
    assert server.stop() == 0
    assert 'aria-label="Weather in Bergen"' in page.text
    assert 'class="weather weather-is-' in page.text
    assert ".weather-icon" in page.text.partition("<style>")[2].partition("</style>")[0]
    assert one.header("content-type") == "application/json"
    assert json.loads(one.text)["city"] == "Cairo"
    assert len(json.loads(every.text)) == 8
    assert none.status == 404


def test_switched_off_it_is_listed_and_not_imported(python: Path, example: Path) -> None:
    # Arrange
    script = (
        "import sys; from cacao_kernel.cli import main; main(['plugins']); import cacao; "
        "cacao.App().prepare(); print('imported:', sorted(name for name in sys.modules if 'weather' in name))"
    )
    on = run(python, "-c", script, folder=example).stdout
    (example / "cacao.json").write_text('{"weather": false}')

    # Act
    off = run(python, "-c", script, folder=example).stdout

    # Assert
    assert re.search(r"^weather +on +cacao-weather 1\.0\.0 +register_commands,", on, re.MULTILINE)
    assert "'cacao_weather.plugin'" in on
    told = (ROOT / "docs" / "plugins.md").read_text("utf-8").split("```text\n")[1].split("```")[0]
    assert on.startswith(told)
    assert re.search(r"^weather +off +cacao-weather 1\.0\.0$", off, re.MULTILINE)
    assert off.endswith("imported: []\n")
