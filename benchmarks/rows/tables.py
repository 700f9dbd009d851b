"""What one changed row costs in a table of thousands."""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..crowd import Crowd
from ..figure import Figure
from ..plan import Plan
from ..row import Row
from ..served import Served
from ..stage import Stage
from ..stages import COUNTER, cells, rows_by_for, rows_plainly
from .server import load

VISITORS = 1  # each has a table of 10,000 rows of their own
SAME = 1.2
MAX_TREE = 1.5
MAX_BYTES = 80

_WATCH = re.compile(rb"seconds=([\d.]+) runs=(\d+)")


def measure_cells(plan: Plan) -> Sequence[Figure]:
    """Measure one bound cell of 50,000 against the counter."""
    rows, events = plan.of(10_000, 500), plan.of(4_000, 20)
    counters, tables = plan.alternate(
        lambda: load(COUNTER, VISITORS, events), lambda: load(cells(rows), VISITORS, events)
    )
    name = f"{rows:,} rows of 5 cells, one bound to a State"
    other = "the counter"
    return [
        Figure(
            f"{name}: server CPU",
            SAME,
            "µs",
            [each.cpu * 1e6 for each in tables],
            [each.cpu * 1e6 for each in counters],
            other,
        ),
        Figure(
            f"{name}: bytes",
            SAME,
            "bytes",
            [each.received for each in tables],
            [each.received for each in counters],
            other,
        ),
    ]


def measure_for(plan: Plan) -> Sequence[Figure]:
    """Measure one changed row of a State list shown by ``For``: against the counter and ``json.dumps``."""
    rows = plan.of(10_000, 500)
    items = [{"id": n, "name": f"Row {n}", "count": 0} for n in range(rows)]
    counters, tables = plan.alternate(
        lambda: (load(COUNTER, VISITORS, plan.of(4_000, 20)), dumps_seconds(items)),
        lambda: load(rows_by_for(rows), VISITORS, plan.of(400, 10)),
    )
    name = f"{rows:,} rows in one State, For and mutate()"
    return [
        Figure(
            f"{name}: bytes",
            SAME,
            "bytes",
            [each.received for each in tables],
            [counter.received for counter, _ in counters],
            "the counter",
        ),
        Figure(
            f"{name}: server CPU",
            1,
            "ms",
            [each.cpu * 1e3 for each in tables],
            [(counter.cpu + seconds / 2) * 1e3 for counter, seconds in counters],
            "the counter and half of json.dumps of the list",
        ),
    ]


def measure_plain(plan: Plan) -> Sequence[Figure]:
    """Measure one changed row of a page without ``For``, its own function taken off."""
    rows = plan.of(1_000, 50)
    tree = plain_tree(rows)
    dumps, tables = plan.alternate(
        lambda: dumps_seconds(tree), lambda: _watch(rows_plainly(rows), plan.of(300, 10))
    )
    name = f"{rows:,} rows written plainly"
    return [
        Figure(
            f"{name}: server CPU without the page's own function",
            MAX_TREE,
            "ms",
            [each.cpu * 1e3 for each in tables],
            [seconds * 1e3 for seconds in dumps],
            "json.dumps of the tree",
        ),
        Figure(f"{name}: bytes", MAX_BYTES, "bytes", [each.received for each in tables]),
    ]


@dataclass(frozen=True)
class _Watched:
    cpu: float
    received: float


def _watch(stage: Stage, events: int) -> _Watched:
    """Return what an event costs the server beside the user's page function, whose time the page tells."""
    with Served(stage) as served, Crowd(served, 1) as crowd:
        crowd.click(max(events // 10, 3), budget=0.5)
        seconds, runs = _read_watch(served)
        load = crowd.click(events)
        events = load.events
        own, now = _read_watch(served)
        if now - runs != events:
            raise RuntimeError(f"{events} events ran the page {now - runs} times")
        return _Watched(load.cpu - (own - seconds) / events, load.received)


def _read_watch(served: Served) -> tuple[float, int]:
    found = _WATCH.search(served.get("/watch"))
    if found is None:
        raise RuntimeError("the page does not tell its time")
    return float(found[1]), int(found[2])


def dumps_seconds(value: Any, times: int = 9) -> float:
    """Return the CPU seconds that the standard library's ``json.dumps`` takes for a value."""
    taken: list[float] = []
    for _ in range(times):
        began = time.thread_time()
        json.dumps(value)
        taken.append(time.thread_time() - began)
    return statistics.median(taken)


def plain_tree(rows: int) -> dict[str, Any]:
    """Return the tree of the plain page, with names in the place of its functions."""

    def line(row: int) -> dict[str, Any]:
        button = {"type": "button", "props": {"label": "+", "on_click": "home.<locals>.<lambda>"}}
        return {
            "type": "tr",
            "key": row,
            "children": [
                {"type": "td", "props": {"content": f"Row {row}"}},
                {"type": "td", "props": {"content": 0}},
                {"type": "td", "children": [button]},
            ],
        }

    body = {"type": "tbody", "children": [line(row) for row in range(rows)]}
    return {"type": "main", "children": [{"type": "table", "children": [body]}]}


ROWS = (
    Row("cells", "10,000 rows of 5 cells, one bound to a State", measure_cells),
    Row("for", "10,000 rows by For, one changed in place", measure_for),
    Row("plain", "1,000 rows written plainly, one changed", measure_plain),
)
