"""Demos of what puts things in their place."""

from __future__ import annotations

from typing import Any

from cacao import State
from cacao.ui import (
    Accordion,
    AppBar,
    Badge,
    Breadcrumb,
    Button,
    Card,
    Column,
    Container,
    Drawer,
    Footer,
    Grid,
    Pagination,
    Row,
    ScrollArea,
    Section,
    SidebarLayout,
    Spacer,
    Splitter,
    Stack,
    Stepper,
    Tabs,
    TextInput,
)

poured = State(0)
step = State(1)
page = State(3)
is_open = State(False)
ORIGINS = {"Ghana": "8,200 t", "Ecuador": "3,100 t", "Peru": "1,450 t"}
PAGES = [
    {"id": "orders", "label": "Orders", "icon": "package", "badge": 4},
    {"id": "team", "label": "Team", "icon": "users"},
    {"id": "settings", "label": "Settings", "icon": "S"},
]


def row() -> Any:
    """Put a title, a state and what can be done beside each other."""
    return Row(
        [
            {"type": "strong", "props": {"content": "Order 1042"}},
            Badge("Paid", tone="success"),
            Spacer(),
            Button("Print"),
            Button("Send"),
        ]
    )


def column() -> Any:
    """Put lines below each other, with little room between."""
    return Column(
        [{"type": "div", "props": {"content": f"{name}: {how}"}} for name, how in ORIGINS.items()],
        gap="small",
    )


def grid() -> Any:
    """Show a card for each country, up to three beside each other."""
    return Grid([Card(amount, title=name) for name, amount in ORIGINS.items()], columns=3)


def stack() -> Any:
    """Lay a badge over the corner of a card."""
    bar = Card("Criollo, 70 %", title="Bar of the week")
    corner = Badge("New", tone="accent", style={"margin": 16, "placeSelf": "start end"})
    return Stack([bar, corner])


def spacer() -> Any:
    """Move what follows to the end."""
    return Row(["Three bars", Spacer(), {"type": "strong", "props": {"content": "14.70 €"}}])


def container() -> Any:
    """Keep lines short enough to be read with ease."""
    text = "Cocoa beans are fermented, dried and roasted before they are ground."
    return Container([{"type": "p", "props": {"content": text}}], width="small")


def section() -> Any:
    """Give a part of the page a heading."""
    return Section(
        "Deliveries", ["Two are on their way."], description="Since Monday", actions=Button("New"), level=3
    )


def card() -> Any:
    """Pour a cup by a click anywhere on the card."""

    def pour() -> None:
        poured.update(poured.value + 1)

    return Card(
        "Thick, dark and hot.", title="Pour a cup", footer=f"{poured.value} poured so far", on_click=pour
    )


def text(words: str) -> Any:
    """Return a paragraph."""
    return {"type": "p", "props": {"content": words}}


def tabs() -> Any:
    """Show one part of an order at a time."""
    items = [
        {"label": "Items", "content": text("Two bars, one tin."), "icon": "package"},
        {"label": "Notes", "content": text("Leave it with the neighbour."), "badge": 1},
        {"label": "Returns", "disabled": True},
    ]
    return Tabs(items, label="Order 1042")


def accordion() -> Any:
    """Answer what is asked most often."""
    return Accordion(
        [
            {"label": "When will it arrive?", "content": text("In two days."), "open": True},
            {"label": "Can I send it back?", "content": text("Yes, within a month.")},
            {"label": "Is it wrapped?", "content": text("In paper, if you wish.")},
        ]
    )


def stepper() -> Any:
    """Show how far an order has come; a step that is done leads back to it."""
    steps = ["Cart", {"label": "Address", "description": "Where it goes"}, "Payment"]

    def go_on() -> None:
        step.update(min(step.value + 1, len(steps)))

    return [Stepper(steps, bind=step, label="Your order"), Button("Go on", on_click=go_on)]


def drawer() -> Any:
    """Open a panel at the side, in the browser or by a State."""
    filters = [TextInput("Origin", placeholder="Ghana"), Button("Show", closes=True)]
    return Row(
        [
            Drawer("Filters", filters, trigger="Filter"),
            Button("Open by a State", on_click=lambda: is_open.set(True)),
            Drawer("Order 1042", text("Two bars, one tin."), open=is_open, side="start"),
        ]
    )


def splitter() -> Any:
    """Give one of two panes more room."""
    return Splitter(text("Ghana, Ecuador, Peru"), text("Cocoa grows near the equator."), size=35)


def app_bar() -> Any:
    """Say at the top what the app is called."""
    return AppBar("Cocoa & Co.", Button("Sign in"), href="/", sticky=False)


def footer() -> Any:
    """End a page with links."""
    links = [
        {"label": "Contact", "href": "mailto:hello@example.com", "icon": "mail"},
        {"label": "Top", "href": "#"},
    ]
    return Footer("Made with cocoa.", links)


def breadcrumb() -> Any:
    """Show where a page stands."""
    return Breadcrumb(
        [{"label": "Home", "href": "/", "icon": "house"}, {"label": "Orders", "href": "/"}, "Order 1042"]
    )


def pagination() -> Any:
    """Leaf through 96 orders, ten at a time."""
    first = 10 * page.value - 9
    return [text(f"Orders {first} to {min(first + 9, 96)}"), Pagination(96, bind=page)]


def scroll_area() -> Any:
    """Keep a long list in its place."""
    return ScrollArea([text(f"Order {number}") for number in range(1042, 1062)], "Orders", height=160)


def sidebar_layout() -> Any:
    """Show an app of three pages."""
    team = {"type": "p", "props": {"content": "Ann, Bob and Cleo", "style": {"padding": 24}}}
    return SidebarLayout(PAGES, {"team": team}, "Cocoa & Co.", tag="div", style={"minHeight": 320})
