"""SteadyClock: the wall clock as it stood at first, counted on by one that nobody can turn."""

from __future__ import annotations

import time


class SteadyClock:
    """Seconds of the wall clock, as it was when this was made; later it may be turned as anybody likes.

    What is stored is dated by it: whoever puts the clock of a running machine right, or wrong, ends
    nobody's session and makes none last longer.
    """

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def __call__(self) -> float:
        """Return what the wall clock would show by now."""
        return self._ahead + time.monotonic()
