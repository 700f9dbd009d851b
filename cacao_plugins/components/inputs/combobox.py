"""Combobox: one of many, found by typing."""

from __future__ import annotations

from ..kinds import Begins
from .offer import ChoiceState, V
from .picking import Picking


class Combobox(Picking[V]):
    """One of many, found by typing. The State it is bound to holds the value of the option.

    Args:
        free: whether any text will do, and the options are but suggestions; then the State holds the text.
    """

    node_type = "combobox"

    bind: ChoiceState[V] | None = None
    value: Begins[V] = None
    free: bool = False

    @property
    def is_free(self) -> bool:
        """Whether any text will do."""
        return self.free
