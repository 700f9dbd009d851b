"""How quick the test kit is: a simulated user who clicks, and sees what comes of it."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from unittest import mock

from cacao import App, State
from cacao_kernel.stage import AppUnderTest
from cacao_kernel.user import User
from cacao_kernel.world import new_world

from ..figure import Figure
from ..plan import Plan
from ..row import Row

ROUND_TRIP = 1_000  # microseconds: a thousand a second
CLICKS, QUICKLY = 2_000, 20


def measure_round_trips(plan: Plan) -> Sequence[Figure]:
    """Measure what a click takes until its count is seen on the page, in the process of the test."""
    clicks = plan.of(CLICKS, QUICKLY)
    taken: list[float] = []
    with _counting() as user:
        seen = _click(user, 0, clicks // 10)
        for _ in range(plan.pairs):
            began = time.perf_counter()
            seen = _click(user, seen, clicks)
            taken.append((time.perf_counter() - began) / clicks * 1e6)
    return [Figure("a simulated user's click, until its outcome is seen", ROUND_TRIP, "µs", taken)]


@contextmanager
def _counting() -> Generator[User]:
    """Yield a user who has a counter open."""
    secret = {"CACAO_SECRET": "the key of a benchmark, and of nothing else"}
    with new_world(), mock.patch.dict(os.environ, secret):
        app = App()
        count = State(0, name="count")

        @app.event("increment")
        async def increment() -> None:
            count.update(count.value + 1)

        @app.mix("/")
        def home() -> dict[str, object]:
            button = {"type": "button", "props": {"label": "Increment", "action": "increment"}}
            return {"type": "main", "children": [button, f"Count: {count.value}"]}

        site = AppUnderTest(app)
        try:
            yield site.open("/")
        finally:
            site.close()


def _click(user: User, seen: int, clicks: int) -> int:
    """Click so often, see each outcome, and return the last count."""
    for number in range(seen + 1, seen + clicks + 1):
        user.click("Increment").sees(f"Count: {number}")
    return seen + clicks


ROWS = (Row("kit", "a simulated user's click and see", measure_round_trips),)
