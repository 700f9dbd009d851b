"""Drawer: a panel that comes in from the side."""

from __future__ import annotations

from typing import Any, Literal

from cacao_kernel import State, own_id, read

from ..base import BASE
from ..commands import COMMANDS
from ..icon_set import find_icon
from ..kinds import Child, Size, Text
from ..widget import Widget, read_kit


class Drawer(Widget):
    """A panel that comes in from the side, above the page, and keeps the keyboard until it is closed.

    Args:
        title: what it is called.
        children: what stands in it.
        bind: the State that says whether it is open; closing it sets the State to ``False``.
        trigger: what a button says that opens it without asking the server.
        side: where it comes from.
        size: how wide it is; on a phone it fills nearly all.
        footer: what stands at its end, such as buttons.
    """

    node_type = "drawer"
    kits = (BASE, COMMANDS, read_kit("drawer", "drawer.css", "drawer.js"))
    elements = ("cacao-drawer",)

    title: Text
    children: Child = None
    bind: State[bool] | None = None
    trigger: Text = None
    side: Literal["start", "end", "bottom"] = "end"
    size: Size = "medium"
    footer: Child = None

    def draw(self) -> object:
        """Return a dialog, and the button that opens it if there is one."""
        drawer = own_id("drawer")
        title_id = f"{drawer}-title"
        state = self.bind
        props: dict[str, Any] = {
            "id": drawer,
            "class": "cacao-drawer",
            "data_side": self.side,
            "data_size": self.size,
            "aria_labelledby": title_id,
            "closedby": "any",
        }
        if state is not None:
            props["on_close"] = lambda: state.set(False)
        close = {"class": "cacao-drawer-close", "aria_label": self.say("close")}
        close |= {"command": "close", "commandfor": drawer}
        header = [
            {
                "type": "h2",
                "props": {"id": title_id, "class": "cacao-drawer-title"},
                "children": [self.title],
            },
            {"type": "bare-button", "props": close, "children": [find_icon("x")]},
        ]
        dialog = {
            "type": "dialog",
            "props": props,
            "children": [
                {"type": "header", "props": {"class": "cacao-drawer-header"}, "children": header},
                {"type": "div", "props": {"class": "cacao-drawer-body"}, "children": self.children},
                None
                if self.footer is None
                else {"type": "footer", "props": {"class": "cacao-drawer-footer"}, "children": self.footer},
            ],
        }
        return self.root(
            "cacao-drawer",
            [self._opener(drawer), dialog],
            data_open=None if state is None else lambda: "" if read(state) else None,
        )

    def _opener(self, drawer: str) -> object:
        if self.trigger is None:
            return None
        props = {"label": self.trigger, "command": "show-modal", "commandfor": drawer}
        return {"type": "button", "props": props}
