"""Choices: what groups of radio buttons and of checkboxes have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, Literal

from cacao_kernel import own_id, read

from ..nothing import nothing_yet
from .field import Field
from .meaning import bind_options
from .offer import Options, V
from .options import flat, no_options, read_options, spell_option
from .tick import BOXES, tick


class Choices(Field, Generic[V]):
    """Several options that all are to be seen.

    Args:
        options: what may be chosen: texts, pairs of value and label, or dicts with ``value``, ``label``,
            ``help``, ``disabled``.
        layout: whether they stand below each other, beside each other, or each in a card.
    """

    kits = (*Field.kits, BOXES)

    options: Options[V] = ()
    layout: Literal["stacked", "inline", "cards"] = "stacked"

    def check(self) -> None:
        """Refuse a group of which nobody has said what may be chosen."""
        super().check()
        if "options" not in self._given:
            raise no_options(type(self).__name__)

    def choices(self, kind: Literal["radio", "checkbox"], chosen: Iterable[object]) -> dict[str, Any]:
        """Return the group.

        Args:
            kind: what its boxes are.
            chosen: the values of those that are chosen at first, if it is not bound.
        """
        name = type(self).__name__
        options = flat(read_options(read(self.options), name))
        begins = {spell_option(each) for each in chosen}
        own = self.name or own_id("choice")
        bound = bind_options(self.bind, options)
        boxes: list[object] = []
        for index, option in enumerate(options):
            box: dict[str, Any] = {
                "type": kind,
                "class": "cacao-tick",
                "value": option.value,
                "name": own,
                "bind": bound,
                "checked": True if self.bind is None and option.value in begins else None,
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
        if not boxes:
            boxes = [nothing_yet(self.say)]
        inner = {
            "type": "div",
            "props": {"class": "cacao-choices", "data_layout": self.layout},
            "children": boxes,
        }
        return self.group(inner, role="radiogroup" if kind == "radio" else None)
