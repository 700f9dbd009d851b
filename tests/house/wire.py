"""The wire is written down once per side, and both sides say the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .reading import Files, parse

SERVER = "cacao_kernel/wire.py"
CLIENT = "cacao_kernel/client/wire.js"
SERVER_ONLY = "MAX_"

Constants = dict[str, tuple[str | int, int]]
"""Name of a constant: its value and its line."""


def wire_agrees(files: Files) -> list[str]:
    """Every constant of one side is on the other with the same value; the server's ``MAX_…`` are its own."""
    server = dict(_server_constants(files.get(SERVER, "")))
    client = dict(_client_constants(files.get(CLIENT, "")))
    breaches = [
        f"{SERVER}:{line}: {name} = {value!r} is missing in {CLIENT}"
        for name, (value, line) in server.items()
        if name not in client and not name.startswith(SERVER_ONLY)
    ]
    for name, (value, line) in client.items():
        if name not in server:
            breaches.append(f"{CLIENT}:{line}: {name} = {value!r} is missing in {SERVER}")
        elif server[name][0] != value:
            breaches.append(f"{CLIENT}:{line}: {name} is {value!r} here and {server[name][0]!r} in {SERVER}")
    return breaches


def wire_letters_have_one_meaning(files: Files) -> list[str]:
    """No two constants of the wire are the same letter."""
    meanings: dict[str | int, str] = {}
    breaches: list[str] = []
    for name, (value, line) in _server_constants(files.get(SERVER, "")):
        if isinstance(value, str) and len(value) == 1:
            first = meanings.setdefault(value, name)
            if first != name:
                breaches.append(
                    f'{SERVER}:{line}: {name} and {first} are both "{value}"; a letter means one thing'
                )
    return breaches


def _server_constants(source: str) -> Iterator[tuple[str, tuple[str | int, int]]]:
    for node in parse(SERVER, source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as literal):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as literal):
                pass
            case _:
                continue
        value = _literal(ast.unparse(literal))
        if name.isupper() and not name.startswith("_") and value is not None:
            yield name, (value, node.lineno)


def _client_constants(source: str) -> Iterator[tuple[str, tuple[str | int, int]]]:
    for constant in re.finditer(r"^export const ([A-Z][A-Z0-9_]*) =([^;]+);", source, re.MULTILINE):
        value = _literal(re.sub(r"\"\s*\+\s*\"", "", constant[2]).strip())  # "a" + "b" over two lines
        if value is not None:
            yield constant[1], (value, source.count("\n", 0, constant.start()) + 1)


def _literal(text: str) -> str | int | None:
    """Return a string or whole number as both languages write it, None for anything else."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None
