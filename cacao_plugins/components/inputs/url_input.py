"""URL input: the address of a page."""

from __future__ import annotations

from .text_input import TextInput


class UrlInput(TextInput):
    """The address of a page; a form with one that is none is not sent."""

    node_type = "url-input"

    autocomplete: str | None = "url"

    _type = "url"
