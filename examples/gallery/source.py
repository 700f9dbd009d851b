"""Source: the code of a demo as a reader wants it: all that it uses, and nothing else."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def source_of(demo: Callable[[], Any]) -> str:
    """Return the code of a demo with the imports, States and functions of its module that it uses."""
    source = inspect.getsource(sys.modules[demo.__module__])
    statements = ast.parse(source).body
    wanted = _used_by(demo.__name__, statements)
    if "Any" not in source.replace(" -> Any:", ":").replace("import Any", ""):
        wanted.discard("Any")
    pieces = [_spell(statement, source, wanted) for statement in statements if _names(statement) & wanted]
    imports = [text for is_import, text in pieces if is_import]
    rest = [text for is_import, text in pieces if not is_import]
    code = "\n\n".join(filter(None, ["\n".join(imports), *_group(rest)]))
    return code.replace(" -> Any:", ":") + "\n"  # what all of them say, and no reader needs to know


def _used_by(name: str, statements: list[ast.stmt]) -> set[str]:
    """Return the names of a module that a definition uses, itself or by way of others."""
    used, waiting = set[str](), {name}
    while waiting:
        now = waiting.pop()
        used.add(now)
        for statement in statements:
            if now in _names(statement) and not isinstance(statement, ast.Import | ast.ImportFrom):
                loaded = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
                waiting |= loaded - used
    return used


def _names(statement: ast.stmt) -> set[str]:
    """Return the names that a statement gives to something."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name for alias in statement.names}
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Assign):
        return {
            node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)
        }
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return {statement.target.id}
    return set()


def _spell(statement: ast.stmt, source: str, wanted: set[str]) -> tuple[bool, str]:
    """Return whether it is an import, and its text; of an import only what is used."""
    if isinstance(statement, ast.ImportFrom):
        used = [alias for alias in statement.names if (alias.asname or alias.name) in wanted]
        return True, ast.unparse(ast.ImportFrom(statement.module, used, statement.level))
    lines = source.splitlines()
    first = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))])
    return isinstance(statement, ast.Import), "\n".join(lines[first - 1 : statement.end_lineno])


def _group(pieces: list[str]) -> list[str]:
    """Return pieces of code, those of one line together."""
    groups: list[str] = []
    for piece in pieces:
        if groups and "\n" not in piece and "\ndef " not in groups[-1] and not groups[-1].startswith("def "):
            groups[-1] += f"\n{piece}"
        else:
            groups.append(piece if "\n" not in piece else f"\n{piece}")
    return [group if index else group.lstrip("\n") for index, group in enumerate(groups)]
