"""Throttle: what fails again and again, as a timer may, is shown once a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

SECONDS = 1.0
MOST = 500


class Throttle:
    """Lets what fails as before pass once a second; what is new, and what an event has set off, always.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._shown: dict[tuple[str, ...], tuple[object, float]] = {}

    def lets_pass(self, report: Mapping[str, Any], session: str, tab: str) -> bool:
        """Tell whether a report is to be shown."""
        if report["event"] is not None:
            return True
        now = self._clock()
        error = (report["title"], report["message"])
        last, then = self._shown.get((report["source"], session, tab), (None, now))
        if last == error and now - then < SECONDS:
            return False
        if len(self._shown) >= MOST:
            self._shown.clear()
        self._shown[report["source"], session, tab] = error, now
        return True
