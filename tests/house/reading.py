"""Reads the project's files and what they import."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

Files = Mapping[str, str]
"""Every text file of the project: its path from the root, with slashes, and its text."""


@dataclass(frozen=True)
class Import:
    """One imported thing, where it stands.

    Attributes:
        target: the module named, absolute: ``cacao_kernel.state`` for ``from .state import State``.
        names: what is taken from it; empty for ``import x``.
        line: its line, from 1.
        typing: it stands under ``if TYPE_CHECKING:``.
        lazy: it stands inside a function.
    """

    target: str
    names: tuple[str, ...]
    line: int
    typing: bool = False
    lazy: bool = False


def read_project(root: Path) -> dict[str, str]:
    """Return the text files that git tracks or would track, as they are on disk.

    What stands in a virtual environment is others', whatever its folder is called.
    """
    listed = subprocess.run(
        # In a container the clone is often another user's; git would refuse to read it.
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    )
    names = sorted(set(listed.stdout.split("\0")) - {""})
    folders = {folder for name in names for folder in PurePosixPath(name).parents[:-1]}
    environments = {folder for folder in folders if (root / folder / "pyvenv.cfg").exists()}
    files: dict[str, str] = {}
    for name in names:
        if not environments.isdisjoint(PurePosixPath(name).parents):
            continue
        try:
            files[name] = (root / name).read_text("utf-8")
        except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
            continue  # removed but still in the index, a link to a directory, or no text
    return files


def python_files(files: Files, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield path and syntax tree of each Python file under the given top-level folders."""
    for path, source in files.items():
        if path.endswith(".py") and path.split("/")[0] in folders:
            yield path, parse(path, source)


@cache
def parse(path: str, source: str) -> ast.Module:
    """Return the syntax tree of a file; each file is parsed once for all rules."""
    return ast.parse(source, path)


def is_for_checkers(found: Import) -> bool:
    """Tell whether an import is for type checkers alone, who bring the module themselves."""
    return found.typing and found.target.split(".")[0] == "typing_extensions"


def imports(path: str, tree: ast.Module) -> Iterator[Import]:
    """Yield every import of a file, wherever it stands; ``import_module("x")`` is one too."""
    yield from _imports(path, tree, typing=False, lazy=False)


def _imports(path: str, node: ast.AST, *, typing: bool, lazy: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, (), child.lineno, typing, lazy)
        elif isinstance(child, ast.ImportFrom):
            names = tuple(alias.name for alias in child.names)
            yield Import(_absolute(path, child), names, child.lineno, typing, lazy)
        elif isinstance(child, ast.Call) and called(child) in {"import_module", "__import__"}:
            match child.args:
                case [ast.Constant(value=str(name)), *_]:
                    yield Import(name, (), child.lineno, typing, lazy)
                case _:
                    pass
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            body = ast.Module(list(child.body), [])
            yield from _imports(path, body, typing=True, lazy=lazy)
            yield from _imports(path, ast.Module(list(child.orelse), []), typing=typing, lazy=lazy)
        else:
            inside = lazy or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(path, child, typing=typing, lazy=inside)


def _absolute(path: str, node: ast.ImportFrom) -> str:
    """Return the module an import-from names, with its dots resolved against the file's package."""
    if not node.level:
        return node.module or ""
    package = PurePosixPath(path).parts[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def called(node: ast.AST) -> str:
    """Return the last part of the name that a decorator or call names: ``hookimpl`` for ``x.hookimpl()``."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
