"""The pages that are measured, ready to be served."""

from __future__ import annotations

from .stage import Stage

BARE = Stage("bare", "bare.py")
COUNTER = Stage("cacao", "counter.py", buttons=(([1], 0),))
MANY_NODES = {"CACAO_MAX_TREE_NODES": "200000"}


def cells() -> Stage:
    """Return the table of 10,000 rows with one cell that is a State."""
    return Stage("cacao", "cells.py", buttons=(([0], 0),), settings=MANY_NODES)


def rows_by_for(rows: int) -> Stage:
    """Return the list of so many rows, by ``For``."""
    return Stage("cacao", "list_of.py", buttons=_buttons(rows), settings=_sized(rows))


def rows_plainly(rows: int) -> Stage:
    """Return the list of so many rows, by a comprehension."""
    return Stage("cacao", "plain.py", buttons=_buttons(rows), settings=_sized(rows))


def _sized(rows: int) -> dict[str, str]:
    return {"BENCHMARK_ROWS": str(rows), **MANY_NODES}


def _buttons(rows: int) -> tuple[tuple[list[int | str], int], ...]:
    return tuple(([0, 0, str(row), 2, 0], row) for row in range(rows))
