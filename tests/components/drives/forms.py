"""Drives of forms."""

from __future__ import annotations

from components.drive import Drive, Keys, Probe

from cacao.ui import Form, TextInput


def a_form(probe: Probe) -> Form:
    """Return a form that tells the probe what was sent."""

    def send(values: dict[str, str]) -> None:
        probe.value.set(values["name"])
        probe.told.set(["submit"])

    return Form(children=[TextInput("Name", name="name", required=True)], on_submit=send)


def fill_in(keys: Keys) -> None:
    """Send the form empty, then filled in."""
    keys.tab().is_on("Name").press("Enter").sees("Please fill this in.").is_on("Name")
    keys.type("Ann").tab().is_on("Save").press("Enter").sees("Saved.")


DRIVES: dict[str, Drive] = {
    "form": Drive(
        a_form, fill_in, value="Ann", midway=lambda keys: keys.tab().type("Anna").press("ArrowLeft")
    )
}

STILL: set[str] = set()
