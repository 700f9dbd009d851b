"""Every hook says when it is called, is documented as it is, and is used by a plugin of ours."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .reading import Files, called, parse, python_files

SPECS = "cacao_kernel/hookspecs.py"
MANUAL = "docs/hooks.md"
OUTSIDE = "examples/third_party/"


def hooks_say_when_they_are_called(files: Files) -> list[str]:
    """The docstring of every hookspec has a line ``Called: …``."""
    return [
        f'{SPECS}:{spec.lineno}: hook "{spec.name}" does not say when it runs; add a line "Called: …"'
        for spec in _specs(files)
        if "Called:" not in (ast.get_docstring(spec) or "")
    ]


def hooks_are_documented(files: Files) -> list[str]:
    """The manual has a heading with the exact signature of every hookspec, and of no other hook."""
    documented = dict(_headings(files.get(MANUAL, "")))
    specs = {spec.name: (spec, _signature(spec)) for spec in _specs(files)}
    breaches: list[str] = []
    for name, (spec, signature) in specs.items():
        if name not in documented:
            breaches.append(f"{SPECS}:{spec.lineno}: {MANUAL} has no heading ## `{signature}`")
        elif documented[name][0] != signature:
            line = documented[name][1]
            breaches.append(f"{MANUAL}:{line}: says `{documented[name][0]}`, the hook is `{signature}`")
    return breaches + [
        f"{MANUAL}:{line}: documents `{signature}`, which is no hook"
        for name, (signature, line) in documented.items()
        if name not in specs
    ]


def hooks_are_used(files: Files) -> list[str]:
    """At least one in-tree plugin, or one of the outside ones among the examples, implements every hook."""
    used = {
        node.name
        for path, tree in python_files(files, "cacao_plugins", "examples")
        if path.startswith(("cacao_plugins/", OUTSIDE))
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(called(decorator) == "hookimpl" for decorator in node.decorator_list)
    }
    return [
        f'{SPECS}:{spec.lineno}: no plugin uses hook "{spec.name}"; a hook comes with one that needs it'
        for spec in _specs(files)
        if spec.name not in used
    ]


def _specs(files: Files) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parse(SPECS, files.get(SPECS, ""))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
            called(decorator) == "hookspec" for decorator in node.decorator_list
        ):
            yield node


def _signature(spec: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    names = [argument.arg for argument in [*spec.args.posonlyargs, *spec.args.args, *spec.args.kwonlyargs]]
    return f"{spec.name}({', '.join(name for name in names if name != 'self')})"


def _headings(manual: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield name, signature and line of every heading such as "## `register_props(app)`"."""
    for number, line in enumerate(manual.splitlines(), 1):
        heading = re.match(r"#+ `(\w+)\((.*)\)", line)
        if heading:
            names = [re.split(r"[:=]", argument)[0].strip() for argument in heading[2].split(",")]
            yield heading[1], (f"{heading[1]}({', '.join(filter(None, names))})", number)
