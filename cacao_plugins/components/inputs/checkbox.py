"""Checkbox: yes or no."""

from __future__ import annotations

from typing import Any

from ..held import YES, bound_to
from ..kinds import Begins, Reactive, YesState
from ..widget import read_kit
from .field import Field
from .tick import BOXES, tick


class Checkbox(Field):
    """Yes or no, to be sent with others. The State it is bound to holds a bool.

    Args:
        value: whether it is checked at first, if it is not bound.
        indeterminate: whether it shows that some of what it stands for are checked, and some are not.
    """

    node_type = "checkbox"
    kits = (*Field.kits, BOXES, read_kit("checkbox", "checkbox.js"))
    elements = ("cacao-checkbox",)
    holds = bound_to(YES)

    bind: YesState | None = None
    value: Begins[bool] = None
    indeterminate: Reactive[bool] = False

    def draw(self) -> object:
        """Return the box and its label."""
        control = self.control("input", type="checkbox", class_name="cacao-tick")
        if control["props"].pop("value", None):
            control["props"]["checked"] = True
        box: dict[str, Any] = control
        if self.indeterminate is not False:
            mixed = {"data_mixed": self.indeterminate, "class": "cacao-around"}
            box = {"type": "cacao-checkbox", "props": mixed, "children": [control]}
        line = tick(box, [self.label, self.star()], is_label_hidden=self.label_hidden)
        return self.around([line, self.below()])
