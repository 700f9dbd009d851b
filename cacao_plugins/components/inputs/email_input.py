"""Email input: an address for mail."""

from __future__ import annotations

from .text_input import TextInput


class EmailInput(TextInput):
    """An address for mail; a form with one that is none is not sent."""

    node_type = "email-input"

    autocomplete: str | None = "email"

    _type = "email"
