"""Drives of buttons."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import Button

DRIVES: dict[str, Drive] = {
    "button": Drive(
        lambda probe: Button("Save", on_click=probe.note, variant="primary"),
        lambda keys: keys.tab().is_on("Save").press("Enter", "Space"),
    ),
}

STILL: set[str] = set()
