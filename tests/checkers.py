"""Checkers: mypy and pyright, asked about folders of files, and what files say that they must find."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from doc_pages import ROOT
from require import require_tool

Findings = dict[str, list[tuple[str, str]]]
"""By ``file.py:line`` the errors that were found there: the rule, and what is said."""

_EXPECTED = re.compile(r"#\s*error: (.+)$")
# What pyright says further of an error that it has reported on the same line.
_FURTHER = re.compile(r"report(Unknown|Untyped)\w+")


def ask_mypy(folder: Path, *, strict: bool = True) -> Findings:
    """Return what mypy finds in the files of a folder.

    Raises:
        AssertionError: if it did not get so far.
    """
    require_tool("mypy", find_spec("mypy") is not None, "pip install -e '.[dev]'")
    options = ["--strict"] if strict else []
    cache = ROOT / ".mypy_cache" / ("strict" if strict else "loose")  # beside that of the project's settings
    options += ["--config-file=", f"--cache-dir={cache}", "--python-version=3.11", "--output=json"]
    said = _run("mypy", *options, ".", cwd=folder)
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert lines or "no issues found" in said, said
    return _sort(
        (f"{Path(line['file']).name}:{line['line']}", line["code"], line["message"])
        for line in lines
        if line["severity"] == "error"
    )


def ask_pyright(folder: Path, *, strict: bool = True, extra: Path | None = None) -> Findings:
    """Return what pyright finds in the files of a folder.

    Args:
        folder: the folder; it gets a ``pyrightconfig.json``, unless it has one.
        strict: whether in strict mode.
        extra: where packages are looked for first.

    Raises:
        AssertionError: if it did not get so far.
    """
    require_tool("pyright", find_spec("pyright") is not None, "pip install -e '.[dev]'")
    require_tool("node", shutil.which("node") is not None, "pyright runs on Node.js; install it")
    config = folder / "pyrightconfig.json"
    mode = "strict" if strict else "basic"
    settings: Mapping[str, object] = {
        "typeCheckingMode": mode,
        "pythonVersion": "3.11",
        "extraPaths": [str(extra)] if extra else [],
    }
    config.write_text(json.dumps(settings), "utf-8")
    options = ["--project", str(config), "--pythonpath", sys.executable, "--outputjson"]
    said = _run("pyright", *options, cwd=folder)
    answer: dict[str, Any] = json.loads(said[said.index("{") :])
    assert answer["summary"]["filesAnalyzed"], said
    return _sort(
        (f"{Path(each['file']).name}:{each['range']['start']['line'] + 1}", each["rule"], each["message"])
        for each in answer["generalDiagnostics"]
        if each["severity"] == "error"
    )


def expected_errors(folder: Path) -> Mapping[str, list[str]]:
    """Return by ``file.py:line`` the rules that a comment there says must be broken."""
    return {
        f"{path.name}:{number}": found[1].split()
        for path in sorted(folder.glob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (found := _EXPECTED.search(line))
    }


def unlike(found: Findings, expected: Mapping[str, list[str]], *, checker: str) -> list[str]:
    """Return where what a checker has found is not what the comments expect, a line each.

    Args:
        found: what it has found.
        expected: what the comments say, for both checkers.
        checker: ``"mypy"`` or ``"pyright"``.
    """
    breaches: list[str] = []
    for place in sorted({*found, *expected}):
        wanted = {rule for rule in expected.get(place, ()) if is_rule_of(checker, rule)}
        rules = {rule for rule, _ in found.get(place, ())}
        if wanted:
            rules = {rule for rule in rules if rule in wanted or not _FURTHER.fullmatch(rule)}
        if rules != wanted:
            said = "; ".join(message.splitlines()[0] for _, message in found.get(place, ()))
            should, has = (" ".join(sorted(each)) or "nothing" for each in (wanted, rules))
            breaches.append(f"{place}: {checker} should find {should}, found {has} ({said})")
    return breaches


def is_rule_of(checker: str, rule: str) -> bool:
    """Tell whether a rule is one of this checker, ``"mypy"`` or ``"pyright"``."""
    return rule.startswith("report") == (checker == "pyright")


def _run(tool: str, *arguments: str, cwd: Path) -> str:
    environment = os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", tool, *arguments],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return done.stdout or done.stderr


def _sort(found: Iterable[tuple[str, str, str]]) -> Findings:
    sorted_: Findings = {}
    for place, rule, message in found:
        sorted_.setdefault(place, []).append((rule, message))
    return sorted_
