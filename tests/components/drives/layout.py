"""Drives of what puts things in their place."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import (
    Accordion,
    AppBar,
    Breadcrumb,
    Card,
    Drawer,
    Footer,
    Pagination,
    ScrollArea,
    SidebarLayout,
    Splitter,
    Stepper,
    Tabs,
)

PAGES = [{"id": "home", "label": "Home", "icon": "H"}, {"id": "team", "label": "Team", "icon": "users"}]

DRIVES: dict[str, Drive] = {
    "card": Drive(
        lambda probe: Card("words", title="Report", on_click=probe.note),
        lambda keys: keys.tab().is_on("Report").press("Enter"),
    ),
    "accordion": Drive(
        lambda probe: Accordion([{"label": "Why?", "content": "So."}, {"label": "How?", "content": "Thus."}]),
        lambda keys: keys.tab().is_on("Why?").press("Enter").sees("So.").tab().press("Enter").misses("So."),
        told=False,
        midway=lambda keys: keys.tab().press("Enter"),
    ),
    "app-bar": Drive(
        lambda probe: AppBar("Cocoa", href="/drive/link"),
        lambda keys: keys.tab().is_on("Cocoa").press("Enter").leads_to("/drive/link").sees("Guide"),
        told=False,
    ),
    "app-footer": Drive(
        lambda probe: Footer("Note", [{"label": "Contact", "href": "/drive/link"}]),
        lambda keys: keys.tab().is_on("Contact").press("Enter").leads_to("/drive/link").sees("Guide"),
        told=False,
    ),
    "breadcrumb": Drive(
        lambda probe: Breadcrumb([{"label": "Home", "href": "/drive/link"}, "Here"]),
        lambda keys: keys.tab().is_on("Home").press("Enter").leads_to("/drive/link").sees("Guide"),
        told=False,
    ),
    "drawer": Drive(
        lambda probe: Drawer("Filters", "Inside", trigger="Filter"),
        lambda keys: (
            keys.tab().press("Enter").sees("Inside").press("Escape").misses("Inside").is_on("Filter")
        ),
        told=False,
        midway=lambda keys: keys.tab().press("Enter"),
    ),
    "pagination": Drive(
        lambda probe: Pagination(50, bind=probe.value),
        lambda keys: keys.tab(3).is_on("2").press("Enter").is_on("2"),
        begins=1,
        value=2,
        told=False,
    ),
    "scroll-area": Drive(
        lambda probe: ScrollArea([f"Line {number}" for number in range(99)], "Lines", height=40),
        lambda keys: keys.tab().is_on("Lines").press("End").scrolls(),
        told=False,
    ),
    "splitter": Drive(
        lambda probe: Splitter("a", "b", bind=probe.value, label="First"),
        lambda keys: keys.tab().is_on("First").press("Home", "ArrowRight", "Shift+ArrowRight"),
        begins=30,
        value=22,
        told=False,
    ),
    "stepper": Drive(
        lambda probe: Stepper(["Cart", "Address", "Payment"], bind=probe.value),
        lambda keys: keys.tab().press("Enter"),
        begins=2,
        value=0,
        told=False,
    ),
    "tabs": Drive(
        lambda probe: Tabs(
            [{"label": "One", "content": "First"}, {"label": "Two", "content": "Second"}], bind=probe.value
        ),
        lambda keys: keys.tab().is_on("One").press("ArrowRight").is_on("Two").sees("Second").misses("First"),
        value="two",
        told=False,
        midway=lambda keys: keys.tab().press("ArrowRight"),
    ),
    "sidebar-layout": Drive(
        lambda probe: SidebarLayout(PAGES, {}, "Cocoa", bind=probe.value),
        lambda keys: keys.tab(3).is_on("Team").press("Enter").sees("There is nothing here yet."),
        value="team",
        told=False,
    ),
}

STILL = {"row", "column", "grid", "stack", "spacer", "container", "section"}
