"""Demos of texts."""

from __future__ import annotations

from typing import Any

from cacao.ui import Badge


def badge() -> Any:
    """Show what marks the state of an order."""
    return {
        "type": "p",
        "children": ["Order 1042 ", Badge("Paid", tone="success"), " ", Badge("2 days late", tone="warning")],
    }
