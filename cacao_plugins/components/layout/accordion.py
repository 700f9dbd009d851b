"""Accordion: parts that are opened one at a time."""

from __future__ import annotations

from typing import Any

from cacao_kernel import own_id

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Items
from ..nothing import nothing_yet
from ..widget import Widget, read_kit
from .items import draw_content, draw_icon, draw_label, read_items


class Accordion(Widget):
    """Parts below each other, of which one is open; opening another closes it.

    Args:
        items: the parts: dicts with ``label`` and ``content`` (a tree, a component or a function), and
            perhaps ``icon``, and ``open`` for one that is open to begin with.
        multiple: whether several may be open at once.
    """

    node_type = "accordion"
    kits = (BASE, read_kit("accordion"))

    items: Items
    multiple: bool = False

    def check(self) -> None:
        """Refuse what is no part."""
        self._items = read_items("Accordion.items", self.items, ("content", "icon", "open"))

    def draw(self) -> object:
        """Return the parts, which the browser opens and closes by itself."""
        name = None if self.multiple else own_id("part")
        parts = [self._part(item, name) for item in self._items] or [nothing_yet(self.say)]
        return self.root("div", parts, class_name="cacao-accordion")

    def _part(self, item: dict[str, Any], name: str | None) -> dict[str, Any]:
        props: dict[str, Any] = {"class": "cacao-accordion-part"}
        if name is not None:
            props["name"] = name
        if item.get("open"):
            props["open"] = True
        summary = {
            "type": "summary",
            "children": [
                draw_icon(item.get("icon"), "cacao-accordion-icon"),
                {"type": "span", "children": draw_label(item["label"])},
                {
                    "type": "span",
                    "props": {"class": "cacao-accordion-mark"},
                    "children": [find_icon("chevron-down")],
                },
            ],
        }
        body = {
            "type": "div",
            "props": {"class": "cacao-accordion-body"},
            "children": [draw_content(item.get("content"))],
        }
        return {"type": "details", "key": item["id"], "props": props, "children": [summary, body]}
