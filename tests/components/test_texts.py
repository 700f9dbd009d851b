"""What widgets say themselves: each text has one key, and each key that is asked for a text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import cacao_plugins.components as components
from cacao_plugins.components.texts import ENGLISH

FOLDER = Path(components.__file__).parent


def test_each_text_has_one_key() -> None:
    tree = ast.parse((FOLDER / "texts.py").read_text("utf-8"))

    written = next(node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    keys = [key.value for key in written.keys if isinstance(key, ast.Constant)]

    assert keys == sorted({*ENGLISH})


def said() -> Iterator[tuple[str, set[str]]]:
    """Yield the key of each text that a widget says, with what it is filled in with."""
    for file in FOLDER.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name == "say" and call.args and isinstance(call.args[0], ast.Constant):
                yield str(call.args[0].value), {str(keyword.arg) for keyword in call.keywords}


def test_each_key_that_a_widget_asks_for_is_there() -> None:
    assert {key for key, _ in said()} - {*ENGLISH} == set()


def test_each_text_is_given_all_that_it_says() -> None:
    wrong = {key for key, given in said() if given != {*re.findall(r"\{(\w+)\}", ENGLISH[key])}}

    assert wrong == set()
