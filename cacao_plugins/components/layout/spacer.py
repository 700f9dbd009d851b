"""Spacer: room between two things."""

from __future__ import annotations

from ..base import BASE
from ..widget import Widget
from .arrange import ARRANGE, length


class Spacer(Widget):
    """Room in a row or column: all that is left, or a certain size.

    Args:
        size: how much; a number of pixels or a length such as ``"2rem"``. All that is left, if it is
            not given.
    """

    node_type = "spacer"
    kits = (BASE, ARRANGE)

    size: int | float | str | None = None

    def draw(self) -> object:
        """Return a box with nothing in it."""
        if self.size is None:
            return self.root("div", class_name="cacao-spacer")
        style = {"--cacao-size": length(self.size)}
        return self.root("div", class_name="cacao-spacer", data_size="own", style=style)
