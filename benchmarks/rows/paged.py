"""What it takes to open a table of which a page is shown, however many rows there are."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from ..figure import Figure
from ..plan import Plan
from ..row import Row
from ..served import Served
from ..stages import paged

FEW = 100
SAME = 1.2


def measure_paged(plan: Plan) -> Sequence[Figure]:
    """Measure the first answer of a table of many rows against that of a table of a few."""
    many, times = plan.of(100_000, 5_000), plan.of(200, 5)
    few, lots = plan.alternate(lambda: _open(FEW, times), lambda: _open(many, times))
    name = f"a table of {many:,} rows, from a generator of pages, to open"
    return [Figure(name, SAME, "ms", lots, few, f"{FEW} rows")]


def _open(rows: int, times: int) -> float:
    """Return how many milliseconds the page takes, after a first time."""
    with Served(paged(rows)) as served:
        served.page()
        taken: list[float] = []
        for _ in range(times):
            began = time.perf_counter()
            served.page()
            taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1e3


ROWS = (Row("paged", "a table of 100,000 rows from a generator of pages", measure_paged),)
