"""What an event costs the server, and how many bytes come down for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..crowd import Crowd, Load
from ..figure import Figure
from ..plan import Plan
from ..row import Row
from ..served import Served
from ..stage import Stage
from ..stages import BARE, COUNTER

VISITORS = 50
BARS = {"asyncio": 1.7, "uvloop": 2.5}
MAX_BYTES = 60


def load(stage: Stage, visitors: int, events: int) -> Load:
    """Serve a page anew, let visitors warm it up, and return what an event costs."""
    with Served(stage) as served, Crowd(served, visitors) as crowd:
        crowd.click(max(visitors, events // 10), budget=0.5)
        return crowd.click(events)


def measure_events(plan: Plan, loop: str) -> Sequence[Figure]:
    """Measure the server's CPU for an event of the counter, in this event loop."""
    visitors, events = plan.of(VISITORS, 4), plan.of(8_000, 40)
    bare, ours = plan.alternate(
        lambda: load(replace(BARE, loop=loop), visitors, events),
        lambda: load(replace(COUNTER, loop=loop), visitors, events),
    )
    return [
        Figure(
            f"server CPU per event, {visitors} visitors at once, {loop}",
            BARS[loop],
            "µs",
            [each.cpu * 1e6 for each in ours],
            [each.cpu * 1e6 for each in bare],
        )
    ]


def measure_bytes(plan: Plan) -> Sequence[Figure]:
    """Count the bytes that come down for a click on the counter: the patch and the acknowledgement."""
    with Served(COUNTER) as served, Crowd(served, 1) as crowd:
        crowd.click(100)  # from here on the count has three digits
        received = [crowd.click(plan.of(100, 10)).received for _ in range(plan.pairs)]
    return [Figure("bytes for an update of the counter", MAX_BYTES, "bytes", received)]


ROWS = (
    Row("asyncio", "server CPU per event", lambda plan: measure_events(plan, "asyncio")),
    Row("uvloop", "server CPU per event with uvloop", lambda plan: measure_events(plan, "uvloop")),
    Row("bytes", "bytes per update", measure_bytes),
)
