"""Menu button: a button that opens a menu."""

from __future__ import annotations

from cacao_kernel import CacaoError, own_id

from ..icon_set import find_icon
from ..kinds import Items, Reactive, Size, Text
from ..widget import Widget
from .look import LOOK, Variant, face, look
from .menu_item import MENU, draw_menu


class MenuButton(Widget):
    """A button that opens a menu.

    Args:
        label: what it says.
        items: what stands in the menu: dicts with ``label``, and perhaps ``on_click``, ``params``,
            ``icon``, ``shortcut`` (a hint), ``href``, ``disabled``, ``danger``, ``confirm`` (a question
            that is asked first); ``"-"`` is a line between.
        icon: an icon before the label.
        variant: how much it stands out.
        size: how large it is.
        label_hidden: whether it shows the icon alone; the label is read out.
        disabled: whether it can not be used.
    """

    node_type = "menu-button"
    kits = (*LOOK, *MENU)

    label: Text
    items: Items
    icon: str | None = None
    variant: Reactive[Variant] = "outline"
    size: Reactive[Size] = "medium"
    label_hidden: bool = False
    disabled: Reactive[bool] = False

    def check(self) -> None:
        """Refuse an empty menu."""
        if not self.items:
            raise CacaoError("MenuButton.items is empty", expected="at least one item", got="none")

    def draw(self) -> object:
        """Return the button and the menu."""
        menu, button = own_id("menu"), self.id or own_id("button")
        inside = [find_icon(self.icon or "ellipsis")] if self.label_hidden else face(self.icon, self.label)
        opener = self.root(
            "button",
            [*inside, None if self.label_hidden else find_icon("chevron-down")],
            popovertarget=menu,
            aria_haspopup="menu",
            aria_label=self.label if self.label_hidden else None,
            title=self.label if self.label_hidden else None,
            disabled=self.disabled,
            **look(self.variant, self.size, is_square=self.label_hidden),
        )
        opener["props"]["id"] = button
        opened = draw_menu(menu, None, self.items, "MenuButton.items")
        opened["props"]["aria_labelledby"] = button
        return {"type": "div", "props": {"class": "cacao-menu-button"}, "children": [opener, opened]}
