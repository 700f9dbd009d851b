"""Plan: how much is measured, in full or just to see that it works."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")

PAIRS = 7


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        pairs: how many pairs.
        quick: whether it is only to be seen that everything works.
    """

    pairs: int = PAIRS
    quick: bool = False

    def of(self, full: int, quick: int) -> int:
        """Return how much of something there is: in full, or as little as will do."""
        return quick if self.quick else full

    def alternate(
        self, first: Callable[[], First], second: Callable[[], Second]
    ) -> tuple[Sequence[First], Sequence[Second]]:
        """Measure two things in turn, the second first in every other pair."""
        firsts: list[First] = []
        seconds: list[Second] = []
        for number in range(self.pairs):
            if number % 2:
                seconds.append(second())
                firsts.append(first())
            else:
                firsts.append(first())
                seconds.append(second())
        return firsts, seconds
