"""Picking: fields whose list of choices follows what is typed."""

from __future__ import annotations

from typing import Any

from cacao_kernel import Element, Mimic, User


class Picking(Mimic):
    """Opens the list as somebody types, takes what is chosen, and shows it once they leave."""

    tags = ("cacao-combobox",)

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._edits: dict[Element, int] = {}

    def follow(self, element: Element) -> None:
        """Open the list if something was typed, and close it if the field was left."""
        entry, listed = _entry_of(element), _list_of(element)
        known, self._edits[entry] = self._edits.get(entry, entry.edits), entry.edits
        is_here = self.window.focused is entry
        if is_here and entry.edits != known:
            listed.is_popped = True
        elif not is_here and listed.is_popped:
            listed.is_popped = False
            self._leave(element)

    def clicked(self, user: User, element: Element, target: Element) -> bool:
        """Take a choice, or take one away."""
        for node in target.around():
            if "data-remove" in node.attributes:
                self._toggle(element, node.attributes["data-remove"])
                return True
            if node.attributes.get("role") == "option":
                self._pick(user, element, node)
                return True
        return False

    def pressed(self, user: User, element: Element, target: Element | None, key: str) -> bool:
        """Open the list by an arrow, take what is first by Enter, close by Escape."""
        entry, listed = _entry_of(element), _list_of(element)
        if target is not entry or key not in ("arrowdown", "enter", "escape"):
            return False
        if key == "arrowdown" and not listed.is_popped:
            listed.is_popped = True
            self.tell(entry, "input")
            return True
        if not listed.is_popped:
            return False
        options = [node for node in listed.walk() if _can_be_taken(node)]
        chosen = [node for node in options if node.attributes.get("aria-selected") == "true"]
        if key == "enter" and options and "data-free" not in element.attributes:
            self._pick(user, element, options[0] if _is_several(element) else [*chosen, *options][0])
            return True
        if key == "escape":
            listed.is_popped = False
        return key == "escape"

    def _pick(self, user: User, element: Element, option: Element) -> None:
        entry, field = _entry_of(element), _field_of(element)
        value = option.attributes.get("data-value", "")
        if _is_several(element):
            self._toggle(element, value)
            user.settle()  # the list is another then
            if entry.value:
                self._write(entry, "")
                self.tell(entry, "input")
            return
        _list_of(element).is_popped = False
        if field is None:
            self._write(entry, value)
            self._tell_both(entry)
            return
        self._write(entry, " ".join(option.reading.split()))
        for other in field.options:
            other.picked = other.value == value
        self._tell_both(field)

    def _toggle(self, element: Element, value: str) -> None:
        field = _field_of(element)
        found = [] if field is None else [option for option in field.options if option.value == value]
        if field is not None and found:
            for option in field.options:
                option.picked = option.is_picked != (option is found[0])
            self._tell_both(field)

    def _leave(self, element: Element) -> None:
        """Show what is chosen, whatever has been typed; an empty text chooses nothing."""
        entry, field = _entry_of(element), _field_of(element)
        if field is None:
            return
        if _is_several(element):
            entry.typed = ""
        elif not entry.value and field.value and "required" not in entry.attributes:
            for option in field.options:
                option.picked = option.value == ""
            self._tell_both(field)
        else:
            entry.typed = next((option.label for option in field.options if option.is_picked), "")

    def _write(self, entry: Element, text: str) -> None:
        entry.typed = text
        entry.edits += 1
        self._edits[entry] = entry.edits

    def _tell_both(self, field: Element) -> None:
        field.edits += field.tag == "select"
        for kind in ("input", "change"):
            self.tell(field, kind)


def _entry_of(element: Element) -> Element:
    return next(node for node in element.walk() if node.attributes.get("role") == "combobox")


def _list_of(element: Element) -> Element:
    return next(node for node in element.walk() if node.attributes.get("role") == "listbox")


def _field_of(element: Element) -> Element | None:
    return next((node for node in element.walk() if node.tag == "select"), None)


def _is_several(element: Element) -> bool:
    field = _field_of(element)
    return field is not None and "multiple" in field.attributes


def _can_be_taken(node: Element) -> bool:
    told = node.attributes
    return told.get("role") == "option" and "data-value" in told and told.get("aria-disabled") != "true"
