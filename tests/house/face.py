"""The face, ``cacao``, is re-exports only."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from .reading import Files, parse

DOOR = "cacao/__init__.py"
PROGRAM = "cacao/__main__.py"


def face_only_reexports(files: Files) -> list[str]:
    """No behaviour in ``cacao``: ``__init__`` looks up lazily, ``__main__`` is one call."""
    breaches: list[str] = []
    for path, source in files.items():
        if not (path.startswith("cacao/") and path.endswith(".py")):
            continue
        body = parse(path, source).body
        wrong = _logic(body, lazy=path == DOOR)
        if path == PROGRAM:
            wrong = wrong[1:] if wrong and _is_call(wrong[0]) else wrong
        elif path != DOOR and len(source.splitlines()) > 12:
            breaches.append(
                f"{path}:1: has {len(source.splitlines())} lines; a module of the face has 12 at most"
            )
        breaches += [
            f"{path}:{node.lineno}: `{ast.unparse(node).splitlines()[0]}` is behaviour, not a re-export"
            for node in wrong
        ]
    return breaches


def _logic(body: Sequence[ast.stmt], *, lazy: bool) -> list[ast.stmt]:
    """Return the statements that are no import, docstring or plain data."""
    wrong: list[ast.stmt] = []
    for node in body:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
                continue
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) if _is_data(value):
                continue
            case ast.If(test=test, orelse=[]) if "TYPE_CHECKING" in ast.unparse(test):
                wrong += _logic(node.body, lazy=False)
            case ast.FunctionDef(name="__getattr__" | "__dir__") if lazy:
                continue
            case _:
                wrong.append(node)
    return wrong


def _is_data(value: ast.expr) -> bool:
    """Tell literals, and names and joins of literals, from what computes something."""
    data = (
        ast.Constant | ast.List | ast.Tuple | ast.Dict | ast.Set | ast.Name | ast.Starred | ast.expr_context
    )
    return all(isinstance(node, data) for node in ast.walk(value))


def _is_call(node: ast.stmt) -> bool:
    """Tell the one call of a program: ``main()``, ``sys.exit(main())`` or ``raise SystemExit(main())``."""
    match node:
        case ast.Expr(value=ast.Call()) | ast.Raise(exc=ast.Call()):
            return True
        case ast.If(test=test, body=[call], orelse=[]) if "__name__" in ast.unparse(test):
            return _is_call(call)
        case _:
            return False
