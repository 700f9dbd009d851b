"""Column: things below each other."""

from __future__ import annotations

from .arrange import Align, Arranged, Justify


class Column(Arranged):
    """Things below each other, with the same room between all of them.

    Args:
        align: where they stand across the column.
        justify: where they stand along the column, if it is higher than they are.
    """

    node_type = "column"

    align: Align = "stretch"
    justify: Justify = "start"

    def draw(self) -> object:
        """Return a box that lays out what it holds from top to bottom."""
        return self.arranged(
            "column",
            data_align=None if self.align == "stretch" else self.align,
            data_justify=None if self.justify == "start" else self.justify,
        )
