"""Drives of what an app says back."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import Alert

DRIVES: dict[str, Drive] = {
    "alert": Drive(
        lambda probe: Alert("Saved", dismissible=True, open=probe.value),
        lambda keys: keys.tab().is_on("Close").press("Enter").misses("Saved"),
        begins=True,
        value=False,
        told=False,
    ),
}

STILL = {"progress", "progress-ring", "spinner", "skeleton", "empty-state", "status"}
