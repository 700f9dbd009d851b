"""Skips a test whose tool is missing, or fails it where every tool must be there."""

from __future__ import annotations

import os

import pytest

# Read now: some tests run with an environment that says nothing of Cacao.
REQUIRES_ALL = os.environ.get("CACAO_REQUIRE") == "all"


def require_tool(name: str, found: bool, how: str) -> None:
    """Skip the calling test if its tool was not found; fail it under ``CACAO_REQUIRE=all``, as in CI.

    Args:
        name: the tool, as a person calls it.
        found: whether it is there.
        how: the command that brings it.
    """
    __tracebackhide__ = True
    if found:
        return
    missing = f"{name} is missing: {how}"
    if REQUIRES_ALL:
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)
