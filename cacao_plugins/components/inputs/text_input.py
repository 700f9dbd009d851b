"""Text input: one line of text."""

from __future__ import annotations

from typing import ClassVar

from ..kinds import Begins, Text, TextState
from .line import Line


class TextInput(Line):
    """A line of text.

    Args:
        max_length: how many characters it may have.
    """

    node_type = "text-input"

    bind: TextState | None = None
    value: Begins[Text] = None
    max_length: int | None = None

    _type: ClassVar[str] = "text"

    def draw(self) -> object:
        """Return the label and the line."""
        return self.line(type=self._type, maxlength=self.max_length)
