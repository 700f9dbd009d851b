"""Checkbox group: some of several, all of them to be seen."""

from __future__ import annotations

from typing import Any

from .choices import Choices


class CheckboxGroup(Choices):
    """Some of several, all of them to be seen. The State it is bound to holds a list of values.

    Args:
        value: the values of those that are chosen at first, if it is not bound.
    """

    node_type = "checkbox-group"

    value: Any = ()

    def draw(self) -> object:
        """Return the group."""
        return self.choices("checkbox", [str(each) for each in self.value or ()])
