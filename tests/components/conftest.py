"""What the tests of widgets share: one server that shows each of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from servers import ServerProcess

HERE = Path(__file__).parent
FOLDERS = [HERE.parent, HERE.parent.parent / "examples"]


@pytest.fixture(scope="module")
def trying(serve_once: Callable[..., ServerProcess]) -> str:
    """Return the address of the server that shows each widget on a page of its own."""
    path = os.pathsep.join(map(str, FOLDERS))
    return serve_once(HERE / "trying.py", environment={"PYTHONPATH": path}).url


@pytest.fixture
def shown(trying: str, visit: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that opens one of these pages as a new visitor: ``shown("drive", "button")``."""
    return lambda kind, node_type, **options: visit(f"{trying}/{kind}/{node_type}", **options)
