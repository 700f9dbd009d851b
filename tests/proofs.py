"""Proofs: tests that a page of the project names, and whether they are there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
PROOF = re.compile(r"([\w/.-]+\.py)::(\w+)")


@cache
def functions(file: str) -> frozenset[str]:
    """Return the tests of a file below ``tests``; none if there is no such file."""
    path = TESTS / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def assert_there(proof: str) -> None:
    """Hold that a test exists that is named as ``file.py::test_name``."""
    found = PROOF.fullmatch(proof)
    assert found is not None, f"{proof} names no test"
    file, name = found.groups()
    assert name.startswith("test_") and name in functions(file), f"there is no {proof}"
