"""Breadcrumb: the way to a page from the first."""

from __future__ import annotations

from typing import Any

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Items
from ..widget import Widget, read_kit
from .items import draw_icon, draw_label, read_items


class Breadcrumb(Widget):
    """The way to the page from the first one, each step a link.

    Args:
        items: the pages on the way: dicts with ``label`` and ``href``, and perhaps ``icon``. The last one is
            the page itself, and a text will do.
    """

    node_type = "breadcrumb"
    kits = (BASE, read_kit("breadcrumb"))

    items: Items

    def check(self) -> None:
        """Refuse what is no page."""
        self._items = read_items("Breadcrumb.items", self.items, ("href", "icon"))

    def draw(self) -> object:
        """Return a list of links; the last one is marked as the page that is shown."""
        last = len(self._items) - 1
        steps = [self._step(item, is_last=index == last) for index, item in enumerate(self._items)]
        way = {"type": "ol", "props": {"role": "list"}, "children": steps}
        return self.root("nav", [way], class_name="cacao-breadcrumb", aria_label=self.say("breadcrumb"))

    def _step(self, item: dict[str, Any], *, is_last: bool) -> dict[str, Any]:
        words = [draw_icon(item.get("icon")), *draw_label(item["label"])]
        props: dict[str, Any] = {}
        if is_last:
            props["aria_current"] = "page"
        elif "href" in item:
            props["href"] = item["href"]
        shown = {"type": "a" if "href" in props else "span", "props": props, "children": words}
        mark = {
            "type": "span",
            "props": {"class": "cacao-breadcrumb-mark"},
            "children": [find_icon("chevron-right")],
        }
        return {"type": "li", "key": item["id"], "children": [shown, None if is_last else mark]}
