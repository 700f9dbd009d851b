"""Keyboard: what keys do in a simulated browser, wherever the focus is."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Self

from .edits import TYPED
from .element import Element
from .hand import Hand
from .telling import told_by

_MODIFIERS = {"control": "ctrl", "option": "alt", "cmd": "meta", "command": "meta"}
_NAMED = {"space": " ", "esc": "escape", "return": "enter"}
_STEPS = {"arrowdown": 1, "arrowright": 1, "arrowup": -1, "arrowleft": -1}
_LEFT_TO_BROWSERS = ("enter", "escape", "tab")


class Keyboard(Hand):
    """The keyboard of a user: a key goes to what has the focus, and does what it does in a browser."""

    @abstractmethod
    def click_on(self, target: Element) -> Self:
        """Click an element."""

    def press(self, key: str, label: str | None = None) -> Self:
        """Press a key in the field of this name, or where the focus is.

        ``ctrl+s`` and its like press several keys. Enter in a form's input sends the form, Tab goes on to
        what can be used next, Escape closes what lies above the page, Space and Enter press a button.

        Raises:
            AssertionError: if no field is named and nothing has the focus, or the handler failed.
        """
        if label is not None:
            self._enter(label)
        target = self._focused()
        *held, name = key.split("+") if len(key) > 1 else [key]
        held = [_MODIFIERS.get(each.lower(), each.lower()) for each in held]
        name = name if len(name) == 1 else _NAMED.get(name.lower(), name)
        low = name.lower()
        if self.window.mimics.press(self, target, "+".join([*held, low])):  # type: ignore[arg-type]
            return self.settle()
        if target is None and low not in ("tab", "escape"):
            raise self.window.explain(f"{key} is pressed nowhere: name a field, or press Tab to come to one")
        if target is not None and target.tag == "input" and low == "enter" and not target.is_box:
            self._change(target)
        if target is not None and self._keydown(target, name, held):
            return self
        if low == "tab":
            return self._move(target, -1 if "shift" in held else 1)
        if low == "escape":
            _ = self.window.mimics.escape() or self.window.layers.escape()
            return self.settle()
        if target is not None and not {"ctrl", "alt", "meta"} & {*held}:
            self._act(target, name, low)
        return self

    def _keydown(self, target: Element, name: str, held: Iterable[str]) -> bool:
        """Tell who listens to a key, and tell whether that is all it does."""
        spelled = "space" if name == " " else name.lower()
        shown = [each for each in held if each != "shift" or len(name) > 1]
        token = f"keydown.{'+'.join([*shown, spelled])}"
        for around in target.around():
            kinds = [kind for kind in (token, "keydown") if around.listens(kind)]
            if kinds:
                told = told_by(target, around) if target.is_field else {}
                self.trigger(around, kinds[0], key=_shown(name), **told)
                is_own = kinds[0] == token and spelled not in _LEFT_TO_BROWSERS
                return is_own and (bool(shown) or not target.is_field or spelled in ("arrowup", "arrowdown"))
        return False

    def _act(self, target: Element, name: str, low: str) -> None:
        kind = target.attributes.get("type", "text") if target.tag == "input" else target.tag
        if (
            low == "enter"
            and target.tag == "input"
            and not target.is_box
            and kind not in ("submit", "button")
        ):
            form = target.form
            if form is not None and form.listens("submit"):
                self.send(form, None)
        elif target.is_box and low == " ":
            self.click_on(target)
        elif kind == "radio" and low in _STEPS:
            self._step_radio(target, _STEPS[low])
        elif target.tag == "select" and low in _STEPS:
            self._step_option(target, _STEPS[low])
        elif kind == "range" and low in _STEPS:
            self._step_range(target, 1 if low in ("arrowup", "arrowright") else -1)
        elif target.is_field and (kind in TYPED or kind == "textarea"):
            if len(name) == 1 or (low == "enter" and kind == "textarea"):
                self._edit(target, target.value + (name if len(name) == 1 else "\n"))
            elif low == "backspace":
                self._edit(target, target.value[:-1])
        elif low == "enter" or (low == " " and target.tag != "a"):
            self.click_on(target)

    def _step_radio(self, target: Element, step: int) -> None:
        name = target.attributes.get("name")
        group = [
            node
            for node in self.window.page.root.walk()
            if node.is_box and node.attributes.get("name") == name and not node.is_disabled
        ]
        chosen = group[(group.index(target) + step) % len(group)]
        self.window.focused = chosen
        self.tick(chosen, on=True)

    def _step_option(self, target: Element, step: int) -> None:
        options = [option for option in target.options if not option.is_disabled]
        now = next((place for place, each in enumerate(options) if each.is_picked), 0)
        place = min(max(now + step, 0), len(options) - 1)
        for option in target.options:
            option.picked = option is options[place]
        target.edits += 1
        self._tell(target, "input")
        self._tell(target, "change")

    def _step_range(self, target: Element, step: int) -> None:
        names = target.attributes
        lowest, highest = float(names.get("min") or 0), float(names.get("max") or 100)
        by = float(names.get("step") or 1)
        value = min(max(float(target.value or (lowest + highest) / 2) + step * by, lowest), highest)
        self._edit(target, f"{value:g}")
        self._change(target)

    def _move(self, target: Element | None, step: int) -> Self:
        """Let the focus go on, or back, to the next of what can be used."""
        modal = self.window.layers.modal
        order = focus_order(modal or self.window.page.view)
        if not order:
            raise self.window.explain("nothing on the page can have the focus")
        place = order.index(target) + step if target in order else (0 if step > 0 else -1)
        self.leave_field()
        if 0 <= place < len(order) or modal is not None or target not in order:
            self.window.focused = order[place % len(order)]
            if self.window.focused.is_field:
                self._tell(self.window.focused, "focusin")
        return self

    def _focused(self) -> Element | None:
        focused = self.window.focused
        view = self.window.page.view
        return focused if focused is not None and any(focused is node for node in view.walk()) else None


def _shown(name: str) -> str:
    """Return a key as browsers call it."""
    from .keys import known_key

    return name if len(name) == 1 else known_key(name)


def focus_order(view: Element) -> list[Element]:
    """Return what can have the focus, in the order in which Tab comes to it."""
    found = [node for node in view.walk() if node.is_element and _can_focus(node) and node.is_visible]
    radios: dict[str, Element] = {}
    for node in found:
        if node.is_box and node.attributes["type"] == "radio":
            name = node.attributes.get("name", "")
            if name not in radios or (node.is_picked and not radios[name].is_picked):
                radios[name] = node
    reached = [
        node
        for node in found
        if not (node.is_box and node.attributes["type"] == "radio")
        or radios[node.attributes.get("name", "")] is node
    ]
    return sorted(reached, key=lambda node: _place(node) or 10**6)


def _place(node: Element) -> int:
    try:
        return int(node.attributes.get("tabindex", 0))
    except ValueError:
        return 0


def _can_focus(node: Element) -> bool:
    if node.is_disabled or _place(node) < 0 or node.attributes.get("type") == "hidden":
        return False
    is_link = node.tag == "a" and "href" in node.attributes
    return node.is_field or is_link or node.tag in ("button", "summary") or "tabindex" in node.attributes
