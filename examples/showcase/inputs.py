"""Demos of inputs."""

from __future__ import annotations

import asyncio
from typing import Any

from cacao import State
from cacao.ui import (
    Checkbox,
    CheckboxGroup,
    Combobox,
    EmailInput,
    FileUpload,
    MultiSelect,
    NumberInput,
    PasswordInput,
    RadioGroup,
    SearchInput,
    Select,
    Switch,
    Text,
    TextArea,
    TextInput,
    UploadedFile,
    UrlInput,
)

name = State("")
cups = State(2)
password = State("")
looked_for = State("")
note = State("Ring twice, please.")
grind = State("filter")
blend = State(["Huila"])
roaster = State("")
news = State(False)
receipts: State[list[UploadedFile]] = State([])
extras = State(["milk"])
roast = State("medium")
awake = State(True)

GRINDS = [
    {"label": "Coarse", "options": [("press", "French press"), ("cold", "Cold brew")]},
    {"label": "Fine", "options": [("filter", "Filter"), ("espresso", "Espresso")]},
]
ROASTS = [
    {"value": "light", "label": "Light", "help": "Bright and floral"},
    {"value": "medium", "label": "Medium", "help": "Round and sweet"},
    {"value": "dark", "label": "Dark", "help": "Bold and smoky"},
]
BEANS = ["Huila", "Sidamo", "Antigua", "Mandheling"]


def text_input() -> Any:
    """Greet who types their name."""
    return [
        TextInput("Your name", bind=name, help="As friends call you.", autocomplete="given-name"),
        Text(f"Hello, {name.value or 'you'}!"),
    ]


def number_input() -> Any:
    """Count cups, and say what they come to."""
    total = (cups.value or 0) * 3.5
    return [NumberInput("Cups", bind=cups, min=0, max=12, suffix="à € 3.50"), Text(f"€ {total:.2f}")]


def password_input() -> Any:
    """Say what is wrong with a short password."""
    is_short = 0 < len(password.value) < 8
    return PasswordInput(
        "New password",
        bind=password,
        autocomplete="new-password",
        help="At least eight characters.",
        error="That is too short." if is_short else "",
    )


def email_input() -> Any:
    """Ask for an address."""
    return EmailInput("E-mail", icon="mail", placeholder="ann@example.org", required=True)


def search_input() -> Any:
    """Find beans by name."""
    found = [bean for bean in BEANS if looked_for.value.lower() in bean.lower()]
    return [
        SearchInput(bind=looked_for, placeholder="Search beans"),
        Text(", ".join(found) or "No bean is called that.", tone="quiet"),
    ]


def url_input() -> Any:
    """Ask for a page."""
    return UrlInput("Website", icon="globe", placeholder="https://example.org")


def text_area() -> Any:
    """Count the letters of a note."""
    return TextArea("Note for the courier", bind=note, max_length=120, help="Nobody else reads it.")


def select() -> Any:
    """Choose a grind out of two groups."""
    return Select("Grind", bind=grind, options=GRINDS, icon="coffee")


def multi_select() -> Any:
    """Choose the beans of a blend."""
    return [
        MultiSelect("Blend", bind=blend, options=BEANS, placeholder="Add beans"),
        Text(f"{len(blend.value)} of {len(BEANS)} kinds", tone="quiet"),
    ]


async def find_roasters(query: str) -> list[tuple[int, str]]:
    """Look for roasters, as a database would."""
    await asyncio.sleep(0.2)
    return [
        (number, f"Roaster {number}") for number in range(1, 10_000) if query.lower() in f"roaster {number}"
    ]


def combobox() -> Any:
    """Find one roaster out of ten thousand."""
    return [
        Combobox("Roaster", bind=roaster, search=find_roasters, icon="store", placeholder="Try 42"),
        Text(f"Number {roaster.value}" if roaster.value else "None yet", tone="quiet"),
    ]


def checkbox() -> Any:
    """Say yes to news."""
    return Checkbox("Send me news of the roastery", bind=news, help="Once a month, at most.")


def checkbox_group() -> Any:
    """Choose what goes into a cup."""
    return [
        CheckboxGroup("With", bind=extras, options=["milk", "sugar", "cinnamon"], layout="inline"),
        Text(f"Coffee with {' and '.join(extras.value) or 'nothing'}", tone="quiet"),
    ]


def radio_group() -> Any:
    """Choose a roast by its card."""
    return RadioGroup("Roast", bind=roast, options=ROASTS, layout="cards")


def switch() -> Any:
    """Switch the machine on and off."""
    return [
        Switch("Coffee machine", bind=awake),
        Text("Warming up …" if awake.value else "Good night.", tone="quiet"),
    ]


def file_upload() -> Any:
    """Hand in receipts: chosen or dropped, several at once."""
    return FileUpload(
        "Receipts", bind=receipts, multiple=True, max_files=3, accept=".pdf, image/*", max_bytes=20_000_000
    )
