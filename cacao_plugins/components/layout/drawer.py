"""Drawer: a panel that comes in from the side."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from cacao_kernel import State, own_id, read

from ..following import FOLLOWING
from ..held import YES, bound_to
from ..kinds import Child, Reactive, Size, Text
from ..trigger import equip
from ..widget import Widget, read_kit
from .panel import PANEL, draw_closer, draw_panel


class Drawer(Widget):
    """A panel that comes in from the side, above the page, and keeps the keyboard until it is closed.

    It is opened by its trigger, which asks no server, or by a State. A Button in it with ``closes=True``
    closes it.

    Args:
        title: what it is called.
        children: what stands in it.
        open: whether it is open; closing it sets a State to ``False``.
        trigger: a button that opens it, or what one says.
        side: where it comes from.
        size: how wide it is; on a phone it fills nearly all.
        footer: what stands at its end, such as buttons.
    """

    node_type = "drawer"
    kits = (*PANEL, FOLLOWING, read_kit("drawer"))
    elements = ("cacao-drawer",)
    holds = bound_to(YES, "open")

    title: Text
    children: Child = None
    open: Reactive[bool] | None = None
    trigger: Child = None
    side: Literal["start", "end", "bottom"] = "end"
    size: Size = "medium"
    footer: Child = None

    def draw(self) -> object:
        """Return a dialog, and the button that opens it if there is one."""
        drawer = own_id("drawer")
        title_id = f"{drawer}-title"
        is_open = self.open
        props: dict[str, Any] = {
            "data_side": self.side,
            "data_size": self.size,
            "aria_labelledby": title_id,
        }
        if isinstance(is_open, State):
            props["on_close"] = partial(is_open.set, False)
        header = [
            {
                "type": "h2",
                "props": {"id": title_id, "class": "cacao-drawer-title"},
                "children": [self.title],
            },
            draw_closer(drawer, self.say("close")),
        ]
        parts = [
            {"type": "header", "props": {"class": "cacao-drawer-header"}, "children": header},
            {"type": "div", "props": {"class": "cacao-drawer-body"}, "children": self.children},
            None
            if self.footer is None
            else {"type": "footer", "props": {"class": "cacao-drawer-footer"}, "children": self.footer},
        ]
        panel = draw_panel(drawer, "cacao-drawer", parts, **props)
        return self.root(
            "cacao-drawer",
            [self._opener(drawer), panel],
            data_open=None if is_open is None else lambda: bool(read(is_open)),
        )

    def _opener(self, drawer: str) -> object:
        if self.trigger is None:
            return None
        return equip(self.trigger, command="show-modal", commandfor=drawer, aria_haspopup="dialog")
