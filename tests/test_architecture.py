"""The house stands, and every rule of the house catches the breach that it is there for."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from house import RULES, Rule
from house.hooks import hooks_are_used
from house.machine import no_machine_paths, places_of
from house.planted import HEALTHY, PLANTED
from house.reading import Files, read_project
from house.sizes import no_module_is_called_utils
from require import require_tool

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    require_tool("git", shutil.which("git") is not None and (ROOT / ".git").exists(), "clone the project")
    return read_project(ROOT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_stands(rule: Rule, project: Files) -> None:
    breaches = rule(project)

    assert not breaches, "\n" + "\n".join(breaches)


def test_no_file_names_a_path_of_this_machine(project: Files) -> None:
    breaches = no_machine_paths(project, places_of(ROOT))

    assert not breaches, "\n" + "\n".join(breaches)


@pytest.mark.parametrize("place", ["env", "tools/env of mine"])
def test_a_virtual_environment_in_the_clone_is_none_of_the_project(tmp_path: Path, place: str) -> None:
    # Arrange
    require_tool("git", shutil.which("git") is not None, "install git")
    package = tmp_path / place / "lib" / "site-packages" / "babel"
    package.mkdir(parents=True)
    for file in (tmp_path / place / "pyvenv.cfg", package / "utils.py", tmp_path / "tools.py"):
        file.write_text("", "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)

    # Act
    files = read_project(tmp_path)

    # Assert
    assert [*files] == ["tools.py"]


def test_an_environment_around_the_clone_hides_none_of_it(tmp_path: Path) -> None:
    # Arrange: somebody has made one of the clone itself.
    require_tool("git", shutil.which("git") is not None, "install git")
    for name in ("pyvenv.cfg", "utils.py"):
        (tmp_path / name).write_text("", "utf-8")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)

    # Act
    files = read_project(tmp_path)

    # Assert
    assert no_module_is_called_utils(files) == ["utils.py:1: say what it holds; utils.py holds anything"]


def all_breaches(files: Files) -> list[tuple[str, str]]:
    return [(rule.__name__, breach) for rule in RULES for breach in rule(files)]


def test_a_healthy_house_breaks_no_rule() -> None:
    assert all_breaches(HEALTHY) == []


def test_a_hook_that_only_an_outside_plugin_of_the_examples_uses_is_used() -> None:
    # Arrange
    path = "cacao_plugins/components/__init__.py"
    outside = "examples/third_party/cacao-moon/src/cacao_moon/__init__.py"
    source = HEALTHY[path]
    files = HEALTHY | {path: source.replace("@hook", "@other_hook")}

    # Act and assert
    assert len(hooks_are_used(files)) == 1
    assert hooks_are_used(files | {outside: source}) == []
    assert len(hooks_are_used(files | {"examples/moon.py": source})) == 1


def test_every_rule_has_a_planted_breach() -> None:
    assert set(PLANTED) == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    ("rule", "path", "source", "place", "part"),
    [(rule, *breach) for rule, breaches in PLANTED.items() for breach in breaches],
)
def test_a_planted_breach_is_caught_by_its_rule_alone(
    rule: str, path: str, source: str | None, place: int | str, part: str
) -> None:
    # Arrange
    files = {name: text for name, text in HEALTHY.items() if name != path}
    if source is not None:
        files[path] = source

    # Act
    breaches = all_breaches(files)

    # Assert
    where = place if isinstance(place, str) else f"{path}:{place}"
    assert [name for name, _ in breaches] == [rule]
    assert breaches[0][1].startswith(f"{where}: ")
    assert part in breaches[0][1]


@pytest.mark.parametrize(
    "line",
    ["see .." + "/shared/plan.md", "cd /ho" + "me/alice/cacao", "/srv/cacao/main/x.py", "open('/srv/cacao')"],
)
def test_a_path_of_one_machine_is_caught(line: str) -> None:
    breaches = no_machine_paths({"docs/a.md": f"# A\n{line}\n"}, ["/srv/cacao"])

    assert len(breaches) == 1
    assert breaches[0].startswith("docs/a.md:2: ")


def test_a_route_or_an_address_is_no_path_of_a_machine() -> None:
    text = "GET /home/ and /home/42, https://example.org/home/alice/x, ./srv/cacao, /srv/cacao-weather"

    assert no_machine_paths({"docs/a.md": text}, ["/srv/cacao"]) == []
