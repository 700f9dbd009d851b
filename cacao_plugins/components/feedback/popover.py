"""Popover: a small window beside what opens it."""

from __future__ import annotations

from typing import Literal, TypeAlias

from cacao_kernel import CacaoError, own_id

from ..base import BASE
from ..commands import COMMANDS
from ..floating import FADING, FLOATING
from ..kinds import Child, Text
from ..trigger import equip
from ..widget import Widget, read_kit

Placement: TypeAlias = Literal["below", "above", "before", "behind"]
"""On which side something stands: ``"before"`` is the left where one reads from left to right."""


class Popover(Widget):
    """A small window beside what opens it; a click elsewhere or Escape closes it, and so does a
    Button in it with ``closes=True``.

    Args:
        trigger: a button that opens it, or what one says.
        children: what stands in it.
        title: what it is about, above all else.
        placement: on which side of the trigger it stands, if there is room.
    """

    node_type = "popover"
    kits = (BASE, FLOATING, FADING, COMMANDS, read_kit("popover"))

    trigger: Child
    children: Child = None
    title: Text = None
    placement: Placement = "below"

    def check(self) -> None:
        """Refuse a window with nothing in it."""
        if self.title is None and self.children is None:
            raise CacaoError("Popover holds nothing", expected="children or a title", got="none")

    def draw(self) -> object:
        """Return what opens it, and the window."""
        panel_id = self.id or own_id("panel")
        title_id = f"{panel_id}-title"
        named = {"id": title_id, "class": "cacao-popover-title", "content": self.title}
        panel = self.root(
            "div",
            [{"type": "p", "props": named} if self.title is not None else None, self.children],
            class_name="cacao-floating cacao-fading cacao-popover",
            id=panel_id,
            popover="auto",
            role="dialog",
            aria_labelledby=title_id if self.title is not None else None,
            aria_label=self.say("more_about_this") if self.title is None else None,
            data_placement=self.placement,
        )
        opener = equip(self.trigger, popovertarget=panel_id, aria_haspopup="dialog")
        return {"type": "div", "props": {"class": "cacao-popover-around"}, "children": [opener, panel]}
