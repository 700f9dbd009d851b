"""Probe: how often the code of each region of a screen has run, and how long that took."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

MAX_REGIONS = 5_000


class Timing:
    """What is known of the runs of one region.

    Attributes:
        call: the code.
        runs: how often it has run.
        last: the seconds of its last run.
        total: those of all its runs.
        most: those of its longest run.
    """

    __slots__ = ("call", "last", "most", "runs", "total")

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call = call
        self.runs = 0
        self.last = self.total = self.most = 0.0

    def note(self, seconds: float) -> None:
        """Count a run."""
        self.runs += 1
        self.last = seconds
        self.total += seconds
        self.most = max(self.most, seconds)


class Probe:
    """The timings of one screen, for developers. A screen that nobody inspects has none.

    Attributes:
        timings: by the identity of each region.
    """

    __slots__ = ("timings",)

    def __init__(self) -> None:
        self.timings: dict[str, Timing] = {}

    def watch(self, identity: str, call: Callable[[], Any], *, is_async: bool = False) -> Callable[[], Any]:
        """Return what runs a region's code and notes it; the code is its ``__wrapped__``.

        Args:
            identity: the region's.
            call: its code.
            is_async: whether that is to be awaited.
        """
        timing = self.timings.get(identity)
        if timing is None:
            if len(self.timings) >= MAX_REGIONS:
                self.timings.clear()
            timing = self.timings[identity] = Timing(call)
        timing.call = call
        watched = functools.partial(_await if is_async else _run, timing, call)
        vars(watched)["__wrapped__"] = call
        return watched


def _run(timing: Timing, call: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    try:
        return call()
    finally:
        timing.note(time.perf_counter() - start)


async def _await(timing: Timing, call: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    try:
        return await call()
    finally:
        timing.note(time.perf_counter() - start)
