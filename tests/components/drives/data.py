"""Drives of what shows data."""

from __future__ import annotations

from components.drive import Drive, Keys

from cacao.ui import JsonView, List, ListItem, LogView, RowAction, Table, TableColumn, Tree, TreeItem


def use_table(keys: Keys) -> None:
    """Search, sort, choose the first row and edit it."""
    keys.tab().is_on("Search").type("n").sees("Ann").press("Backspace").tab(2)
    keys.is_on("Choose all rows of this page").tab().is_on("Name").press("Enter")
    keys.tab().is_on("Choose Ann").press("Space").sees("1 chosen")
    keys.tab().is_on("Edit: Ann").press("Enter")


def use_tree(keys: Keys) -> None:
    """Open the branch, choose what is in it by its first letter, and close it again."""
    keys.tab().is_on("Roasts").press("ArrowRight").sees("Dark").press("ArrowRight").is_on("Light")
    keys.press("d").is_on("Dark").press("Enter").press("ArrowLeft").press("ArrowLeft").misses("Light")
    keys.press("End").is_on("Tea").press("Home").is_on("Roasts")


DRIVES: dict[str, Drive] = {
    "json-view": Drive(
        lambda probe: JsonView({"bean": {"farm": "Sidamo"}}),
        lambda keys: keys.tab(2).press("Enter").sees("Sidamo"),
        told=False,
        midway=lambda keys: keys.tab(2).press("Enter"),
    ),
    "log-view": Drive(
        lambda probe: LogView(["Oven on", ("error", "Oven burns")]),
        lambda keys: keys.tab().is_on("Search").type("burn").misses("Oven on").tab(2).is_on("Log"),
        told=False,
        midway=lambda keys: keys.tab().type("burn").misses("Oven on").press("ArrowLeft"),
    ),
    "tree": Drive(
        lambda probe: Tree(
            [TreeItem("Roasts", children=lambda: ["Light", "Dark"]), "Tea"],
            "Shelf",
            bind=probe.value,
            on_select=probe.note,
        ),
        use_tree,
        value="Dark",
        midway=lambda keys: keys.tab().press("ArrowRight").sees("Dark").press("ArrowDown"),
    ),
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
