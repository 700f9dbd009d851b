"""Tables of plain text."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection, Sequence

GAP = "  "
NARROWEST = 10


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]], cut: Collection[str] = ()) -> None:
    """Print rows under a head; a column that is empty is left out.

    Args:
        head: what each column holds.
        rows: their cells, as many as the head has.
        cut: the columns that are cut short where a terminal is too narrow.
    """
    shown = [number for number in range(len(head)) if any(row[number] for row in rows)]
    lines = [[row[number] for number in shown] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    room = shutil.get_terminal_size().columns - len(GAP) * (len(widths) - 1)
    may_be_cut = [place for place, number in enumerate(shown) if head[number] in cut]
    while sys.stdout.isatty() and sum(widths) > room:
        widest = max(may_be_cut, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    for line in lines:
        cells = (_fit(cell, width) for cell, width in zip(line, widths, strict=True))
        print(GAP.join(cells).rstrip())


def _fit(cell: str, width: int) -> str:
    return f"{cell:{width}}" if len(cell) <= width else f"{cell[: width - 1]}…"
