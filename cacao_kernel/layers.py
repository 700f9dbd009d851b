"""Layers: what lies above a page in a tab: dialogs and popovers, and what opens and closes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .element import Element

if TYPE_CHECKING:
    from .window import Window


class Layers:
    """The dialogs and popovers of one tab, as HTML has them.

    Args:
        window: the tab.
    """

    def __init__(self, window: Window) -> None:
        self._window = window
        self._opened: list[Element] = []  # the last is on top

    @property
    def opened(self) -> list[Element]:
        """What is open above the page, the uppermost last."""
        if not self._opened:
            return self._opened
        view = {*self._window.page.view.walk()}
        self._opened = [each for each in self._opened if each in view and each.is_visible]
        return self._opened

    @property
    def modal(self) -> Element | None:
        """The dialog that takes the page, if one does."""
        return next((each for each in reversed(self.opened) if each.is_modal), None)

    def show(self, element: Element, *, is_modal: bool = False) -> None:
        """Open a dialog or a popover."""
        if element.tag == "dialog":
            element.attributes["open"] = ""
            element.is_modal = is_modal
        else:
            element.is_popped = True
        if element in self._opened:
            self._opened.remove(element)
        self._opened.append(element)
        self._window.focused = next(_first_focus(element), None) if is_modal else self._window.focused

    def hide(self, element: Element) -> None:
        """Close a dialog or a popover, and tell the App if it listens."""
        if element.tag == "dialog":
            was_open = element.attributes.pop("open", None) is not None
            element.is_modal = False
        else:
            was_open, element.is_popped = element.is_popped, False
        if element in self._opened:
            self._opened.remove(element)
        if was_open:
            self._window.focused = None
            kind = "close" if element.tag == "dialog" else "toggle"
            if element.listens(kind) and self._window.connection is not None:
                payload = {} if kind == "close" else {"open": False}
                self._window.connection.send_event(element, kind, payload)

    def obey(self, button: Element) -> bool:
        """Do what a button says it does to a dialog or a popover, and tell whether it says so."""
        names = button.attributes
        done = False
        if "data-closes" in names:
            around = (
                each for each in button.around() if each.tag == "dialog" or "popover" in each.attributes
            )
            for each in [*around][:1]:
                self.hide(each)
                done = True
        other = self._named(names.get("commandfor") or names.get("popovertarget") or "")
        if other is None:
            return done
        command = names.get("command") or f"{names.get('popovertargetaction', 'toggle')}-popover"
        is_open = other in self.opened
        if command in ("show-modal", "show-popover") or (command == "toggle-popover" and not is_open):
            if not is_open:
                self.show(other, is_modal=command == "show-modal")
        else:
            self.hide(other)
        return True

    def click_at(self, target: Element) -> None:
        """Close the popovers that lie above the page, since something beside them is clicked."""
        for each in [*self.opened][::-1]:
            opener = target.attributes.get("popovertarget") or target.attributes.get("commandfor")
            is_own = each in target.around() or opener == each.attributes.get("id")
            if "popover" in each.attributes and each.attributes["popover"] != "manual" and not is_own:
                self.hide(each)

    def escape(self) -> bool:
        """Close the uppermost by Escape, and tell whether there was one."""
        for each in [*self.opened][::-1]:
            if each.tag == "dialog" and not each.is_modal:
                continue
            if each.attributes.get("closedby") != "none" and each.attributes.get("popover") != "manual":
                self.hide(each)
            return True
        return False

    def _named(self, name: str) -> Element | None:
        nodes = self._window.page.view.walk() if name else ()
        return next((node for node in nodes if node.attributes.get("id") == name), None)


def _first_focus(dialog: Element) -> Iterator[Element]:
    for node in dialog.walk():
        if "autofocus" in node.attributes:
            yield node
    for node in dialog.walk():
        if (node.is_field or node.tag in ("button", "a", "summary")) and not node.is_disabled:
            yield node
