"""App bar: the name of an app, and what can be done everywhere in it."""

from __future__ import annotations

from ..base import BASE
from ..kinds import Child, Text
from ..widget import Widget, read_kit


class AppBar(Widget):
    """A bar at the top of a page: what the app is called, and what can be done everywhere in it.

    Args:
        title: what the app or the page is called.
        children: what stands at the end, such as buttons.
        leading: what stands before the title, such as an icon.
        href: where the title leads.
        sticky: whether the bar stays in sight while the page is scrolled.
    """

    node_type = "app-bar"
    kits = (BASE, read_kit("app-bar"))

    title: Text
    children: Child = None
    leading: Child = None
    href: str | None = None
    sticky: bool = True

    def draw(self) -> object:
        """Return a header."""
        title = {"type": "span", "props": {"class": "cacao-app-bar-title"}, "children": [self.title]}
        if self.href is not None:
            title["type"] = "a"
            title["props"] = {"class": "cacao-app-bar-title", "href": self.href}
        parts: list[Child] = [
            None
            if self.leading is None
            else {"type": "div", "props": {"class": "cacao-app-bar-leading"}, "children": self.leading},
            title,
            None
            if self.children is None
            else {"type": "div", "props": {"class": "cacao-app-bar-end"}, "children": self.children},
        ]
        return self.root("header", parts, class_name="cacao-app-bar", data_sticky="" if self.sticky else None)
