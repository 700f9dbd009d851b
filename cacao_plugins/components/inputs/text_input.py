"""Text input: one line of text."""

from __future__ import annotations

from typing import Literal

from .field import Field


class TextInput(Field):
    """A line of text.

    Args:
        placeholder: what stands in it while it is empty; no replacement for a label.
        autocomplete: what the browser may fill it with, such as ``"name"``.
        max_length: how many characters it may have.
        readonly: whether its text can be read and copied, but not changed.
        debounce: milliseconds of rest after which what was typed is sent.
    """

    node_type = "text-input"

    placeholder: str | None = None
    autocomplete: str | None = None
    max_length: int | None = None
    readonly: bool = False
    debounce: int | None = None

    _type: Literal["text", "search", "url", "email", "password"] = "text"

    def draw(self) -> object:
        """Return the label and the line."""
        return self.frame(
            self.control(
                "input",
                type=self._type,
                class_name="cacao-input",
                placeholder=self.placeholder,
                autocomplete=self.autocomplete,
                maxlength=self.max_length,
                readonly=self.readonly or None,
                debounce=self.debounce,
            )
        )
