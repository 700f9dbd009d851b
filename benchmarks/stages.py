"""The pages that are measured, ready to be served."""

from __future__ import annotations

from .stage import Side, Stage

BARE = Stage("bare", "bare.py")
COUNTER = Stage("cacao", "counter.py", buttons=(([1], 0),))
MANY_NODES = {"CACAO_MAX_TREE_NODES": "200000"}


def bare_table(rows: int) -> Stage:
    """Return the table of so many rows, by hand."""
    return Stage("bare", "bare_table.py", settings=_sized(rows))


def cells(rows: int) -> Stage:
    """Return the table of so many rows with one cell that is a State."""
    return Stage("cacao", "cells.py", buttons=(([0], 0),), settings=_sized(rows))


def rows_by_for(rows: int) -> Stage:
    """Return the list of so many rows, by ``For``."""
    return Stage("cacao", "list_of.py", buttons=_buttons(rows), settings=_sized(rows))


def rows_plainly(rows: int) -> Stage:
    """Return the list of so many rows, by a comprehension."""
    return Stage("cacao", "plain.py", buttons=_buttons(rows), settings=_sized(rows))


def paged(rows: int) -> Stage:
    """Return the table of so many rows, of which a page is shown."""
    return Stage("cacao", "paged.py", settings=_sized(rows))


def fields(number: int) -> Stage:
    """Return the form of so many fields."""
    return Stage("cacao", "fields.py", settings={"BENCHMARK_FIELDS": str(number)})


def pushes(side: Side, rate: int) -> Stage:
    """Return the page that shows what is pushed so many times a second."""
    file = "bare_pushes.py" if side == "bare" else "pushes.py"
    return Stage(side, file, settings={"BENCHMARK_RATE": str(rate)})


def blocking(button: str = "Increment", seconds: int = 5) -> Stage:
    """Return the counter among buttons that take so long, clicked at one of them."""
    place = ("Increment", "Sleep", "Calculate", "Block").index(button)
    settings = {"BENCHMARK_SECONDS": str(seconds)}
    return Stage("cacao", "blocking.py", buttons=(([place + 1], place),), settings=settings)


def _sized(rows: int) -> dict[str, str]:
    return {"BENCHMARK_ROWS": str(rows), **MANY_NODES}


def _buttons(rows: int) -> tuple[tuple[list[int | str], int], ...]:
    return tuple(([0, 0, str(row), 2, 0], row) for row in range(rows))
