"""Checkbox group: some of several, all of them to be seen."""

from __future__ import annotations

from cacao_kernel import read

from ..held import LIST, bound_to
from .choices import Choices
from .offer import ChoicesState, Several, V


class CheckboxGroup(Choices[V]):
    """Some of several, all of them to be seen. The State it is bound to holds a list of values.

    Args:
        value: the values of those that are chosen at first, if it is not bound.
    """

    node_type = "checkbox-group"
    holds = bound_to(LIST)

    bind: ChoicesState[V] | None = None
    value: Several[V] = ()

    def draw(self) -> object:
        """Return the group."""
        return self.choices("checkbox", read(self.value) or ())
