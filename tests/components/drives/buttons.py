"""Drives of buttons."""

from __future__ import annotations

from typing import Any

from components.drive import Drive, Keys, Probe

from cacao.ui import Button, ButtonGroup, CopyButton, DownloadButton, IconButton, LinkButton, MenuButton


def _menu(probe: Probe) -> Any:
    return MenuButton(
        "Actions",
        [
            {"label": "Edit", "on_click": lambda: probe.value.set("edited")},
            "-",
            {"label": "Delete", "on_click": lambda: probe.value.set("deleted"), "danger": True},
        ],
    )


def _choose(keys: Keys) -> object:
    keys.tab().is_on("Actions").press("Enter").is_on("Edit").press("ArrowDown").is_on("Delete")
    keys.press("Escape").is_on("Actions").press("ArrowUp").is_on("Delete").press("ArrowDown").is_on("Edit")
    return keys.press("d").is_on("Delete").press("Enter").is_on("Actions")


DRIVES: dict[str, Drive] = {
    "button": Drive(
        lambda probe: Button("Save", on_click=probe.note, variant="primary"),
        lambda keys: keys.tab().is_on("Save").press("Enter", "Space"),
    ),
    "icon-button": Drive(
        lambda probe: IconButton("pencil", "Edit", on_click=probe.note),
        lambda keys: keys.tab().is_on("Edit").press("Enter"),
    ),
    "button-group": Drive(
        lambda probe: ButtonGroup(
            "Range",
            [Button("Day", variant="outline"), Button("Week", variant="outline", on_click=probe.note)],
        ),
        lambda keys: keys.tab().is_on("Day").tab().is_on("Week").press("Space"),
    ),
    "menu-button": Drive(
        _menu,
        _choose,
        value="deleted",
        told=False,
        midway=lambda keys: keys.tab().press("Enter", "ArrowDown"),
    ),
    "link-button": Drive(
        lambda probe: LinkButton("Guide", "#guide", attributes={"on_click": probe.note}),
        lambda keys: keys.tab().is_on("Guide").press("Enter"),
    ),
    "download-button": Drive(
        lambda probe: DownloadButton("Report", lambda: probe.value.set("made") or "done", "report.txt"),
        lambda keys: keys.tab().is_on("Report").press("Enter"),
        value="made",
        told=False,
    ),
    "copy-button": Drive(
        lambda probe: CopyButton("cocoa", label="Copy it", attributes={"on_click": probe.note}),
        lambda keys: keys.tab().press("Enter"),
    ),
}

STILL: set[str] = set()
