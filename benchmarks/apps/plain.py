"""A State list of many rows, written plainly: a comprehension, and a lambda in every row."""

from __future__ import annotations

import os
from typing import Any

from benchmarks.stopwatch import Stopwatch
from cacao import App, State

ROWS = int(os.environ.get("BENCHMARK_ROWS", "1000"))

app = App()
rows: State[list[dict[str, Any]]] = State([{"id": n, "name": f"Row {n}", "count": 0} for n in range(ROWS)])
watch = Stopwatch()


def add_one(row_id: int) -> None:
    """Count one row up."""
    with rows.mutate() as items:
        items[row_id]["count"] += 1


@app.mix("/")
@watch.timed
def home() -> dict[str, Any]:
    """Return the page."""
    lines = [
        {
            "type": "tr",
            "key": row["id"],
            "children": [
                {"type": "td", "props": {"content": row["name"]}},
                {"type": "td", "props": {"content": row["count"]}},
                {
                    "type": "td",
                    "children": [
                        {
                            "type": "button",
                            "props": {"label": "+", "on_click": lambda row=row: add_one(row["id"])},
                        }
                    ],
                },
            ],
        }
        for row in rows.value
    ]
    body = {"type": "tbody", "children": lines}
    return {"type": "main", "children": [{"type": "table", "children": [body]}]}


@app.mix("/watch")
def show_watch() -> dict[str, Any]:
    """Return what the page's function has taken so far."""
    return {"type": "p", "props": {"content": f"seconds={watch.seconds:.9f} runs={watch.runs}"}}
