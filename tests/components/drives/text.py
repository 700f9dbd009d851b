"""Drives of texts."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import Heading, Link

DRIVES: dict[str, Drive] = {
    "heading": Drive(
        lambda probe: Heading("Brewing guide", anchor="brewing", attributes={"on_click": probe.note}),
        lambda keys: keys.tab().is_on("Brewing guide").press("Enter"),
    ),
    "link": Drive(
        lambda probe: Link("Guide", href="#guide", attributes={"on_click": probe.note}),
        lambda keys: keys.tab().is_on("Guide").press("Enter"),
    ),
}

STILL = {"text", "paragraph", "icon", "badge", "kbd", "divider"}
