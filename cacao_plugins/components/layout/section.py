"""Section: a part of a page under a heading."""

from __future__ import annotations

from typing import ClassVar

from cacao_kernel import NodeType, own_id

from ..base import BASE
from ..kinds import Child, Text
from ..widget import Widget, read_kit
from .heading import Level, draw_heading


class Section(Widget):
    """A part of a page under a heading; those who hear the page can go to it.

    Args:
        heading: what it is called.
        children: what stands in it.
        description: a line under the heading.
        actions: what stands beside the heading, such as buttons.
        level: how deep the heading stands among those of the page.
    """

    node_type = "section"
    kits = (BASE, read_kit("section"))
    _most_by_place = 2
    plain: ClassVar[NodeType | None] = NodeType("section", when=lambda props: "heading" in props)

    heading: Text
    children: Child = None
    description: Text = None
    actions: Child = None
    level: Level = 2

    def draw(self) -> object:
        """Return a section that is named by its heading."""
        named = f"{self.id}-heading" if self.id else own_id("heading")
        header = draw_heading(
            "cacao-section",
            self.level,
            [self.heading],
            heading_id=named,
            subtitle=self.description,
            actions=self.actions,
        )
        body = {"type": "div", "props": {"class": "cacao-section-body"}, "children": self.children}
        return self.root("section", [header, body], class_name="cacao-section", aria_labelledby=named)
