"""Report: the part of docs/performance.md that a run writes, and its chart."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

from .chart import chart
from .figure import Figure
from .plan import Plan
from .table import table

PAGE, PICTURE = "performance.md", "performance.svg"
BEGIN, END = "<!-- written by python -m benchmarks --write -->", "<!-- end -->"


def write(docs: Path, figures: Sequence[Figure], plan: Plan) -> None:
    """Put the table between the marks of the page, and the chart beside it.

    Raises:
        ValueError: if the page has no marks.
    """
    page = docs / PAGE
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has no place for the table: {BEGIN} … {END}")
    page.write_text(
        f"{before}{BEGIN}\n\n{summary(figures, plan)}\n\n{table(figures)}\n\n{END}{after}", "utf-8"
    )
    (docs / PICTURE).write_text(chart(figures), "utf-8")


def summary(figures: Sequence[Figure], plan: Plan) -> str:
    """Return when and where this was measured, and how many bars are kept."""
    kept = sum(figure.holds for figure in figures)
    parts = [f"{name} {version(name)}" for name in ("starlette", "uvicorn", "websockets", "orjson")]
    return (
        f"{date.today():%Y-%m-%d}, Python {platform.python_version()}, {platform.system()}, "
        f"{cpu_count()} cores, {', '.join(parts)}; {plan.pairs} pairs. "
        f"{kept} of {len(figures)} figures keep their bar."
    )
