"""Panel: a dialog that comes in from a side of the page, and the buttons that open and close it."""

from __future__ import annotations

from typing import Any

from ..base import BASE
from ..commands import COMMANDS
from ..icon_set import find_icon
from ..widget import read_kit

PANEL = (BASE, COMMANDS, read_kit("panel"))


def draw_panel(panel_id: str, class_name: str, children: object, **props: Any) -> dict[str, Any]:
    """Return the dialog.

    Args:
        panel_id: its ``id``.
        class_name: the class of panels of its kind.
        children: what stands in it.
        props: its own props.
    """
    own = {"id": panel_id, "class": ["cacao-panel", class_name], "closedby": "any"}
    return {"type": "dialog", "props": {**own, **props}, "children": children}


def draw_opener(panel_id: str, label: str) -> dict[str, Any]:
    """Return the button that opens a panel, called like this."""
    return _draw_button(panel_id, "show-modal", label, "menu")


def draw_closer(panel_id: str, label: str) -> dict[str, Any]:
    """Return the button that closes it from within."""
    return _draw_button(panel_id, "close", label, "x")


def _draw_button(panel_id: str, command: str, label: str, icon: str) -> dict[str, Any]:
    return {
        "type": "bare-button",
        "props": {
            "class": "cacao-panel-button",
            "aria_label": label,
            "command": command,
            "commandfor": panel_id,
        },
        "children": [find_icon(icon)],
    }
