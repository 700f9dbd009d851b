"""Keys: what the keyboard does in rows of tabs, in menus and in command palettes."""

from __future__ import annotations

from cacao_kernel import Element, Mimic, User

_STEPS = {"arrowright": 1, "arrowleft": -1}
_DOWN = {"arrowdown": 1, "arrowup": -1}


class TabList(Mimic):
    """The arrow keys go from tab to tab, and open it."""

    tags = ("cacao-tab-list",)

    def pressed(self, user: User, element: Element, target: Element | None, key: str) -> bool:
        """Go to another tab."""
        tabs = _with_role(element, "tab")
        if target is None or target not in tabs or key not in ("home", "end", *_STEPS):
            return False
        place = {"home": 0, "end": -1}.get(key, tabs.index(target) + _STEPS.get(key, 0))
        user.click_on(tabs[place % len(tabs)])
        return True


class Copying(Mimic):
    """A button puts its text into the clipboard."""

    names = ("data-copy",)

    def clicked(self, user: User, element: Element, target: Element) -> bool:
        """Copy, and let the click go on."""
        self.window.clipboard = element.attributes["data-copy"]
        return False


class Menu(Mimic):
    """A menu goes once something in it is chosen; the arrow keys go from item to item."""

    classes = ("cacao-menu",)

    def clicked(self, user: User, element: Element, target: Element) -> bool:
        """Close the menu around an item, and let the click go on."""
        if "popover" in element.attributes and any(
            node.attributes.get("role") == "menuitem" for node in target.around()
        ):
            self.window.layers.hide(element)
        return False

    def pressed(self, user: User, element: Element, target: Element | None, key: str) -> bool:
        """Go to another item."""
        if element not in self.window.layers.opened or key not in _DOWN:
            return False
        items = _with_role(element, "menuitem")
        if not items:
            return False
        now = items.index(target) if target in items else -1 if _DOWN[key] > 0 else 0
        self.window.focused = items[(now + _DOWN[key]) % len(items)]
        return True


class Palette(Mimic):
    """A palette opens by its keys, its field filters what there is, and Enter runs what fits best."""

    tags = ("cacao-command-palette",)

    def follow(self, element: Element) -> None:
        """Show what fits what is typed."""
        dialog = _dialog_of(element)
        typed = _field_of(dialog).value.strip().lower() if "open" in dialog.attributes else ""
        for group in _with_role(dialog, "group", is_any=True):
            options = _with_role(group, "option", is_any=True)
            for option in options:
                _show(option, is_shown=not typed or _rate(option, group, typed) > 0)
            _show(group, is_shown=any("hidden" not in option.attributes for option in options))
        nothing = next(node for node in dialog.walk() if node.attributes.get("role") == "status")
        _show(nothing, is_shown=not _with_role(dialog, "option"))

    def clicked(self, user: User, element: Element, target: Element) -> bool:
        """Close the palette as a command is chosen, and let the click go on."""
        if any(node.attributes.get("role") == "option" for node in target.around()):
            self._close(element)
        return False

    def pressed(self, user: User, element: Element, target: Element | None, key: str) -> bool:
        """Open or close by its own keys, and run the first that fits by Enter."""
        dialog = _dialog_of(element)
        if key == element.attributes.get("data-shortcut"):
            if "open" in dialog.attributes:
                self._close(element)
            else:
                self.window.layers.show(dialog, is_modal=True)
                self.window.focused = _field_of(dialog)
            return True
        if key == "enter" and target is not None and target is _field_of(dialog):
            self.follow(element)
            typed = target.value.strip().lower()
            groups = _with_role(dialog, "group")
            found = [(option, group) for group in groups for option in _with_role(group, "option")]
            if found:
                best = max(found, key=lambda each: _rate(each[0], each[1], typed) if typed else 0)
                user.click_on(best[0])
            return True
        return False

    def _close(self, element: Element) -> None:
        dialog = _dialog_of(element)
        _field_of(dialog).typed = ""
        self.window.layers.hide(dialog)


def _with_role(element: Element, role: str, *, is_any: bool = False) -> list[Element]:
    nodes = (node for node in element.walk() if node.attributes.get("role") == role)
    return [node for node in nodes if is_any or (node.is_visible and not node.is_disabled)]


def _dialog_of(palette: Element) -> Element:
    return next(child for child in palette.children if child.tag == "dialog")


def _field_of(dialog: Element) -> Element:
    return next(node for node in dialog.walk() if node.tag == "input")


def _show(element: Element, *, is_shown: bool) -> None:
    if is_shown:
        element.attributes.pop("hidden", None)
    else:
        element.attributes["hidden"] = ""


def _rate(option: Element, group: Element, typed: str) -> int:
    """Tell how well an option fits what is typed: 0 if it does not."""
    label = next(
        (node for node in option.walk() if "cacao-palette-label" in node.attributes.get("class", "").split()),
        option,
    )
    text = label.content.lower()
    if typed in text:
        return 1000 - text.index(typed)
    rest = iter(text)
    if all(letter in rest for letter in typed.replace(" ", "")):
        return 1
    others = f"{option.attributes.get('data-words', '')} {group.attributes.get('aria-label', '')}".lower()
    return int(typed in others)
