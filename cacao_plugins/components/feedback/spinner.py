"""Spinner: something is under way, and nobody knows how long."""

from __future__ import annotations

from ..base import BASE
from ..kinds import Reactive, Size, Text
from ..widget import Widget, read_kit


class Spinner(Widget):
    """A sign that something is under way.

    Args:
        label: what is under way; by default "Loading".
        size: how large it is.
        show_label: whether the label stands beside it; else it is for those who hear the page.
    """

    node_type = "spinner"
    kits = (BASE, read_kit("spinner"))

    label: Text = None
    size: Reactive[Size] = "medium"
    show_label: bool = False

    def draw(self) -> object:
        """Return a turning ring."""
        label = {
            "type": "span",
            "props": {"class": None if self.show_label else "cacao-hidden"},
            "children": [self.say("loading") if self.label is None else self.label],
        }
        ring = {"type": "span", "props": {"class": "cacao-spinner-ring", "aria_hidden": True}}
        return self.root(
            "span", [ring, label], class_name="cacao-spinner", role="status", data_size=self.size
        )
