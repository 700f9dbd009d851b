"""Every story is told twice: to simulated users, and to a real browser. Nothing in a story knows which."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["process", "browser"])
def cacao_browser(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "browser")
