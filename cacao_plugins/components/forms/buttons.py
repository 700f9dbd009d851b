"""Buttons: what stands below the fields of a form."""

from __future__ import annotations

from typing import Any, NamedTuple


class Buttons(NamedTuple):
    """What stands below the fields of a form.

    Attributes:
        submit: what the button says that sends the form; None for the text of the app's language.
        reset: what the button says that empties it; True for that text, False for no such button.
        saved: what is said once it has been sent; None for that text.
        more: other buttons.
    """

    submit: str | None = None
    reset: str | bool = False
    saved: str | None = None
    more: Any = None
