"""Empty state: what stands where there is nothing yet."""

from __future__ import annotations

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Child, Text
from ..widget import Widget, read_kit


class EmptyState(Widget):
    """What stands where there is nothing yet, and how to change that.

    Args:
        title: what there is none of.
        content: how it comes to be there.
        icon: the name of an icon above the title.
        action: a button or a link to begin with.
    """

    node_type = "empty-state"
    kits = (BASE, read_kit("empty-state", "empty_state.css"))

    title: Text
    content: Text = None
    icon: str | None = "inbox"
    action: Child = None

    def draw(self) -> object:
        """Return icon, title, text and action, one below the other."""
        icon = {"type": "span", "props": {"class": "cacao-empty-icon"}}
        return self.root(
            "div",
            [
                {**icon, "children": [find_icon(self.icon)]} if self.icon else None,
                {"type": "p", "props": {"class": "cacao-empty-title", "content": self.title}},
                {"type": "p", "props": {"class": "cacao-empty-text", "content": self.content}}
                if self.content is not None
                else None,
                self.action,
            ],
            class_name="cacao-empty",
        )
