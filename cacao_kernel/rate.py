"""Rate: how often something may happen, with some in hand for a burst."""

from __future__ import annotations

import time


class Rate:
    """So many times a second, and twice as many at once for who has been quiet.

    It keeps one moment: up to when what has happened so far would have taken, at this rate.

    Args:
        per_second: how many times a second; 0 sets no bound.
        burst: how many at once; by default what two seconds bring.
    """

    __slots__ = ("_due", "_gap", "_slack")

    def __init__(self, per_second: float, burst: int = 0) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._slack = self._gap * (burst or 2 * per_second) + 1e-6  # sums of fractions are not exact
        self._due = 0.0

    def take(self) -> float:
        """Count one, and return for how many seconds there should be no other; 0 for none."""
        now = time.monotonic()
        self._due = (self._due if self._due > now else now) + self._gap
        wait = self._due - self._slack - now
        return wait if wait > 0 else 0.0
