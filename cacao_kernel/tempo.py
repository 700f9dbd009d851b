"""Tempo: whether a tab's next paints belong in a thread, by how long those before them took."""

from __future__ import annotations

# Seconds of painting after which, twice in a row, a page's next paints are made in a thread; so many
# times longer, and once is enough: a busy machine makes a quick paint slow now and then.
SLOW = 0.005
SLOW_PAINTS = 2
BY_FAR = 10


class Tempo:
    """How quickly a page has been painted of late.

    Attributes:
        is_slow: whether its paints belong in a thread.
    """

    __slots__ = ("_slow_paints", "is_slow")

    def __init__(self) -> None:
        self.is_slow = False
        self._slow_paints = 0

    def note(self, seconds: float, *, has_run: bool) -> None:
        """Note how long a paint took on the loop; one that had nothing to do proves nothing."""
        if has_run and (seconds > SLOW or self._slow_paints):
            self._slow_paints = self._slow_paints + 1 if seconds > SLOW else 0
            self.is_slow = self._slow_paints >= SLOW_PAINTS or seconds > BY_FAR * SLOW

    def note_beside(self, seconds: float, *, has_run: bool) -> None:
        """Note how long a paint took in a thread."""
        self.is_slow = self.is_slow and not (has_run and seconds < SLOW / 2)
