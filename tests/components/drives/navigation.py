"""Drives of what leads from place to place."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import CommandPalette, ContextMenu, Menu, Navbar

DRIVES: dict[str, Drive] = {
    "command-palette": Drive(
        lambda probe: CommandPalette(
            [{"label": "Other", "on_click": lambda: None}, {"label": "New order", "on_click": probe.note}]
        ),
        lambda keys: keys.press("Control+k").type("nwo").sees("New order").misses("Other").press("Enter"),
        midway=lambda keys: keys.press("Control+k").type("o").press("ArrowDown"),
    ),
    "context-menu": Drive(
        lambda probe: ContextMenu(
            "Order 1042",
            [{"label": "Print", "on_click": probe.note}, "-", {"label": "Delete", "on_click": lambda: None}],
            "Order 1042",
        ),
        lambda keys: keys.tab().press("Shift+F10").is_on("Print").press("ArrowDown", "ArrowDown", "Enter"),
        midway=lambda keys: keys.tab().press("Shift+F10").is_on("Print").press("ArrowDown").is_on("Delete"),
    ),
    "menu": Drive(
        lambda probe: Menu(
            [
                {"label": "Orders", "items": [{"label": "Open", "on_click": probe.note}]},
                {"label": "x", "href": "#"},
            ]
        ),
        lambda keys: keys.tab().is_on("Orders").press("Enter").tab().is_on("Open").press("Enter"),
        midway=lambda keys: keys.tab().press("Enter").tab(),
    ),
    "navbar": Drive(
        lambda probe: Navbar([{"label": "There", "href": "/drive/link"}], "Cocoa", current="/drive/navbar"),
        lambda keys: keys.tab(2).is_on("There").press("Enter").leads_to("/drive/link").sees("Guide"),
        told=False,
    ),
}

STILL: set[str] = set()
