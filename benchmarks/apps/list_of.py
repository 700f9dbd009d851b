"""A State list of many rows, each a region of its own by ``For``, edited in place by ``mutate()``."""

from __future__ import annotations

import os
from typing import Any

from cacao import App, For, State

ROWS = int(os.environ.get("BENCHMARK_ROWS", "10000"))

app = App()
rows: State[list[dict[str, Any]]] = State([{"id": n, "name": f"Row {n}", "count": 0} for n in range(ROWS)])


def add_one(row_id: int) -> None:
    """Count one row up."""
    with rows.mutate() as items:
        items[row_id]["count"] += 1


def show(row: dict[str, Any]) -> dict[str, Any]:
    """Return one row of the table."""
    button = {"label": "+", "on_click": lambda: add_one(row["id"])}
    return {
        "type": "tr",
        "children": [
            {"type": "td", "props": {"content": row["name"]}},
            {"type": "td", "props": {"content": row["count"]}},
            {"type": "td", "children": [{"type": "button", "props": button}]},
        ],
    }


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page."""
    body = {"type": "tbody", "children": [For(rows, key="id", render=show)]}
    return {"type": "main", "children": [{"type": "table", "children": [body]}]}
