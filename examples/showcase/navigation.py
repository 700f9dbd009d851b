"""Demos of what leads from place to place."""

from __future__ import annotations

from typing import Any

from cacao import State
from cacao.ui import Button, Card, CommandPalette, ContextMenu, Menu, Navbar

brewed = State(0)


def brew() -> None:
    """Brew a cup."""
    brewed.update(brewed.value + 1)


def menu() -> Any:
    """List places to go and things to do."""
    orders = [{"label": "Open", "href": "#open", "badge": 4}, {"label": "Sent", "href": "#sent"}]
    items = [
        {"label": "Overview", "href": "#overview", "icon": "house"},
        {"label": "Orders", "icon": "package", "items": orders, "open": True},
        {"label": f"Brewed {brewed.value} times", "icon": "coffee", "on_click": brew},
    ]
    return Menu(items, current="#overview", label="Shop", style={"maxWidth": 260})


def context_menu() -> Any:
    """Right-click the card, press it long, or press Shift+F10."""
    items = [
        {"label": "Brew another", "icon": "coffee", "on_click": brew},
        {"label": "Print", "icon": "printer", "shortcut": "Ctrl+P", "disabled": True},
        "-",
        {"label": "Pour away", "icon": "trash-2", "danger": True, "on_click": lambda: brewed.set(0)},
    ]
    return ContextMenu(Card(f"{brewed.value} cups brewed", title="Coffee"), items, "Coffee")


def navbar() -> Any:
    """Show the pages of an app; make the window narrow to see them in a drawer."""
    links = [
        {"label": "Overview", "href": "#overview"},
        {"label": "Orders", "href": "#orders"},
        {"label": "Team", "href": "#team"},
    ]
    sign_in = Button("Sign in")
    return Navbar(
        links, "Cocoa & Co.", "coffee", href="#", current="#overview", actions=sign_in, sticky=False
    )


def command_palette() -> Any:
    """Press Ctrl+K, and type a few letters."""
    commands = [
        {"label": "Brew a cup", "group": "Kitchen", "icon": "coffee", "on_click": brew},
        {"label": "Orders", "group": "Go to", "icon": "package", "href": "#orders"},
        {"label": "Team", "group": "Go to", "icon": "users", "href": "#team", "keywords": "people staff"},
    ]
    return [
        CommandPalette(commands, trigger="What would you like?"),
        {"type": "p", "props": {"content": f"{brewed.value} cups brewed"}},
    ]
