"""What the tests of hot reload share: servers with the tools for developers."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def with_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the servers of a test start with the tools, which those of others go without."""
    monkeypatch.setenv("CACAO_TOOLS", "true")
