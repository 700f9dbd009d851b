"""Tooltip: a few words on what something is, while one points at it."""

from __future__ import annotations

from typing import Literal

from cacao_kernel import CacaoError, own_id

from ..base import BASE
from ..floating import FADING
from ..kinds import Child, Text
from ..trigger import equip
from ..widget import Widget, read_kit


class Tooltip(Widget):
    """A few words on what something is, while the mouse or the focus is on it; Escape hides them.

    Touch screens have no pointing: say nothing in it that one must know.

    Args:
        content: the words; no more than a sentence.
        children: what they are about: one node, best one that takes the focus.
        placement: on which side of it they stand, if there is room.
    """

    node_type = "tooltip"
    kits = (BASE, FADING, read_kit("tooltip", "tooltip.css", "tooltip.js"))
    elements = ("cacao-tooltip",)

    content: Text
    children: Child
    placement: Literal["above", "below"] = "above"

    def check(self) -> None:
        """Refuse words about nothing, and nothing about something."""
        if self.content in ("", None) or self.children in (None, [], ()):
            raise CacaoError(
                "Tooltip needs content and children", expected="a text, and one node", got="less"
            )

    def draw(self) -> object:
        """Return what the words are about, and the words."""
        bubble_id = own_id("words")
        children = self.children
        about = children[0] if isinstance(children, list | tuple) and len(children) == 1 else children
        bubble = {
            "type": "span",
            "props": {
                "id": bubble_id,
                "class": "cacao-fading cacao-tooltip",
                "role": "tooltip",
                "popover": "manual",
                "data_placement": self.placement,
                "content": self.content,
            },
        }
        return self.root("cacao-tooltip", [equip(about, aria_describedby=bubble_id), bubble])
