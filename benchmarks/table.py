"""Table: the figures as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from .figure import Figure

HEAD = """| | beside | Cacao | median | spread | bar | |
| --- | --- | --- | --- | --- | --- | --- |"""


def table(figures: Iterable[Figure]) -> str:
    """Return the table, a line for each figure."""
    return "\n".join([HEAD, *map(line, figures)])


def line(figure: Figure) -> str:
    """Return a line of the table."""
    low, high = figure.judged[0], figure.judged[-1]
    beside, sign, unit = "", " ×", ""
    if figure.beside:
        beside = f"{number(statistics.median(figure.beside))} {figure.unit} ({figure.other})"
    else:
        sign, unit = "", f" {figure.unit}"
    cells: Sequence[str] = (
        figure.name + (f" ({figure.note})" if figure.note else ""),
        beside,
        f"{number(statistics.median(figure.values))} {figure.unit}",
        f"**{number(figure.median)}{sign or unit}**",
        f"{number(low)} to {number(high)}",
        f"≤ {number(figure.limit)}{sign or unit}",
        "kept" if figure.holds else "missed",
    )
    return f"| {' | '.join(cells)} |"


def number(value: float) -> str:
    """Return a number with three digits that count."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
