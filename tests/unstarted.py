"""Visits to an application that nobody has told to start: a test drives its lifespan, or leaves it out."""

from __future__ import annotations

from typing import Any

from cacao_kernel.line import Loop
from cacao_kernel.user import User, open_tab
from cacao_kernel.window import Browser


def visit(app: Any, loop: Loop, path: str) -> User:
    """Open a page as a new visitor."""
    return open_tab(Browser(app, loop, 10.0), path)
