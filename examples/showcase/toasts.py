"""A toast that follows a State; those that handlers call are shown in ``feedback``."""

from __future__ import annotations

from typing import Any

from cacao import State
from cacao.ui import Button, Row, Toast

is_ready = State(False)


def toast() -> Any:
    """Say that the coffee is ready, until somebody has taken it."""
    return Row(
        [
            Toast("Your coffee is ready.", open=is_ready, tone="success", seconds=0),
            Button("Brew", on_click=lambda: is_ready.set(True)),
            Button("Take it", variant="outline", on_click=lambda: is_ready.set(False)),
        ]
    )
