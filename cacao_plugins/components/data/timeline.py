"""Timeline: what has happened, in its order."""

from __future__ import annotations

from typing import Any

from cacao_kernel import read

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Parts, Reactive
from ..nothing import nothing_yet
from ..props import read_parts
from ..tones import TONES
from ..widget import Widget, read_kit
from .entry import TimelineItem


class Timeline(Widget):
    """What has happened, or will, in its order along a line.

    Args:
        items: what has happened: each a TimelineItem, a dict of its props, or a text.
        label: what it is called for those who hear the page.
    """

    node_type = "timeline"
    part_types = (TimelineItem,)
    kits = (BASE, TONES, read_kit("timeline"))
    is_verbatim = True

    items: Reactive[Parts[TimelineItem]]
    label: str | None = None

    def draw(self) -> object:
        """Return a list in an order."""
        items = read_parts("Timeline.items", read(self.items), TimelineItem, "title")
        if not items:
            return self.root("div", nothing_yet(self.say))
        rows = [_draw_item(item) for item in items]
        return self.root("ol", rows, class_name="cacao-timeline", role="list", aria_label=self.label)


def _draw_item(item: TimelineItem) -> dict[str, Any]:
    icon = find_icon(item.icon) if item.icon else None
    dot = {"class": "cacao-timeline-dot", "data_tone": item.tone, "data_icon": bool(icon) or None}
    title = {"type": "span", "props": {"class": "cacao-timeline-title"}, "children": [item.title]}
    node: dict[str, Any] = {
        "type": "li",
        "children": [
            {"type": "span", "props": dot, "children": icon},
            {
                "type": "div",
                "props": {"class": "cacao-timeline-words"},
                "children": [
                    {
                        "type": "div",
                        "props": {"class": "cacao-timeline-head"},
                        "children": [title, _words("time", item.time)],
                    },
                    _words("text", item.text),
                    item.children,
                ],
            },
        ],
    }
    return node if item.key is None else {**node, "key": item.key}


def _words(kind: str, content: object) -> dict[str, Any] | None:
    if content is None:
        return None
    return {"type": "span", "props": {"class": f"cacao-timeline-{kind}"}, "children": [content]}
