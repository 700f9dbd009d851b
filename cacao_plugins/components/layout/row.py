"""Row: things beside each other."""

from __future__ import annotations

from .arrange import Align, Arranged, Justify


class Row(Arranged):
    """Things beside each other; those for which there is no room go on below.

    Args:
        align: where they stand across the row.
        justify: where they stand along the row.
        wrap: whether they go on below where there is no room.
    """

    node_type = "row"

    align: Align = "center"
    justify: Justify = "start"
    wrap: bool = True

    def draw(self) -> object:
        """Return a box that lays out what it holds along a line."""
        return self.arranged(
            "row",
            data_align=None if self.align == "center" else self.align,
            data_justify=None if self.justify == "start" else self.justify,
            data_wrap=None if self.wrap else "false",
        )
