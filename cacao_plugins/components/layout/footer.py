"""Footer: what stands at the end of every page."""

from __future__ import annotations

from ..base import BASE
from ..kinds import Child, Items, Text
from ..widget import Widget, read_kit
from .items import draw_icon, draw_label, read_links


class Footer(Widget):
    """What stands at the end of a page: a note, and links.

    Args:
        note: a line of text, such as whose page it is.
        links: links: dicts with ``label`` and ``href``, and perhaps ``icon``.
        children: what else stands in it.
    """

    node_type = "app-footer"
    kits = (BASE, read_kit("footer"))

    note: Text = None
    links: Items = ()
    children: Child = None

    def check(self) -> None:
        """Refuse what is no link."""
        self._links = read_links("Footer.links", self.links)

    def draw(self) -> object:
        """Return a footer."""
        links = [
            {
                "type": "li",
                "children": [
                    {
                        "type": "a",
                        "props": {"href": link["href"]},
                        "children": [
                            draw_icon(link.get("icon")),
                            *draw_label(link["label"]),
                        ],
                    }
                ],
            }
            for link in self._links
        ]
        parts: list[Child] = [
            None
            if self.children is None
            else {"type": "div", "props": {"class": "cacao-footer-body"}, "children": self.children},
            None if self.note is None else {"type": "p", "props": {"content": self.note}},
            {"type": "ul", "props": {"role": "list"}, "children": links} if links else None,
        ]
        return self.root("footer", parts, class_name="cacao-footer")
