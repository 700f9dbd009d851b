"""Switch: on or off, at once."""

from __future__ import annotations

from ..held import YES, bound_to
from ..kinds import Begins, YesState
from .field import Field
from .tick import BOXES, tick


class Switch(Field):
    """On or off, at once. The State it is bound to holds a bool.

    Args:
        value: whether it is on at first, if it is not bound.
    """

    node_type = "switch"
    kits = (*Field.kits, BOXES)
    holds = bound_to(YES)

    bind: YesState | None = None
    value: Begins[bool] = None

    def draw(self) -> object:
        """Return the switch and its label."""
        control = self.control("input", type="checkbox", role="switch", class_name="cacao-switch")
        if control["props"].pop("value", None):
            control["props"]["checked"] = True
        line = tick(control, [self.label, self.star()], is_label_hidden=self.label_hidden)
        return self.around([line, self.below()])
