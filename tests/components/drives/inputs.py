"""Drives of inputs."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import TextInput

DRIVES: dict[str, Drive] = {
    "text-input": Drive(
        lambda probe: TextInput("Name", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Name").type("Ann").tab(),
        value="Ann",
        midway=lambda keys: keys.tab().type("Anna").press("ArrowLeft"),
    ),
}

STILL: set[str] = set()
