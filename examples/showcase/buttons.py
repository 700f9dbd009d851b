"""Demos of buttons."""

from __future__ import annotations

from typing import Any

from cacao import State
from cacao.ui import Button

cups = State(0)


def button() -> Any:
    """Count cups."""
    return [
        Button("Pour a cup", on_click=lambda: cups.update(cups.value + 1), variant="primary"),
        {"type": "p", "props": {"content": f"{cups.value} poured"}},
    ]
