"""Divider: a line between parts."""

from __future__ import annotations

from typing import Literal

from ..base import BASE
from ..kinds import Text
from ..widget import Widget, read_kit


class Divider(Widget):
    """A line between parts, with a word on it if need be.

    Args:
        label: what stands on it.
        direction: along which way it runs; a vertical one stands between things in a row.
    """

    node_type = "divider"
    kits = (BASE, read_kit("divider"))

    label: Text = None
    direction: Literal["horizontal", "vertical"] = "horizontal"

    def draw(self) -> object:
        """Return the line."""
        if self.label is None:
            vertical = "vertical" if self.direction == "vertical" else None
            return self.root("hr", class_name="cacao-divider", aria_orientation=vertical)
        return self.root("div", [self.label], class_name="cacao-divider")
