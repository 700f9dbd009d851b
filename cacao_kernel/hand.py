"""Hand: what a simulated user does with fields and forms, as a browser would tell of it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Self

from .edits import TYPED
from .element import Element
from .eyes import Eyes
from .finder import is_submit, take_field
from .telling import told_by
from .window import Window

_LISTED = ("checkbox", "radio")
_SILENT = ("button", "submit", "reset", "image", "file")


class Hand(Eyes):
    """The hand of a user: types, presses keys, checks, chooses and submits.

    Attributes:
        window: the tab.
    """

    window: Window

    @abstractmethod
    def _keydown(self, target: Element, name: str, held: Iterable[str]) -> bool:
        """Tell who listens to a key, and tell whether that is all it does."""

    @abstractmethod
    def trigger(self, element: Element, kind: str, **payload: Any) -> Self:
        """Let an event happen on an element, and wait for the answer."""

    def type(self, label: str, text: str) -> Self:
        """Type a text, letter by letter, at the end of the field of this name.

        A field is known by its label, aria-label, placeholder or name. Numbers, dates and all
        else that is no plain text are put in at once, instead of what was there.

        Raises:
            AssertionError: if there is no such field, it is disabled, or the handler failed.
        """
        field = self._enter(label)
        if field.tag == "textarea" or field.attributes.get("type", "text") in TYPED:
            for letter in text:
                self._keydown(field, letter, ())
                self._edit(field, field.value + letter)
        else:
            self._edit(field, text)
            self._change(field)
        return self

    def clear(self, label: str) -> Self:
        """Empty the field of this name."""
        self._edit(self._enter(label), "")
        return self

    def fill(self, label: str | Mapping[str, Any], value: Any = None) -> Self:
        """Put a value into the field of this name, instead of what was there; or into several by their names.

        ``user.fill({"Name": "Ada", "Newsletter": True, "Size": "large"})``: a text for a field of text, True
        or False for a checkbox, a choice or a list of them for a select.

        Raises:
            AssertionError: if there is no such field, it is disabled, or the handler failed.
        """
        if isinstance(label, Mapping):
            for name, each in label.items():
                self.fill(name, each)
            return self
        field = self.find(label, take_field, "field")
        if field.is_box:
            return self.check(label, on=bool(value))
        if field.tag == "select":
            return self.choose(label, *([value] if isinstance(value, str) else value))
        self._enter(label)
        self._edit(field, str(value))
        if field.tag == "input" and field.attributes.get("type", "text") not in TYPED:
            self._change(field)
        return self

    def uncheck(self, label: str) -> Self:
        """Take the check away from the checkbox of this name."""
        return self.check(label, on=False)

    def check(self, label: str, *, on: bool = True) -> Self:
        """Check a checkbox or radio button, or take the check away with ``on=False``.

        Raises:
            AssertionError: if there is none of this name, it is disabled, or the handler failed.
        """
        box = self._enter(label)
        if not box.is_box:
            raise self.window.explain(f"{label!r} is no checkbox and no radio button")
        if box.is_picked != on:
            self.tick(box, on=on)
        return self

    def tick(self, box: Element, *, on: bool) -> None:
        """Give a box another state, and tell the app of it."""
        if box.attributes["type"] == "radio":
            for other in self.window.page.root.walk():
                if other.is_box and other.attributes.get("name") == box.attributes.get("name"):
                    other.picked = False
        box.picked = on
        box.edits += 1
        self._tell(box, "input")
        self._tell(box, "change")

    def choose(self, label: str, *choices: str) -> Self:
        """Choose, in the select of this name, the options with these texts or values, and no others.

        Raises:
            AssertionError: if there is no such select or option, it is disabled, or the handler failed.
        """
        field = self._enter(label)
        missing = [name for name in choices if not any(name in (o.label, o.value) for o in field.options)]
        if missing:
            raise self.window.explain(
                f"{label!r} offers no {missing[0]!r}, only {[o.label for o in field.options]}"
            )
        for option in field.options:
            option.picked = option.label in choices or option.value in choices
        field.edits += 1
        self._tell(field, "input")
        self._tell(field, "change")
        return self

    def submit(self, label: str | None = None) -> Self:
        """Send a form: the one of this name, or with a button of this name; the only one if none is named.

        Raises:
            AssertionError: if there is no such form, or a required field is empty.
        """
        self.leave_field()
        if label is not None:
            found = self.find(label, take_form, "form or submit button")
            form = found.form or found
            self.send(form, None if found is form else found)
            return self
        forms = [
            node for node in self.window.page.root.walk() if node.tag == "form" and node.listens("submit")
        ]
        if len(forms) != 1:
            raise self.window.explain(f"the page has {len(forms)} forms: name one, or one of its buttons")
        self.send(forms[0], None)
        return self

    # What a browser makes of it.

    def send(self, form: Element, button: Element | None) -> None:
        """Send a form as its button does, unless the browser would not."""
        for field in [] if "novalidate" in form.attributes else form.walk():
            if "required" in field.attributes and not (field.is_picked if field.is_box else field.value):
                raise self.window.explain(
                    f"the form would not be sent: {field.outline().strip()} is required"
                )
        self.trigger(form, "submit", fields=read_fields(form, button))

    def leave_field(self) -> None:
        """Leave the field that was used last, as who clicks elsewhere does."""
        field, self.window.focused = self.window.focused, None
        if field is not None and field.is_field and field.parent is not None:
            self._change(field)
            self._tell(field, "focusout")

    def _enter(self, label: str) -> Element:
        field = self.find(label, take_field, "field")
        if field is not self.window.focused:
            self.leave_field()
            self.window.focused = field
            self._tell(field, "focusin")
        return field

    def _edit(self, field: Element, text: str) -> None:
        field.typed = text
        field.edits += 1
        self.window.is_changed = True
        self._tell(field, "input")

    def _change(self, field: Element) -> None:
        if self.window.is_changed:
            self.window.is_changed = False
            self._tell(field, "change")

    def _tell(self, field: Element, kind: str) -> None:
        for around in field.around():
            if around.listens(kind):
                self.trigger(around, kind, **told_by(field, around))
                return


def take_form(element: Element) -> Element | None:
    """Return a form that the app listens to, or the button that sends it."""
    if element.tag == "form" and element.listens("submit"):
        return element
    return next((node for node in element.around() if is_submit(node)), None)


def read_fields(form: Element, button: Element | None) -> dict[str, Any]:
    """Return what the fields of a form hold, as the client tells it."""
    held: dict[str, list[Any]] = {}
    boxes: dict[str, list[Element]] = {}
    for field in form.walk():
        name = field.attributes.get("name", "")
        kind = field.attributes.get("type", "text")
        if field.tag not in ("input", "textarea", "select") or not name or field.is_disabled:
            continue
        if field.tag == "input" and kind in _LISTED:
            boxes.setdefault(name, []).append(field)
        elif field.tag == "select" and "multiple" in field.attributes:
            held.setdefault(name, []).append([o.value for o in field.options if o.is_picked])
        elif field.tag != "input" or kind not in _SILENT:
            held.setdefault(name, []).append(field.value)
    fields = {name: values[0] if len(values) == 1 else values for name, values in held.items()}
    for name, group in boxes.items():
        chosen = [box.value for box in group if box.is_picked]
        if len(group) > 1 and group[0].attributes["type"] == "checkbox":
            fields[name] = chosen
        elif group[0].attributes["type"] == "checkbox" and "value" not in group[0].attributes:
            fields[name] = bool(chosen)
        else:
            fields[name] = chosen[0] if chosen else None
    if button is not None and button.attributes.get("name"):
        fields[button.attributes["name"]] = button.value
    return fields
