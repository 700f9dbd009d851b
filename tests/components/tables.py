"""Tables: what their tests show, and how they read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

PEOPLE = [
    {"id": 1, "name": "Dan", "age": 41, "city": "Bergen", "joined": date(2024, 5, 1)},
    {"id": 2, "name": "ann", "age": 29, "city": "Oslo", "joined": date(2025, 1, 9)},
    {"id": 3, "name": "Bob", "age": None, "city": "Bergen", "joined": date(2023, 2, 3)},
]

Open = Callable[..., Any]


def cells(user: Any, column: int = 0) -> list[str]:
    """Return the texts of a column, from the top."""
    bodies = [node for node in user.page.root.walk() if node.tag == "tbody"]
    rows = [node for node in bodies[0].walk() if node.tag == "tr"]
    return [[cell for cell in row.walk() if cell.tag == "td"][column].label for row in rows]


def header(user: Any, name: str) -> Any:
    """Return the header of a column."""
    return next(node for node in user.page.root.walk() if node.tag == "th" and node.label == name)
