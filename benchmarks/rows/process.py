"""What the process costs by itself: to start, to be there, to be imported, for each open tab."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from ..crowd import Crowd
from ..figure import Figure
from ..plan import Plan
from ..row import Row
from ..served import ROOT, Served
from ..stage import Stage
from ..stages import BARE, COUNTER

START, IDLE, IMPORT, TAB = 2.0, 1.4, 150, 2.0
FIRST_TABS = 30  # take what is made once


@dataclass(frozen=True)
class Start:
    """A start: seconds until the first answer, bytes of memory after it."""

    seconds: float
    memory: float


def start(stage: Stage) -> Start:
    """Start a server, ask once, and stop it."""
    with Served(stage) as served:
        return Start(served.start_seconds, served.memory())


def measure_start(plan: Plan) -> Sequence[Figure]:
    """Measure the start, and the memory of a server that nobody uses."""
    start(COUNTER)  # compiles what was never imported
    bare, ours = plan.alternate(lambda: start(BARE), lambda: start(COUNTER))
    return [
        Figure(
            "start to the first 200",
            START,
            "ms",
            [each.seconds * 1e3 for each in ours],
            [each.seconds * 1e3 for each in bare],
        ),
        Figure(
            "idle memory",
            IDLE,
            "MB",
            [each.memory / 1e6 for each in ours],
            [each.memory / 1e6 for each in bare],
        ),
    ]


def measure_import(plan: Plan) -> Sequence[Figure]:
    """Measure ``import cacao``, after one that compiles it."""
    took = [import_seconds("import cacao") * 1e3 for _ in range(plan.pairs + 1)]
    return [Figure("`import cacao`", IMPORT, "ms", took[1:])]


def import_seconds(statement: str) -> float:
    """Return how long a statement takes in a fresh interpreter."""
    code = f"import time; began = time.perf_counter(); {statement}; print(time.perf_counter() - began)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    return float(done.stdout)


def tab_bytes(stage: Stage, tabs: int) -> float:
    """Return the bytes of memory that each open tab takes, a visitor of its own in each."""
    with Served(stage) as served, Crowd(served, FIRST_TABS) as first:
        first.click(FIRST_TABS)
        before = served.memory()
        with Crowd(served, tabs) as crowd:
            crowd.click(tabs)
            return (served.memory() - before) / tabs


def measure_tabs(plan: Plan) -> Sequence[Figure]:
    """Measure open tabs of the counter against open sockets of the page by hand."""
    tabs = plan.of(400, 40)
    bare, ours = plan.alternate(lambda: tab_bytes(BARE, tabs), lambda: tab_bytes(COUNTER, tabs))
    return [
        Figure(
            "memory for each open tab",
            TAB,
            "KiB",
            [each / 1024 for each in ours],
            [max(each, 1) / 1024 for each in bare],
        )
    ]


ROWS = (
    Row("start", "start and idle memory", measure_start),
    Row("import", "import cacao", measure_import),
    Row("tabs", "memory for each open tab", measure_tabs),
)
