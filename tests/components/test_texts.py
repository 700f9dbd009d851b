"""Texts: what widgets say themselves, and that each is filled in where it is said."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from cacao_plugins import components
from cacao_plugins.components.texts import ENGLISH

SOURCES = sorted(Path(components.__file__).parent.rglob("*.py"))


def said_in(source: Path) -> list[tuple[str, set[str]]]:
    """Return the keys of the texts that a module says, each with what is filled in."""
    calls = [node for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, ast.Call)]
    found: list[tuple[str, set[str]]] = []
    for call in calls:
        name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
        if name == "say" and call.args and isinstance(call.args[0], ast.Constant):
            found.append((str(call.args[0].value), {str(each.arg) for each in call.keywords}))
    return found


@pytest.mark.parametrize("source", [each for each in SOURCES if said_in(each)], ids=lambda path: path.stem)
def test_a_text_is_given_all_that_it_says(source: Path) -> None:
    said = said_in(source)
    wanted = [(key, set(re.findall(r"\{(\w+)\}", ENGLISH[key]))) for key, _ in said]
    assert said == wanted
