"""Drives of texts."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import Code, Heading, Link, Markdown

DRIVES: dict[str, Drive] = {
    "heading": Drive(
        lambda probe: Heading("Brewing guide", anchor="brewing", attributes={"on_click": probe.note}),
        lambda keys: keys.tab().is_on("Brewing guide").press("Enter"),
    ),
    "link": Drive(
        lambda probe: Link("Guide", href="#guide", attributes={"on_click": probe.note}),
        lambda keys: keys.tab().is_on("Guide").press("Enter"),
    ),
    "code": Drive(
        lambda probe: Code("one = 1\n" + "x" * 500, "python", title="one.py"),
        lambda keys: keys.tab().is_on("one.py").press("ArrowRight").scrolls(),
        told=False,
    ),
    "markdown": Drive(
        lambda probe: Markdown("Read [the guide](#guide)."),
        lambda keys: keys.tab().is_on("the guide").press("Enter").leads_to("/drive/markdown#guide"),
        told=False,
    ),
}

STILL = {"text", "paragraph", "icon", "badge", "kbd", "divider"}
