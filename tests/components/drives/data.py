"""Drives of what shows data."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import List, ListItem

DRIVES: dict[str, Drive] = {
    "list": Drive(
        lambda probe: List([ListItem("Ann", href="/"), ListItem("Bob", on_click=probe.note)]),
        lambda keys: keys.tab(2).press("Enter"),
    ),
}

STILL = {"key-value", "metric", "timeline"}
