"""Scroll area: what is larger than its place, and scrolls in it."""

from __future__ import annotations

from typing import Any, Literal

from ..base import BASE
from ..kinds import Child, Text
from ..widget import Widget, read_kit
from .arrange import length


class ScrollArea(Widget):
    """A place in which what is larger scrolls, also with the keyboard.

    Args:
        children: what stands in it.
        label: what it is called for those who hear the page.
        height: how high it is at most; a number of pixels or a length such as ``"20rem"``.
        direction: where it scrolls to.
    """

    node_type = "scroll-area"
    kits = (BASE, read_kit("scroll-area"))

    children: Child
    label: Text
    height: int | float | str = "16rem"
    direction: Literal["vertical", "horizontal", "both"] = "vertical"

    def draw(self) -> object:
        """Return a region that takes the keyboard, so that it can be scrolled by it."""
        style: dict[str, Any] = {}
        if self.direction != "horizontal":
            style["--cacao-height"] = length(self.height)
        return self.root(
            "div",
            self.children,
            class_name="cacao-scroll-area",
            role="region",
            tabindex=0,
            aria_label=self.label,
            data_direction=self.direction,
            style=style,
        )
