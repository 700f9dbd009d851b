"""Demos of what puts things in their place."""

from __future__ import annotations

from typing import Any

from cacao import State
from cacao.ui import Badge, Button, Card, Column, Container, Grid, Row, Section, SidebarLayout, Spacer, Stack

poured = State(0)
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
    return Stack(
        [Card("Criollo, 70 %", title="Bar of the week"), Badge("New", tone="accent")],
        align="start",
        justify="end",
    )


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


def sidebar_layout() -> Any:
    """Show an app of three pages."""
    team = {"type": "p", "props": {"content": "Ann, Bob and Cleo", "style": {"padding": 24}}}
    return SidebarLayout(PAGES, {"team": team}, "Cocoa & Co.", style={"minHeight": 320})
