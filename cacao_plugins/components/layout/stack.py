"""Stack: things on top of each other."""

from __future__ import annotations

from typing import Literal

from .arrange import Arranged

Place = Literal["start", "center", "end", "stretch"]


class Stack(Arranged):
    """Things on top of each other in one place, the last one uppermost.

    Args:
        align: where they stand from top to bottom.
        justify: where they stand along a line.
    """

    node_type = "stack"

    align: Place = "stretch"
    justify: Place = "stretch"

    def draw(self) -> object:
        """Return a box in which everything has the same place."""
        return self.arranged(
            "stack",
            data_align=None if self.align == "stretch" else self.align,
            data_justify=None if self.justify == "stretch" else self.justify,
        )
