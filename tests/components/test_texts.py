"""What widgets say themselves: each text has one key, and each key that is asked for a text."""

from __future__ import annotations

import ast
from pathlib import Path

import cacao_plugins.components as components
from cacao_plugins.components.texts import ENGLISH

FOLDER = Path(components.__file__).parent


def test_each_text_has_one_key() -> None:
    tree = ast.parse((FOLDER / "texts.py").read_text("utf-8"))

    written = next(node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    keys = [key.value for key in written.keys if isinstance(key, ast.Constant)]

    assert keys == sorted({*ENGLISH})


def test_each_key_that_a_widget_asks_for_is_there() -> None:
    asked = {
        str(call.args[0].value)
        for file in FOLDER.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) == "say"
    }

    assert asked - {*ENGLISH} == set()
