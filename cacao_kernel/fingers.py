"""Fingers: what a user of a real browser does with buttons, fields, forms and keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Self

from .edits import TYPED
from .element import Element
from .finder import Taker, is_submit, take_click, take_field
from .hand import take_form
from .keys import known_key
from .pane import Pane
from .user import User

Act = Callable[[Any, Element], Any]

PATIENCE = 5.0  # seconds in which what is looked for may still come
_MODIFIERS = {"ctrl": "Control", "control": "Control", "alt": "Alt", "shift": "Shift", "meta": "Meta"}


class Fingers(User):
    """The fingers of a user of a real browser, on its mouse and keyboard."""

    window: Pane  # type: ignore[assignment]

    def find(self, label: str, take: Taker = take_click, what: str = "button or link") -> Element:
        """Return the one element of this label that will do; it may take a moment to come."""
        end = time.monotonic() + min(PATIENCE, self.window.browser.wait)
        while True:
            try:
                return super().find(label, take, what)
            except AssertionError:
                if time.monotonic() > end:
                    raise
            self.window.run(lambda: self.window.sheet.wait_for_timeout(20))

    def click(self, label: str, *, wait: bool = True) -> Self:
        """Click what bears this label, and wait for the answer."""
        self._on(label, take_click, "button or link", lambda handle, _: handle.click())
        return self.settle() if wait else self

    def click_on(self, target: Element, *, wait: bool = True, is_sure: bool = False) -> Self:
        """Click an element, and wait for the answer."""
        self._do(target, lambda handle, _: handle.click())
        return self.settle() if wait else self

    def trigger(self, element: Element, kind: str, **payload: Any) -> Self:
        """Let an event happen on an element, and wait for the answer."""

        def happen(handle: Any, _: Element) -> None:
            if kind == "dblclick":
                handle.dblclick()
            elif kind == "contextmenu":
                handle.click(button="right")
            else:
                handle.dispatch_event(kind)

        self._do(element, happen)
        return self.settle()

    def type(self, label: str, text: str) -> Self:
        """Type a text, letter by letter, at the end of the field of this name."""

        def write(handle: Any, field: Element) -> None:
            if field.tag == "textarea" or field.attributes.get("type", "text") in TYPED:
                handle.focus()
                self.window.sheet.keyboard.press("Control+End")
                self.window.sheet.keyboard.type(text)
            else:
                handle.fill(text)
                handle.dispatch_event("change")

        self._on(label, take_field, "field", self._resting(write))
        return self.settle()

    def clear(self, label: str) -> Self:
        """Empty the field of this name."""
        self._on(label, take_field, "field", self._resting(lambda handle, _: handle.fill("")))
        return self.settle()

    def fill(self, label: str | Mapping[str, Any], value: Any = None) -> Self:
        """Put a value into the field of this name, or into several by their names."""
        if isinstance(label, Mapping):
            for name, each in label.items():
                self.fill(name, each)
            return self
        field = self.find(label, take_field, "field")
        if field.is_box:
            return self.check(label, on=bool(value))
        if field.tag == "select":
            return self.choose(label, *([value] if isinstance(value, str) else value))

        def write(handle: Any, _: Element) -> None:
            handle.focus()
            handle.fill(str(value))

        self._on(label, take_field, "field", self._resting(write))
        return self.settle()

    def press(self, key: str, label: str | None = None) -> Self:
        """Press a key in the field of this name, or where the focus is."""
        *held, name = key.split("+") if len(key) > 1 else [key]
        name = "Space" if name.lower() in (" ", "space") else name if len(name) == 1 else known_key(name)
        spelled = "+".join([*(_MODIFIERS.get(each.lower(), each) for each in held), name])
        if label is not None:
            self._on(label, take_field, "field", lambda handle, _: handle.focus())
        self.window.begin()
        self.window.run(lambda: self.window.sheet.keyboard.press(spelled))
        return self.settle()

    def check(self, label: str, *, on: bool = True) -> Self:
        """Check a checkbox or radio button, or take the check away."""

        def tick(handle: Any, box: Element) -> None:
            if not box.is_box:
                raise self.window.explain(f"{label!r} is no checkbox and no radio button")
            if handle.is_checked() != on:
                handle.focus()
                handle.evaluate("box => box.click()")  # what is drawn in its place may lie above it

        self._on(label, take_field, "field", tick)
        return self.settle()

    def choose(self, label: str, *choices: str) -> Self:
        """Choose, in the select of this name, the options with these texts or values, and no others."""

        def pick(handle: Any, field: Element) -> None:
            offered = [name for option in field.options for name in (option.label, option.value)]
            missing = [name for name in choices if name not in offered]
            if missing:
                only = [option.label for option in field.options]
                raise self.window.explain(f"{label!r} offers no {missing[0]!r}, only {only}")
            handle.select_option([*choices])

        self._on(label, take_field, "field", pick)
        return self.settle()

    def submit(self, label: str | None = None) -> Self:
        """Send a form: the one of this name, or with a button of this name; the only one if none is named."""
        if label is not None:
            target = self.find(label, take_form, "form or submit button")
        else:
            nodes = self.page.root.walk()
            forms = [node for node in nodes if node.tag == "form" and node.listens("submit")]
            if len(forms) != 1:
                raise self.window.explain(f"the page has {len(forms)} forms: name one, or one of its buttons")
            target = forms[0]
        if target.tag == "form":
            self._do(target, self._request)
        else:
            self._do(target, lambda handle, _: handle.click())
        return self.settle()

    def _request(self, handle: Any, _: Element) -> None:
        if not handle.evaluate("form => form.noValidate || form.checkValidity()"):
            raise self.window.explain("the form would not be sent: a field is required, or does not fit")
        handle.evaluate("form => form.requestSubmit()")

    def settle(self) -> Self:
        """Wait until the app has answered everything the user has done."""
        self.window.settle()
        return self

    def _on(self, label: str, take: Taker, what: str, act: Act) -> None:
        """Do something with what bears a label; once more if it was replaced meanwhile."""
        for _ in range(3):
            target = self.find(label, take, what)
            if self._do(target, act):
                return
        raise self.window.explain(f"the {what} {label!r} is replaced again and again")

    def _resting(self, act: Act) -> Act:
        """Let what a field keeps back until its writer rests go on at once, as their rest is over."""

        def rest(handle: Any, field: Element) -> None:
            act(handle, field)
            names = ("data-cacao-debounce", "data-cacao-throttle")
            kept = [int(node.attributes.get(name) or 0) for node in field.around() for name in names]
            if any(kept):
                self.window.sheet.clock.run_for(max(kept))

        return rest

    def _do(self, target: Element, act: Act) -> bool:
        if is_submit(target) and target.form is not None and "novalidate" not in target.form.attributes:
            self._check(target.form)
        self.window.begin()
        try:
            self.window.run(lambda: act(self.window.look_closer(target), target))
        except AssertionError:
            raise
        except Exception as error:
            if "not attached" in str(error):
                return False
            raise self.window.explain(f"the browser says: {first_line(error)}") from None
        return True

    def _check(self, form: Element) -> None:
        is_fit = self.window.run(
            lambda: self.window.look_closer(form).evaluate("form => form.noValidate || form.checkValidity()")
        )
        if not is_fit:
            raise self.window.explain("the form would not be sent: a field is required, or does not fit")


def first_line(error: Exception) -> str:
    """Return what an error of Playwright's says first."""
    return str(error).partition("\n")[0]
