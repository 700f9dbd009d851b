"""Demos of buttons."""

from __future__ import annotations

import asyncio
from typing import Any

from cacao import State
from cacao.ui import (
    Button,
    ButtonGroup,
    CopyButton,
    DownloadButton,
    IconButton,
    LinkButton,
    MenuButton,
    Row,
    Text,
    toast,
)

cups = State(0)
brewing = State(False)
bold = State(False)
span = State("Week")


async def brew() -> None:
    """Brew a cup, which takes its time."""
    brewing.set(True)
    await asyncio.sleep(1)
    brewing.set(False)
    cups.update(lambda number: number + 1)


def button() -> Any:
    """Brew cups, and pour them away."""
    return [
        Row(
            [
                Button("Brew a cup", on_click=brew, icon="coffee", loading=brewing, variant="primary"),
                Button(
                    "Pour away", on_click=lambda: cups.set(0), variant="outline", disabled=cups.value == 0
                ),
            ]
        ),
        Text(f"{cups.value} in the pot", tone="quiet"),
    ]


def icon_button() -> Any:
    """Write bold, or not."""
    return Row(
        [
            IconButton("bold", "Bold", on_click=lambda: bold.set(not bold.value), pressed=bold),
            IconButton("pencil", "Edit", variant="outline"),
            IconButton("trash", "Delete", variant="danger"),
            Text("Good coffee", weight="bold" if bold.value else "normal"),
        ]
    )


def button_group() -> Any:
    """Choose a span of time."""

    def choose(event: Any) -> None:
        span.set(event.params["name"])

    return ButtonGroup(
        "Span",
        [
            Button(
                name,
                on_click=choose,
                params={"name": name},
                variant="primary" if span.value == name else "outline",
                attributes={"aria_pressed": span.value == name},
            )
            for name in ("Day", "Week", "Month")
        ],
    )


def menu_button() -> Any:
    """Offer what may be done with an order."""
    items = [
        {"label": "Edit", "icon": "pencil", "on_click": lambda: toast("You would edit it.")},
        {
            "label": "Duplicate",
            "icon": "copy",
            "shortcut": "Ctrl+D",
            "on_click": lambda: toast("Here it is."),
        },
        {"label": "Archive", "icon": "archive", "disabled": True},
        "-",
        {"label": "Delete", "icon": "trash", "danger": True, "on_click": lambda: toast("It is gone.")},
    ]
    return MenuButton("Order 1042", items)


def link_button() -> Any:
    """Lead to another place."""
    return Row(
        [
            LinkButton("Read on", "#button", icon_end="arrow-right"),
            LinkButton("example.org", "https://example.org", new_tab=True, variant="outline"),
        ]
    )


def report() -> str:
    """Return the cups of today as a table."""
    return f"drink;cups\ncoffee;{cups.value}\n"


def download_button() -> Any:
    """Give away a table, made when it is asked for."""
    return DownloadButton("Cups of today", report, name="cups.csv")


def copy_button() -> Any:
    """Copy a line."""
    command = "pip install cacao"
    return Row([{"type": "code", "props": {"content": command}}, CopyButton(command, label_hidden=True)])
