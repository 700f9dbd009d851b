"""A table of 10,000 rows of five cells, one of which is a State that stands in its prop."""

from __future__ import annotations

import os
from typing import Any

from cacao import App, State

ROWS = int(os.environ.get("BENCHMARK_ROWS", "10000"))
CELLS = 5

app = App()
counter_state = State(0)


@app.event("increment_counter")
async def handle_increment() -> None:
    """Count one up."""
    counter_state.update(counter_state.value + 1)


def cell(row: int, column: int) -> dict[str, Any]:
    """Return one cell of the table."""
    content = counter_state if (row, column) == (ROWS // 2, 2) else f"{row}.{column}"
    return {"type": "td", "props": {"content": content}}


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page."""
    rows = [{"type": "tr", "children": [cell(row, column) for column in range(CELLS)]} for row in range(ROWS)]
    return {
        "type": "main",
        "children": [
            {"type": "button", "props": {"label": "Increment", "action": "increment_counter"}},
            {"type": "table", "children": [{"type": "tbody", "children": rows}]},
        ],
    }
