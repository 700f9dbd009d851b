"""Fixtures of the tests of faults."""

from __future__ import annotations

import pytest
from servers import free_port


@pytest.fixture
def port() -> int:
    """A port that every server of a test has."""
    return free_port()
