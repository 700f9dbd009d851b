"""Drives of what puts things in their place."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import Card, SidebarLayout

PAGES = [{"id": "home", "label": "Home", "icon": "H"}, {"id": "team", "label": "Team", "icon": "users"}]

DRIVES: dict[str, Drive] = {
    "card": Drive(
        lambda probe: Card("words", title="Report", on_click=probe.note),
        lambda keys: keys.tab().is_on("Report").press("Enter"),
    ),
    "sidebar-layout": Drive(
        lambda probe: SidebarLayout(PAGES, {}, "Cocoa", bind=probe.value),
        lambda keys: keys.tab(3).is_on("Team").press("Enter").sees("There is nothing here yet."),
        value="team",
        told=False,
    ),
}

STILL = {"row", "column", "grid", "stack", "spacer", "container", "section"}
