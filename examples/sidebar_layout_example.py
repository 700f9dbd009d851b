"""Pages at the side: a small shop as one app, in the browser or in a window of its own.

Run it with ``python examples/sidebar_layout_example.py``. Each tab has its own open page, which stands in the
address: send somebody the link, or go back with the browser's button. ``--mode desktop`` asks for a window
of its own; until the plugin for that is there, it says so and ends.
"""

from __future__ import annotations

import argparse
from typing import Any

from cacao import App, Component, State
from cacao.ui import (
    Badge,
    Button,
    Card,
    Column,
    Container,
    Grid,
    Pagination,
    Row,
    Section,
    SidebarLayout,
    Spacer,
    TextInput,
)

app = App(title="Cocoa & Co.")

BARS = ("Criollo 70 %", "Nacional 85 %", "Porcelana 75 %", "Trinitario 60 %", "Milk 45 %")
ORDERS: list[dict[str, Any]] = [
    {"number": 1042 - index, "bar": BARS[index % 5], "pieces": 1 + index * 7 % 9} for index in range(23)
]
PER_PAGE = 5

sent: State[list[int]] = State([])
page = State(1, url="list")
shop = State("Cocoa & Co.")


class Dashboard:
    """What a shopkeeper sees first: any object with a ``render`` can be a page."""

    def render(self) -> Any:
        """Return three numbers and what is to be done."""
        waiting = len(ORDERS) - len(sent.value)
        numbers = {
            "Orders": len(ORDERS),
            "Waiting": waiting,
            "Bars sold": sum(order["pieces"] for order in ORDERS),
        }
        return Container(
            [
                {"type": "h1", "props": {"content": "Good morning"}},
                Grid([figure(name, number) for name, number in numbers.items()], columns=3),
                Section(
                    "To do",
                    Card(f"{waiting} orders wait to be sent.", title="Orders", href="?page=orders"),
                ),
            ]
        )


def figure(name: str, number: int) -> Card:
    """Return a number with its name."""
    style = {"fontSize": "2rem", "fontWeight": 650, "lineHeight": 1.2}
    shown = {"type": "div", "props": {"content": f"{number:,}", "style": style}}
    return Card(shown, subtitle=name)


def orders() -> Any:
    """List the orders, some at a time: a function can be a page, too."""
    first = PER_PAGE * (page.value - 1)
    return Container(
        [
            {"type": "h1", "props": {"content": "Orders"}},
            Column([order_card(order) for order in ORDERS[first : first + PER_PAGE]], gap="small"),
            Pagination(len(ORDERS), bind=page, per_page=PER_PAGE),
        ]
    )


def order_card(order: dict[str, Any]) -> Card:
    """Return one order, with a button that sends it."""
    number = order["number"]

    def send() -> None:
        sent.set([*sent.value, number])

    done = (
        Badge("Sent", tone="success")
        if number in sent.value
        else Button("Send", on_click=send, variant="outline")
    )
    row = Row([f"{order['pieces']} × {order['bar']}", Spacer(), done])
    return Card(row, key=number, subtitle=f"Order {number}")


class Settings(Component):
    """A component keeps what it needs in States of its own."""

    saved = State(0)

    def save(self) -> None:
        """Count how often the settings were saved."""
        self.saved.update(self.saved.value + 1)

    def render(self) -> Any:
        """Return a field and a button."""
        told = f"Saved {self.saved.value} times" if self.saved.value else "Nothing has been changed yet."
        return Container(
            [
                {"type": "h1", "props": {"content": "Settings"}},
                TextInput("Name of the shop", bind=shop, style={"maxWidth": "24rem"}),
                Button("Save", on_click=self.save),
                {"type": "p", "props": {"content": told, "role": "status"}},
            ]
        )


nav_items = [
    {"id": "dashboard", "label": "Dashboard", "icon": "layout-dashboard"},
    {"id": "orders", "label": "Orders", "icon": "package", "badge": len(ORDERS)},
    {"id": "reports", "label": "Reports", "icon": "R"},  # no content yet: a placeholder says so
    {"id": "settings", "label": "Settings", "icon": "settings"},
]

sidebar_layout = SidebarLayout(
    nav_items=nav_items,
    content_components={"dashboard": Dashboard(), "orders": orders, "settings": Settings()},
    app_title=shop,
    footer="Made with cocoa.",
)


@app.mix("/")
def home() -> Any:
    """Show the page that is open."""
    return sidebar_layout.render()


def main(words: list[str] | None = None) -> None:
    """Serve the app as the command line asks for it."""
    parser = argparse.ArgumentParser(description="A shop with its pages at the side.")
    parser.add_argument("--mode", choices=("web", "desktop"), default="web", help="where it is shown")
    parser.add_argument("--port", type=int, default=None, help="the port of the server")
    chosen = parser.parse_args(words)
    app.brew(type=chosen.mode, port=chosen.port)


if __name__ == "__main__":
    main()
