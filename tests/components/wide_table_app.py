"""A table with more columns than there is room for, and a word without end."""

from __future__ import annotations

from datetime import date

from cacao import App
from cacao_plugins.components.data import RowAction, Table

NAMES = ["Ann", "W" * 300, "Bob"]
ROWS = [
    {
        "id": name[:3],
        "name": name,
        "city": "Oslo",
        "since": date(2022, 2, 3),
        "mail": f"{name[:3]}@example.com",
    }
    for name in NAMES
]
COLUMNS = ["name", "city", {"name": "since", "type": "date"}, "mail"]

app = App()
app.mix("/")(lambda: Table(COLUMNS, ROWS, actions=[RowAction("Delete", print, icon="trash")]))

if __name__ == "__main__":
    app.brew()
