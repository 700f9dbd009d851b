"""Source: what the modules of an app say of handlers, read and not run."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cacao_kernel import spell_line

_SKIPPED = {"site-packages", "node_modules", "tests", "test"}


class Source(NamedTuple):
    """What the modules of an app say.

    Attributes:
        named: where each handler is named by a text in a tree: name to line, the first one counts.
        words: every text and every name that stands somewhere else than where a handler is registered.
        shapes: texts that are put together when they are asked for, as patterns.
    """

    named: dict[str, str]
    words: set[str]
    shapes: list[re.Pattern[str]]

    def speaks_of(self, handler: str, function: str) -> bool:
        """Tell whether a handler may be named somewhere: by its name, or its function's."""
        return (
            handler in self.words
            or function in self.words
            or any(shape.fullmatch(handler) for shape in self.shapes)
        )


def read_sources(file: Path) -> Source:
    """Return what the modules of an app say: those that it has imported from its own folder.

    Args:
        file: the one that makes the App.
    """
    source = Source({}, set(), [])
    for path in _files_of(file):
        try:
            tree = ast.parse(path.read_bytes(), str(path))
        except (OSError, SyntaxError, ValueError):
            continue
        _read(tree, path, source)
    return source


def _files_of(file: Path) -> list[Path]:
    folder, files = file.parent, {file: None}
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if not path or not str(path).endswith(".py"):
            continue
        own = Path(path).resolve()
        if own.is_relative_to(folder) and not _SKIPPED & {*own.relative_to(folder).parts}:
            files[own] = None
    return [*files]


def _read(tree: ast.Module, path: Path, source: Source) -> None:
    passed = {id(node) for node in _registering(tree)}
    for node in ast.walk(tree):
        for name, line in _names_in(node):
            source.named.setdefault(name, spell_line(str(path), line))
        if id(node) in passed:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            source.words.add(node.value)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            source.words.add(node.id)
        elif isinstance(node, ast.Attribute):
            source.words.add(node.attr)
        elif isinstance(node, ast.JoinedStr):
            source.shapes.extend(_shape_of(node))


def _registering(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the texts that only give handlers their names: ``@app.event("save")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                yield from ast.walk(decorator)
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "event"
        ):
            yield from node.args


def _names_in(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the handlers that a node of the tree names as a text, with the lines."""
    pairs: list[tuple[str, ast.expr]] = []
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if _text(key) == "props" and isinstance(value, ast.Dict):
                inner = zip(value.keys, value.values, strict=True)
                pairs += [(_text(name), given) for name, given in inner if _is_handler(_text(name))]
    elif isinstance(node, ast.Call) and _is_class(node.func):
        pairs += [(each.arg or "", each.value) for each in node.keywords if _is_handler(each.arg or "")]
    for _, value in pairs:
        if name := _text(value):
            yield name, value.lineno


def _is_handler(prop: str) -> bool:
    return prop == "action" or prop.startswith("on_")


def _is_class(function: ast.expr) -> bool:
    """Tell whether what is called is a class, by its name: ``Button``, ``ui.Button``."""
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name[:1].isupper()


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _shape_of(node: ast.JoinedStr) -> Iterator[re.Pattern[str]]:
    """Yield the pattern of a text such as ``f"save_{kind}"``; nothing if it says nothing."""
    parts = [re.escape(_text(part)) if isinstance(part, ast.Constant) else ".+" for part in node.values]
    if any(part != ".+" for part in parts):
        yield re.compile("".join(parts), re.DOTALL)
