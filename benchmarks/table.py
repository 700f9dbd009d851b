"""Table: the figures as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from .figure import Figure

HEAD = """| what | beside it | Cacao | judged | spread | bar | |
| --- | --- | --- | --- | --- | --- | --- |"""


def table(figures: Iterable[Figure]) -> str:
    """Return the table, a line for each figure."""
    return "\n".join([HEAD, *map(line, figures)])


def line(figure: Figure, *, is_judged: bool = True) -> str:
    """Return a line of the table, which says whether the bar is kept if that is judged."""
    beside = ""
    if figure.beside:
        beside = f"{number(statistics.median(figure.beside))} {figure.unit} ({figure.other})"
    cells = (
        figure.name,
        beside,
        f"{number(statistics.median(figure.values))} {figure.unit}".rstrip(),
        f"**{judged(figure)}**",
        f"{number(figure.judged[0])} to {number(figure.judged[-1])}",
        f"≤ {_with_unit(figure, figure.limit)}",
        ("kept" if figure.holds else "missed") if is_judged else "",
    )
    return f"| {' | '.join(cells)} |"


def judged(figure: Figure) -> str:
    """Return what is judged, with its unit."""
    return _with_unit(figure, figure.median)


def number(value: float) -> str:
    """Return a number with three digits that count."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _with_unit(figure: Figure, value: float) -> str:
    return f"{number(value)} {'×' if figure.is_ratio else figure.unit}".rstrip()
