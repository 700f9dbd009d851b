"""Drives of what shows data."""

from __future__ import annotations

from components.drive import Drive, Keys

from cacao.ui import List, ListItem, RowAction, Table, TableColumn


def use_table(keys: Keys) -> None:
    """Search, sort, choose the first row and edit it."""
    keys.tab().is_on("Search").type("n").sees("Ann").press("Backspace").tab(2)
    keys.is_on("Choose all rows of this page").tab().is_on("Name").press("Enter")
    keys.tab().is_on("Choose Ann").press("Space").sees("1 chosen")
    keys.tab().is_on("Edit: Ann").press("Enter")


DRIVES: dict[str, Drive] = {
    "list": Drive(
        lambda probe: List([ListItem("Ann", href="/"), ListItem("Bob", on_click=probe.note)]),
        lambda keys: keys.tab(2).press("Enter"),
    ),
    "table": Drive(
        lambda probe: Table(
            [TableColumn("name", sortable=True), "age"],
            [{"id": 1, "name": "Bob", "age": 40}, {"id": 2, "name": "Ann", "age": 30}],
            searchable=True,
            selection="multiple",
            bind=probe.value,
            actions=[RowAction("Edit", lambda row: probe.told.set([row["name"]]), icon="pencil")],
        ),
        use_table,
        begins=[],
        value=[2],
        midway=lambda keys: keys.tab().is_on("Search").type("An").misses("Bob").press("ArrowLeft"),
    ),
}

STILL = {"key-value", "metric", "timeline"}
