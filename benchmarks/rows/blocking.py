"""What other visitors notice of code that takes long, and what the log says of it."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, closing

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

Busy = Callable[[Served], AbstractContextManager[object]]

CULPRIT = re.compile(r"blocking\.py:\d+ in block\(\)")


def measure_sleep(plan: Plan) -> Sequence[Figure]:
    """Measure the others while ten visitors wait for a handler, then for a page, that sleeps."""
    return [_compare(plan, "handler", _sleeper), _compare(plan, "page", _reader)]


def _compare(plan: Plan, what: str, busy: Busy) -> Figure:
    seconds = plan.of(SECONDS, QUICKLY)
    without, beside = plan.alternate(lambda: _measure(seconds), lambda: _measure(seconds, [busy] * SLEEPERS))
    name = f"ten visitors in time.sleep(5) in a def {what}: the others' p99"
    return Figure(name, ASLEEP, "ms", beside, without, "without")


def measure_calculation(plan: Plan) -> Sequence[Figure]:
    """Measure the others while a handler works in plain Python and never waits."""
    seconds = plan.of(SECONDS, QUICKLY)
    without, beside = plan.alternate(lambda: _measure(seconds), lambda: _measure(seconds, [_calculator]))
    return [
        Figure(
            "a Python loop of 5 s in a def handler: the others' p99",
            CALCULATING,
            "ms",
            beside,
            without,
            "without",
            is_ratio=False,
        )
    ]


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


def _measure(seconds: int, busy: Sequence[Busy] = ()) -> float:
    """Return the p99 of the others in milliseconds, on a server of its own, beside those who are busy."""
    with Served(blocking(seconds=seconds)) as served, Crowd(served, OTHERS) as others, ExitStack() as stack:
        others.click_calmly(0.3, PAUSE)
        for begin in busy:
            stack.enter_context(begin(served))
        time.sleep(0.1)
        return quantile(others.click_calmly(seconds * 0.8, PAUSE), 0.99) * 1e3


def _sleeper(served: Served) -> closing[Visitor]:
    """Return a visitor who has clicked what sleeps."""
    return _clicker(served, "Sleep")


def _calculator(served: Served) -> closing[Visitor]:
    """Return a visitor who has clicked what calculates."""
    return _clicker(served, "Calculate")


def _clicker(served: Served, button: str) -> closing[Visitor]:
    visitor = Visitor(served, stage=blocking(button))
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
