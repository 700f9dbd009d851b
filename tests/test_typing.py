"""What editors know of the public API: mypy and pyright, both strict, agree with what tests/typing says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from checkers import Findings, ask_mypy, ask_pyright, expected_errors, is_rule_of, unlike
from doc_pages import ROOT, code_blocks

FILES = ROOT / "tests" / "typing"
SNIPPETS = ROOT / "tests" / "seed"
SOURCES = ("cacao", "cacao_kernel", "cacao_plugins")

# What the user's snippets leave out: names that they use and do not import, and a method of the author's own.
LEFT_OUT = re.compile(r'"(mix|pytest|State|Button|Component)" is not defined|"_get_counter_value"')

# What a decorator that has lost the signature says of what it returns, and the lines that cannot be so then.
LOST = "Callable[..., Any]"
TELLING = re.compile(r"assert_type\((bare|opened|home|early|is_open|plain)\(|wrong = |bare\(")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that are checked and the examples of the page on types, away from the project's settings."""
    folder = tmp_path_factory.mktemp("typing")
    for path in FILES.glob("*.py"):
        shutil.copy(path, folder)
    for number, block in enumerate(code_blocks("docs/typing.md")):
        (folder / f"page_{number}.py").write_text(block, "utf-8")
    return folder


@pytest.mark.parametrize(("checker", "ask"), [("mypy", ask_mypy), ("pyright", ask_pyright)])
def test_what_is_wrong_is_found_and_nothing_else(
    folder: Path, checker: str, ask: Callable[..., Findings]
) -> None:
    breaches = unlike(ask(folder), expected_errors(folder), checker=checker)

    assert not breaches, "\n" + "\n".join(breaches)


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_every_file_expects_errors_of_both_checkers(checker: str) -> None:
    expected = expected_errors(FILES)

    for path in FILES.glob("*.py"):
        errors = [rules for place, rules in expected.items() if place.startswith(f"{path.name}:")]
        assert errors, f"{path.name} expects no error"
        assert all(any(is_rule_of(checker, rule) for rule in rules) for rules in errors), path.name


def test_a_decorator_that_loses_the_signature_is_found(tmp_path: Path) -> None:
    # Arrange: the same API, but what its decorators return may be called with anything
    for package in SOURCES:
        shutil.copytree(ROOT / package, tmp_path / "mutant" / package, ignore=_all_but_python)
    for module in ("app", "mix"):
        path = tmp_path / "mutant" / "cacao_kernel" / f"{module}.py"
        source = path.read_text("utf-8")
        mutated = re.sub(r"-> Callable\[\[([PHN])\], \1\]:", rf"-> Callable[[\1], {LOST}]:", source)
        mutated = re.sub(r"\(self, function: ([GH])\) -> \1:", rf"(self, function: \1) -> {LOST}:", mutated)
        assert mutated != source
        path.write_text(mutated.replace("import Unpack", "import Any, Unpack"), "utf-8")
    files = tmp_path / "files"
    files.mkdir()
    for name in ("handlers.py", "pages.py"):
        shutil.copy(FILES / name, files)

    # Act
    found = ask_pyright(files, extra=tmp_path / "mutant")

    # Assert
    breaches = unlike(found, expected_errors(files), checker="pyright")
    noticed = {breach.partition(": ")[0] for breach in breaches}
    telling = [
        f"{path.name}:{number}"
        for path in files.glob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if TELLING.match(line)
    ]
    assert len(telling) > 7
    assert [place for place in telling if place not in noticed] == []


@pytest.mark.parametrize("ask", [ask_mypy, ask_pyright], ids=["mypy", "pyright"])
def test_the_users_snippets_have_no_errors_but_of_what_they_leave_out(
    tmp_path: Path, ask: Callable[..., Findings]
) -> None:
    # Arrange
    for path in SNIPPETS.glob("*.py"):
        shutil.copy(path, tmp_path)

    # Act
    found = ask(tmp_path, strict=False)

    # Assert
    told = [f"{place}: {message}" for place, each in found.items() for _, message in each]
    assert [line for line in told if not LEFT_OUT.search(line)] == []


def _all_but_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if "." in name and not name.endswith((".py", ".typed"))] + ["__pycache__"]
