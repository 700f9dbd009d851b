"""Backlog: the patches of one tab that its browser has not acknowledged, to be sent again after a drop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import wire

MAX_BYTES = 262_144  # in all of a tab's; with more, a browser that comes back gets the whole tree


class Backlog:
    """Numbers the patches of one tab, and keeps them until they are acknowledged.

    Attributes:
        sequence: the number of the last patch.
        acknowledged: the number of the last one that the browser has applied, as far as it has said.
        is_confirmed: whether the browser has shown that it was let in.
        letters: how many all patches had so far.
    """

    __slots__ = ("_frames", "_size", "acknowledged", "is_confirmed", "letters", "sequence")

    def __init__(self) -> None:
        self.sequence = 0
        self.acknowledged = 0
        self.is_confirmed = False
        self._frames: list[str] = []  # the last of them has the number of the sequence
        self._size = 0
        self.letters = 0

    @property
    def unacknowledged(self) -> int:
        """How many patches the browser has not said that it has applied."""
        return self.sequence - self.acknowledged

    @property
    def size(self) -> int:
        """How many letters the patches have that are kept."""
        return self._size

    def add(self, ops: Sequence[Any]) -> str:
        """Return the next patch, to be sent."""
        self.sequence += 1
        frame = wire.encode(wire.PATCH, self.sequence, ops)
        self._frames.append(frame)
        self._size += len(frame)
        self.letters += len(frame)
        if self._size > MAX_BYTES:
            self._clear()
        return frame

    def skip(self) -> int:
        """Return a number for what replaces the whole tree: what went before it is of no use any more."""
        self.sequence += 1
        self._clear()
        return self.sequence

    def begin(self, after: int) -> int:
        """Return the number of the tree that a tab comes back to.

        Args:
            after: the last that its browser may have; so it gets the tree again if that is lost on its way.
        """
        self.sequence = self.acknowledged = after + 1
        return self.sequence

    def acknowledge(self, sequence: int) -> None:
        """Forget the patches up to this one, which the browser has applied."""
        self.is_confirmed = True
        self.acknowledged = max(self.acknowledged, min(sequence, self.sequence))
        frames = self._frames
        while len(frames) > self.sequence - self.acknowledged:
            self._size -= len(frames.pop(0))

    def since(self, sequence: int) -> list[str] | None:
        """Return the patches after this one; None if they are not all there."""
        missing = self.sequence - sequence
        if not 0 <= missing <= len(self._frames):
            return None
        return [*self._frames][len(self._frames) - missing :]

    def _clear(self) -> None:
        self._frames.clear()
        self._size = 0
