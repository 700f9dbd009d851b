"""What other visitors notice of code that takes long, and what the log says of it."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing

from ..crowd import Crowd
from ..figure import Figure
from ..plan import Plan
from ..quantile import quantile
from ..row import Row
from ..served import Served
from ..stages import blocking
from ..visitor import Visitor

SLEEPERS, OTHERS = 10, 10
PAUSE = 0.01  # between an answer and the next click of the others
ASLEEP, CALCULATING = 2.0, 20
SECONDS, QUICKLY = 5, 1  # that the handlers and the page take

CULPRIT = re.compile(r"blocking\.py:\d+ in block\(\)")


def measure_sleep(plan: Plan) -> Sequence[Figure]:
    """Measure the others while ten visitors wait for a handler, then for a page, that sleeps."""
    figures: list[Figure] = []
    seconds = plan.of(SECONDS, QUICKLY)
    for what in ("handler", "page"):
        without: list[float] = []
        beside: list[float] = []
        for _ in range(plan.pairs):
            with Served(blocking(seconds=seconds)) as served, Crowd(served, OTHERS) as others:
                others.click_calmly(0.3, PAUSE)
                without.append(_p99(others, seconds * 0.9))
                with ExitStack() as stack:
                    for _ in range(SLEEPERS):
                        stack.enter_context(_sleeper(served) if what == "handler" else _reader(served))
                    time.sleep(0.1)
                    beside.append(_p99(others, seconds * 0.8))
        figures.append(
            Figure(
                f"ten visitors in time.sleep(5) in a def {what}: the others' p99",
                ASLEEP,
                "ms",
                beside,
                without,
                "without",
            )
        )
    return figures


def measure_calculation(plan: Plan) -> Sequence[Figure]:
    """Measure the others while a handler works in plain Python and never waits."""
    waits: list[float] = []
    seconds = plan.of(SECONDS, QUICKLY)
    for _ in range(plan.pairs):
        with Served(blocking(seconds=seconds)) as served, Crowd(served, OTHERS) as others:
            others.click_calmly(0.3, PAUSE)
            with closing(Visitor(served, stage=blocking("Calculate"))) as busy:
                busy.click()
                time.sleep(0.1)
                waits.append(_p99(others, seconds * 0.8))
    return [Figure("a Python loop of 5 s in a def handler: the others' p99", CALCULATING, "ms", waits)]


def measure_watchdog(plan: Plan) -> Sequence[Figure]:
    """See that the log names file and line of what blocks the event loop."""
    unnamed = 0
    tries = plan.of(3, 1)
    for _ in range(tries):
        with Served(blocking("Block")) as served, closing(Visitor(served)) as visitor:
            visitor.click()
            visitor.wait_for_answer()
            unnamed += not CULPRIT.search(served.log)
    return [Figure("blocking code in async def, not named by file and line", 0, f"of {tries}", [unnamed])]


def _p99(others: Crowd, seconds: float) -> float:
    return quantile(others.click_calmly(seconds, PAUSE), 0.99) * 1e3


def _sleeper(served: Served) -> closing[Visitor]:
    """Return a visitor who has clicked what sleeps."""
    visitor = Visitor(served, stage=blocking("Sleep"))
    visitor.click()
    return closing(visitor)


def _reader(served: Served) -> socket.socket:
    """Return the connection of a visitor who has asked for the page that sleeps."""
    line = socket.create_connection(("127.0.0.1", served.port))
    line.sendall(f"GET /slow HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode())
    return line


ROWS = (
    Row("sleep", "ten visitors in time.sleep(5)", measure_sleep),
    Row("calculation", "a Python loop of 5 s", measure_calculation),
    Row("watchdog", "blocking code in async def", measure_watchdog),
)
