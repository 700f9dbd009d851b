"""Context menu: what can be done with something, by a right click on it."""

from __future__ import annotations

from cacao_kernel import CacaoError, own_id

from ..base import BASE
from ..buttons.menu_item import MENU, draw_menu
from ..kinds import Child, Items
from ..widget import Widget, read_kit


class ContextMenu(Widget):
    """What can be done with something: a right click on it, a long press, Shift+F10 or the menu key.

    Not all will look for it, so whatever it offers should be found elsewhere, too.

    Args:
        children: what it belongs to.
        items: what stands in the menu: dicts with ``label``, and perhaps ``on_click``, ``params``,
            ``icon``, ``shortcut`` (a hint), ``href``, ``disabled``, ``danger``, ``confirm`` (a question
            that is asked first); ``"-"`` is a line between.
        label: what it belongs to, for those who hear the page.
    """

    node_type = "context-menu"
    kits = (BASE, *MENU, read_kit("context-menu", "context-menu.css", "context-menu.js"))
    elements = ("cacao-context-menu",)

    children: Child
    items: Items
    label: str

    def check(self) -> None:
        """Refuse an empty menu."""
        if not self.items:
            raise CacaoError("ContextMenu.items is empty", expected="at least one item", got="none")

    def draw(self) -> object:
        """Return what it belongs to, which takes the keyboard, and the menu."""
        owner = {
            "type": "div",
            "props": {
                "class": "cacao-context-owner",
                "role": "group",
                "tabindex": 0,
                "aria_label": self.label,
                "aria_keyshortcuts": "Shift+F10",
            },
            "children": self.children,
        }
        menu = draw_menu(own_id("menu"), self.label, self.items, "ContextMenu.items")
        return self.root("cacao-context-menu", [owner, menu], class_name="cacao-context-menu")
