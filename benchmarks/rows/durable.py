"""What events cost whose changes are on the disk before they are acknowledged."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..crowd import Crowd
from ..figure import Figure
from ..pinned import pinned
from ..plan import Plan
from ..quantile import quantile
from ..row import Row
from ..served import ROOT, Served
from ..stage import Stage
from ..stages import BARE, COUNTER

VISITORS, EVENTS, RATE, SECONDS = 200, 10_000, 2_000, 10
MOST_MICROSECONDS = 500  # for one of many at once: 2,000 a second
MOST_MILLISECONDS = 30

Run = tuple[float, float]


def measure_durable(plan: Plan) -> Sequence[Figure]:
    """Measure a counter whose sessions are in a file, on one core, beside one that keeps nothing."""
    bare, ours = plan.alternate(
        lambda: _measure(plan, BARE, nullcontext(None)), lambda: _measure(plan, COUNTER, _folder())
    )
    visitors, rate = plan.of(VISITORS, 4), plan.of(RATE, 100)
    what = f"{visitors} visitors, server on one core"
    return [
        Figure(
            f"durable events, {what}: time for one of as many as it can",
            MOST_MICROSECONDS,
            "µs",
            [each for each, _ in ours],
            [each for each, _ in bare],
            "by hand, nothing kept",
            is_ratio=False,
        ),
        Figure(
            f"{rate:,} durable events a second, {what}: p99",
            MOST_MILLISECONDS,
            "ms",
            [p99 for _, p99 in ours],
            [p99 for _, p99 in bare],
            "by hand, nothing kept",
            is_ratio=False,
        ),
    ]


def _folder() -> TemporaryDirectory[str]:
    """Return a folder on the disk that the project is on: elsewhere might be memory alone."""
    parent = ROOT / ".cacao"
    parent.mkdir(exist_ok=True)
    return TemporaryDirectory(dir=parent)


def _measure(plan: Plan, stage: Stage, folder: AbstractContextManager[str | None]) -> Run:
    """Return the microseconds of an event among as many as can be, and the p99 in ms of so many a second."""
    events = plan.of(EVENTS, 40)
    with folder as kept:
        stage = replace(stage, settings=_settings(kept))
        with Served(stage) as served, pinned(served), Crowd(served, plan.of(VISITORS, 4)) as crowd:
            crowd.click(events // 5)
            began = time.perf_counter()
            done = crowd.click(events, budget=60).events
            each = (time.perf_counter() - began) / done
            rate = plan.of(RATE, 100)
            crowd.click_on_time(0.5, rate)
            waits = crowd.click_on_time(plan.of(SECONDS, 1), rate)
            return each * 1e6, quantile(waits, 0.99) * 1e3


def _settings(folder: str | None) -> Mapping[str, str]:
    if folder is None:
        return {}
    return {"CACAO_SESSION_STORAGE": "file", "CACAO_SESSION_PATH": str(Path(folder) / "sessions.db")}


ROWS = (Row("durable", "events that are on the disk before they are acknowledged", measure_durable),)
