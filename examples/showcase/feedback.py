"""Demos of what an app says back."""

from __future__ import annotations

from typing import Any

from cacao import State
from cacao.ui import (
    Alert,
    Button,
    Confirm,
    Dialog,
    EmptyState,
    Popover,
    Progress,
    ProgressRing,
    Row,
    Skeleton,
    Spinner,
    Status,
    Text,
    TextInput,
    Tooltip,
    toast,
)

done = State(40)
orders = State(3)
name = State("Huila")
is_renaming = State(False)


def more() -> None:
    """Go on by a fifth, and begin anew at the end."""
    done.update(lambda now: now % 100 + 20)


def alert() -> Any:
    """Tell what went well, and what to look out for."""
    return [
        Alert("Your order is on its way", "It arrives before noon.", tone="success", dismissible=True),
        Alert("Three beans are nearly out", tone="warning"),
    ]


def progress() -> Any:
    """Show how far an upload is, and that something goes on."""
    return [
        Progress("Uploading photos", value=done, show_value=True),
        Progress("Looking for a courier", size="small", tone="accent"),
        {"type": "button", "props": {"label": "Go on", "on_click": more}},
    ]


def progress_ring() -> Any:
    """Show how much of the day's beans are roasted."""
    return Row(
        [
            ProgressRing("Roasted today", value=done, show_value=True, size="large", tone="success"),
            ProgressRing("Roasting", tone="accent"),
        ]
    )


def spinner() -> Any:
    """Wait for a cup."""
    return Spinner("Brewing", show_label=True)


def skeleton() -> Any:
    """Keep the place of a card that is still to come."""
    return [Skeleton("box", height=96), Skeleton(lines=3)]


def empty_state() -> Any:
    """Tell what will stand here."""
    return EmptyState(
        "No orders yet",
        "The first one will stand here as soon as it comes in.",
        icon="package",
        action=Button("Order", on_click=lambda: orders.update(lambda now: now + 1)),
    )


def status() -> Any:
    """Tell who is there."""
    others = [Status(kind) for kind in ("away", "busy", "offline")]
    return [Text("The roastery"), Row([Status("online", "Roasting now", pulse=True), *others])]


def dialog() -> Any:
    """Rename a bean in a window of its own."""

    def save() -> None:
        is_renaming.set(False)
        toast(f"It is called {name.value} now.", tone="success")

    return Dialog(
        "Rename the bean",
        TextInput("Name", bind=name),
        trigger=Button("Rename", variant="primary"),
        open=is_renaming,
        cancel="Cancel",
        footer=Button("Save", variant="primary", on_click=save),
    )


def confirm() -> Any:
    """Ask before orders are deleted."""
    return [
        Confirm(
            Button("Delete all orders", variant="danger", on_click=lambda: orders.set(0)),
            "Delete all orders?",
            "They cannot be brought back.",
            tone="danger",
        ),
        Text(f"{orders.value} orders", tone="quiet"),
    ]


def popover() -> Any:
    """Name what is wanted, beside the button."""
    return Popover(
        Button("Filter", variant="outline"),
        TextInput("Bean", bind=name),
        title="Filter",
    )


def tooltip() -> Any:
    """Say what a button does."""
    return Tooltip("Pours one more cup", Button("Pour", on_click=more))


def show_toast() -> Any:
    """Say that it is done, and go."""

    def save() -> None:
        toast("Saved.", tone="success")

    def refuse() -> None:
        toast("There are no beans left.", tone="danger", seconds=0)

    return Row([Button("Save", variant="primary", on_click=save), Button("Order", on_click=refuse)])
