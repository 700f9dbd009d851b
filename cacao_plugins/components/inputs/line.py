"""Line: what inputs of one line have in common: what stands before and behind the text."""

from __future__ import annotations

from typing import Any

from ..icon_set import find_icon
from ..kinds import Reactive, Text
from .field import Field


class Line(Field):
    """An input of one line.

    Args:
        placeholder: what stands in it while it is empty; no replacement for a label.
        readonly: whether its text can be read and copied, but not changed.
        autocomplete: what the browser may fill it with, such as ``"name"``.
        icon: an icon before the text.
        prefix: a text before it, such as ``"€"``.
        suffix: a text behind it, such as ``"kg"``.
        debounce: milliseconds of rest after which what was typed is sent.
    """

    placeholder: str | None = None
    readonly: Reactive[bool] = False
    autocomplete: str | None = None
    icon: str | None = None
    prefix: Text = None
    suffix: Text = None
    debounce: int | None = None

    def line(self, *tools: object, **props: Any) -> dict[str, Any]:
        """Return the field with its input.

        Args:
            tools: buttons behind the text.
            props: the input's own props.
        """
        control = self.control(
            "input",
            class_name="cacao-input",
            placeholder=self.placeholder,
            readonly=self.readonly or None,
            autocomplete=self.autocomplete,
            debounce=self.debounce,
            **props,
        )
        before = [find_icon(self.icon) if self.icon else None, self.prefix]
        box = [
            *(affix(part) for part in before if part is not None),
            control,
            *((affix(self.suffix),) if self.suffix is not None else ()),
            *tools,
        ]
        if len(box) == 1:
            return self.frame(control)
        return self.frame({"type": "div", "props": {"class": "cacao-box"}, "children": box})


def tool(icon: object, label: str, **props: Any) -> dict[str, Any]:
    """Return a small button in the box of an input.

    Args:
        icon: what it shows.
        label: what it does, for those who hear the page.
        props: its own props.
    """
    own = {"class": "cacao-tool", "aria_label": label, "title": label, **props}
    return {"type": "bare-button", "props": own, "children": icon}


def affix(content: object) -> dict[str, Any]:
    """Return what stands beside an input in its box: an icon, or a text."""
    return {"type": "span", "props": {"class": "cacao-affix"}, "children": [content]}
