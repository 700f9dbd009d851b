"""An app with a table and a log, for the tests in Chromium."""

from __future__ import annotations

from typing import Any

from cacao import App, State
from cacao.ui import Log, LogView, RowAction, Table, TableColumn, Tree

app = App(title="Data")
log = Log()
for number in range(60):
    log.write(f"Line {number}", time="")

ROWS = [
    {"id": number, "name": f"Item {number:02}", "kind": "even odd".split()[number % 2]}
    for number in range(60)
]


opened = State(["fruit"])


def write() -> None:
    """Write a line."""
    log.write("Another line")


@app.mix("/")
def home() -> Any:
    """Return the page."""
    return {
        "type": "main",
        "children": [
            {"type": "h1", "props": {"content": "Data"}},
            {"type": "button", "props": {"label": "Write", "on_click": write}},
            LogView(log, label="Log", height=160),
            Tree([{"key": "fruit", "children": ["apple", "pear"]}], label="Food", bind_opened=opened),
            {"type": "button", "props": {"label": "Close all", "on_click": lambda: opened.set([])}},
            Table(
                [TableColumn("name", sortable=True, filterable=True), "kind"],
                ROWS,
                caption="Things",
                page_size=10,
                selection="multiple",
                actions=[RowAction("Copy", print), RowAction("Delete", print, tone="danger")],
            ),
        ],
    }
