"""Whether a server that is visited for months stays as large as it was."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing

from ..figure import Figure
from ..plan import Plan
from ..row import Row
from ..served import Served
from ..stages import COUNTER
from ..visitor import Visitor

WAVES, VISITORS, FIRST = 10, 2_000, 2  # the first two waves are not counted
AT_ONCE = 20
EXPIRES = 1  # second
SLOPE = 0.5


def measure_waves(plan: Plan) -> Sequence[Figure]:
    """Let waves of visitors come, click once and go; their sessions expire after each wave."""
    visitors = plan.of(VISITORS, 20)
    memory: list[float] = []
    with Served(COUNTER, {"CACAO_SESSION_EXPIRES": str(EXPIRES)}) as served:
        for _ in range(plan.of(WAVES, 4)):
            for _ in range(visitors // AT_ONCE):
                _come_and_go(served)
            time.sleep(EXPIRES + 0.2)
            _come_and_go(served)  # the next to come clears away those whose time is over
            memory.append(served.memory() / 1024)
    counted = memory[FIRST:]
    growth = slope(counted) / visitors
    name = f"memory growth over waves 3 to {len(memory)} of {visitors:,} visitors who came and went"
    return [Figure(name, SLOPE, "KiB each", [growth])]


def _come_and_go(served: Served) -> None:
    """Let some visitors open the page, click once and close it."""
    visitors = [Visitor(served) for _ in range(AT_ONCE)]
    for visitor in visitors:
        visitor.click()
    for visitor in visitors:
        with closing(visitor):
            visitor.wait_for_answer()


def slope(values: Sequence[float]) -> float:
    """Return how much the values grow from one to the next, by least squares."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    steps = [place - middle for place in range(len(values))]
    grown = sum(step * (value - mean) for step, value in zip(steps, values, strict=True))
    return grown / sum(step * step for step in steps)


ROWS = (Row("waves", "memory growth over waves of visitors", measure_waves),)
