"""Source: the code of a demo as a reader wants it: all that it uses, and nothing else."""

from __future__ import annotations

import ast
import inspect
import re
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
    pieces = [_spell(statement, source, wanted) for statement in statements if _names(statement) & wanted]
    code = ""
    before = ""
    for kind, text in pieces:
        code += _GAPS.get((before, kind), "\n\n\n" if before else "") + text
        before = kind
    code = code.replace(" -> Any:", ":") + "\n"  # what all of them say, and no reader needs to know
    is_used = len(re.findall(r"\bAny\b", code)) > 1
    return code if is_used else re.sub(r"from typing import Any\n+(?=(from|import) )?", "", code)


# What stands between two statements; else, and around every definition, two empty lines.
_GAPS = {("import", "import"): "\n", ("import", "value"): "\n\n", ("value", "value"): "\n"}


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


def _spell(statement: ast.stmt, source: str, wanted: set[str]) -> tuple[str, str]:
    """Return of what kind a statement is, and its text; of an import only what is used."""
    if isinstance(statement, ast.ImportFrom):
        used = [alias for alias in statement.names if (alias.asname or alias.name) in wanted]
        return "import", ast.unparse(ast.ImportFrom(statement.module, used, statement.level))
    lines = source.splitlines()
    first = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", ()))])
    text = "\n".join(lines[first - 1 : statement.end_lineno])
    if isinstance(statement, ast.Import):
        return "import", text
    return "value" if isinstance(statement, ast.Assign | ast.AnnAssign) else "definition", text
