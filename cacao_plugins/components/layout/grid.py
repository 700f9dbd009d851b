"""Grid: things in rows and columns."""

from __future__ import annotations

from typing import Any

from cacao_kernel import CacaoError

from .arrange import Align, Arranged, Justify, length


class Grid(Arranged):
    """Things in columns of equal width; fewer columns where there is little room.

    Args:
        columns: how many columns there are at most; as many as there is room for, if it is not given.
        min_width: how narrow a column may become before there is one less; a number of pixels or a
            length such as ``"12rem"``. With ``0`` there are always as many as ``columns`` says.
        align: where things stand in the height of their row.
        justify: where the columns stand, if they do not fill the width.
    """

    node_type = "grid"

    columns: int | None = None
    min_width: int | float | str | None = None
    align: Align | None = None
    justify: Justify | None = None

    def check(self) -> None:
        """Refuse less than one column."""
        if self.columns is not None and self.columns < 1:
            raise CacaoError("Grid.columns cannot be this", expected="1 or more", got=str(self.columns))

    def draw(self) -> object:
        """Return a box whose columns follow the room that there is."""
        style: dict[str, Any] = {}
        if self.columns is not None:
            style["--cacao-columns"] = str(self.columns)
        if self.min_width is not None:
            style["--cacao-least"] = length(self.min_width)
        is_counted = "" if self.columns is None else str(self.columns)
        return self.arranged(
            "grid",
            style=style,
            data_columns=is_counted or None,
            data_align=self.align,
            data_justify=self.justify,
        )
