"""Radio group: one of several, all of them to be seen."""

from __future__ import annotations

from cacao_kernel import read

from .choices import Choices
from .offer import ChoiceState, One, V


class RadioGroup(Choices[V]):
    """One of several, all of them to be seen.

    Args:
        value: the value of the one that is chosen at first, if it is not bound.
    """

    node_type = "radio-group"

    bind: ChoiceState[V] | None = None
    value: One[V] = None

    def draw(self) -> object:
        """Return the group."""
        begins = read(self.value)
        return self.choices("radio", [] if begins is None else [begins])
