"""``cacao new``: each template starts, is tested, is tidy, and harms nothing that is there."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest
from commands import Terminal, cacao, python, succeeds
from require import require_tool
from servers import ServerProcess

from cacao_plugins.workbench import TEMPLATES

# What is to be read on the first page of each.
FIRST = {
    "minimal": "Edit main.py",
    "counter": "Increment",
    "dashboard": "Latency",
    "crud": "All items",
    "multipage": "Welcome",
}


@pytest.fixture(scope="module", params=TEMPLATES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Return the name of a template, and the folder of an app that was made from it."""
    folder = tmp_path_factory.mktemp("made")
    # The longest name there may be: a line that has it in must not become too long.
    name = f"{request.param}-{'x' * (49 - len(request.param))}"
    told = succeeds(cacao(folder, "new", name, "--template", request.param))
    assert told.startswith(f"Made {name}, from the template {request.param}:\n")
    return request.param, folder / name


def test_what_is_made_has_an_app_tests_settings_and_a_few_words(made: tuple[str, Path]) -> None:
    # Act
    _, folder = made
    files = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}

    # Assert
    wanted = {"main.py", "tests/test_main.py", "cacao.json", "pyproject.toml", "README.md", ".gitignore"}
    assert wanted <= files
    assert len((folder / "README.md").read_text("utf-8").splitlines()) < 15
    assert f"`{'pages/' if (folder / 'pages').is_dir() else 'main.py'}`" in (folder / "README.md").read_text()
    assert "*.db" in (folder / ".gitignore").read_text("utf-8").splitlines()
    assert not [file for file in files if "{{" in (folder / file).read_text("utf-8")]
    assert json.loads((folder / "cacao.json").read_text("utf-8"))["server"]["entry"] == "main.py"


def test_what_is_made_passes_its_own_tests(made: tuple[str, Path]) -> None:
    done = python(made[1], "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error")

    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_what_is_made_is_tidy(made: tuple[str, Path]) -> None:
    require_tool("ruff", shutil.which("ruff") is not None, "pip install -e '.[dev]'")

    for words in (["format", "--check", "--diff"], ["check", "--select", "E,F,W,I,B,UP,SIM"]):
        command = ["ruff", *words, "--isolated", "--no-cache", "."]
        done = subprocess.run(command, cwd=made[1], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_in_what_is_made_nothing_is_amiss(made: tuple[str, Path]) -> None:
    assert succeeds(cacao(made[1], "check")).endswith("Nothing is amiss.\n")


def test_what_is_made_is_served(made: tuple[str, Path]) -> None:
    # Arrange
    template, folder = made
    server = ServerProcess(["-m", "cacao", "dev", "--port", "0"], folder)

    # Act
    page = urlopen(server.url).read().decode()

    # Assert
    assert server.stop() == 0
    assert FIRST[template] in page
    assert "warning" not in server.output.lower()


def test_the_counter_is_what_somebody_gets_who_asks_for_nothing_else(terminal: Terminal) -> None:
    lines = terminal.prints("new", "shop")

    assert lines[0] == "Made shop, from the template counter:"
    assert "  shop/main.py" in lines
    assert lines[lines.index("Next:") + 1 :][:2] == [
        "  cd shop",
        "  cacao dev --open    serve it while you write it, and show it in a browser",
    ]


def test_an_app_is_made_in_an_empty_folder_that_is_there_and_nowhere_else(terminal: Terminal) -> None:
    # Arrange
    folder = terminal.folder
    (folder / "shop" / ".git").mkdir(parents=True)
    (folder / "full").mkdir()
    (folder / "full" / "notes.txt").write_text("mine")
    (folder / "file").write_text("mine")

    # Act and assert
    assert terminal.refuses("new", "full") == (
        "full: the folder is not empty, and nothing is overwritten; got notes.txt. Give another name."
    )
    assert terminal.refuses("new", "file") == "file: there is a file of this name. Give another name."
    assert terminal.refuses("new", "file/shop").startswith("file/shop: this cannot be written")
    terminal.folder = folder / "shop"
    assert not [line for line in terminal.prints("new", ".") if "cd " in line]
    assert (folder / "shop" / "main.py").exists()
    assert "nothing is overwritten" in terminal.refuses("new", ".")
    assert [file.name for file in (folder / "full").iterdir()] == ["notes.txt"]


def test_no_name_at_all_is_refused_also_where_that_of_the_folder_would_do(terminal: Terminal) -> None:
    terminal.folder = terminal.folder / "shop"
    terminal.folder.mkdir()

    assert "this is no name for an app" in terminal.refuses("new", "")
    assert [*terminal.folder.iterdir()] == []


@pytest.mark.parametrize("name", ["1st", "-shop", "my shop", "shop.py", "x" * 51, "cafè", "a\nb", ".", ""])
def test_a_name_that_is_none_is_refused(terminal: Terminal, name: str) -> None:
    # Arrange: a folder whose own name is none.
    terminal.folder = terminal.folder / "1"
    terminal.folder.mkdir()

    # Act
    line = terminal.refuses("new", "--", name)

    # Assert
    assert "up to 50 letters, digits, hyphens and underscores, a letter first" in line
    assert [*terminal.folder.iterdir()] == []


def test_a_template_that_is_not_there_is_told_with_the_nearest(terminal: Terminal) -> None:
    line = terminal.refuses("new", "shop", "--template", "dashbord")

    assert line == 'cacao new: there is no "dashbord". Did you mean "dashboard"?'
    assert [*terminal.folder.iterdir()] == []
