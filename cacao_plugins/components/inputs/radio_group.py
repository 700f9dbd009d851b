"""Radio group: one of several, all of them to be seen."""

from __future__ import annotations

from .choices import Choices


class RadioGroup(Choices):
    """One of several, all of them to be seen.

    Args:
        value: the value of the one that is chosen at first, if it is not bound.
    """

    node_type = "radio-group"

    def draw(self) -> object:
        """Return the group."""
        return self.choices("radio", [] if self.value is None else [str(self.value)])
