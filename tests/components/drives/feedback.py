"""Drives of what an app says back."""

from __future__ import annotations

from components.drive import Drive

from cacao.ui import Alert, Button, Confirm, Dialog, Popover, TextInput, Toast, Tooltip

DRIVES: dict[str, Drive] = {
    "toast": Drive(
        lambda probe: Toast("Saved", open=probe.value, seconds=0),
        lambda keys: keys.sees("Saved").press("Escape").misses("Saved"),
        begins=True,
        value=False,
        told=False,
    ),
    "alert": Drive(
        lambda probe: Alert("Saved", dismissible=True, open=probe.value),
        lambda keys: keys.tab().is_on("Close").press("Enter").misses("Saved"),
        begins=True,
        value=False,
        told=False,
    ),
    "dialog": Drive(
        lambda probe: Dialog(
            "New name",
            TextInput("Name"),
            trigger="Rename",
            open=probe.value,
            cancel="Leave it",
            on_close=probe.note,
        ),
        lambda keys: (
            keys.tab()
            .is_on("Rename")
            .press("Enter")
            .is_on("Name")
            .press("Escape")
            .is_on("Rename")
            .press("Enter")
            .tab()
            .is_on("Leave it")
            .press("Enter")
            .misses("New name")
        ),
        begins=False,
        value=False,
        midway=lambda keys: keys.tab().press("Enter").is_on("Name").type("Hui").press("ArrowLeft"),
    ),
    "confirm": Drive(
        lambda probe: Confirm(Button("Delete", on_click=probe.note), "Delete 3 rows?", tone="danger"),
        lambda keys: (
            keys.tab()
            .press("Enter")
            .sees("Delete 3 rows?")
            .is_on("Cancel")
            .press("Enter")
            .misses("Delete 3 rows?")
            .is_on("Delete")
            .press("Enter")
            .tab()
            .is_on("Delete")
            .press("Enter")
        ),
        midway=lambda keys: keys.tab().press("Enter").is_on("Cancel"),
    ),
    "popover": Drive(
        lambda probe: Popover("Filter", TextInput("Bean", bind=probe.value), title="What is in stock"),
        lambda keys: (
            keys.tab()
            .press("Enter")
            .sees("What is in stock")
            .tab()
            .is_on("Bean")
            .type("Huila")
            .press("Escape")
            .misses("What is in stock")
            .is_on("Filter")
        ),
        value="Huila",
        told=False,
        midway=lambda keys: keys.tab().press("Enter").tab().type("Hui"),
    ),
    "tooltip": Drive(
        lambda probe: Tooltip("Tells everybody", Button("Save", on_click=probe.note)),
        lambda keys: (
            keys.tab().sees("Tells everybody").press("Escape").misses("Tells everybody").press("Enter")
        ),
    ),
}

STILL = {"progress", "progress-ring", "spinner", "skeleton", "empty-state", "status"}
