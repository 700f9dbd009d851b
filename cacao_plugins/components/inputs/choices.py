"""Choices: what groups of radio buttons and of checkboxes have in common."""

from __future__ import annotations

from typing import Any, Literal

from cacao_kernel import CacaoError, own_id, read

from .field import Field
from .options import flat, read_options
from .select import Options
from .tick import BOXES, tick


class Choices(Field):
    """Several options that all are to be seen.

    Args:
        options: what may be chosen: texts, pairs of value and label, or dicts with ``value``, ``label``,
            ``help``, ``disabled``.
        layout: whether they stand below each other, beside each other, or each in a card.
    """

    kits = (*Field.kits, BOXES)

    options: Options = ()
    layout: Literal["stacked", "inline", "cards"] = "stacked"

    def choices(self, kind: Literal["radio", "checkbox"], chosen: list[str]) -> dict[str, Any]:
        """Return the group.

        Args:
            kind: what its boxes are.
            chosen: the values of those that are chosen at first, if it is not bound.
        """
        name = type(self).__name__
        options = flat(read_options(read(self.options), name))
        if not options:
            raise CacaoError(f"{name} has no options", expected="at least one", got="none")
        own = self.name or own_id("choice")
        boxes: list[object] = []
        for index, option in enumerate(options):
            box: dict[str, Any] = {
                "type": kind,
                "class": "cacao-tick",
                "value": option.value,
                "name": own,
                "bind": self.bind,
                "checked": True if self.bind is None and option.value in chosen else None,
                "disabled": True if option.is_disabled else None,
                "required": self.required if kind == "radio" and index == 0 else None,
                "on_change": self.on_change,
                "on_input": self.on_input,
            }
            given = {key: value for key, value in box.items() if value is not None}
            boxes.append(
                {
                    **tick({"type": "input", "props": given}, option.label, help=option.help),
                    "key": option.value,
                }
            )
        inner = {
            "type": "div",
            "props": {"class": "cacao-choices", "data_layout": self.layout},
            "children": boxes,
        }
        return self.group(inner, role="radiogroup" if kind == "radio" else None)
