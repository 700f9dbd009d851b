"""Demos of what an app says back."""

from __future__ import annotations

from typing import Any

from cacao import State
from cacao.ui import Alert, Button, EmptyState, Progress, ProgressRing, Skeleton, Spinner, Status, Text

done = State(40)
orders = State(0)


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
    return [
        ProgressRing("Roasted today", value=done, show_value=True, size="large", tone="success"),
        ProgressRing("Roasting", tone="accent"),
    ]


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
        action=Button(f"Order ({orders.value})", on_click=lambda: orders.update(lambda now: now + 1)),
    )


def status() -> Any:
    """Tell who is there."""
    return [
        Text("The roastery"),
        Status("online", "Roasting now", pulse=True),
        Status("away"),
        Status("busy"),
        Status("offline"),
    ]
