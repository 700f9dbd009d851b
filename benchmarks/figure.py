"""Figure: one number of the table, from pairs that were measured in alternation, beside its bar."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """What was measured, what it is measured against, and whether that holds.

    Attributes:
        name: what was measured.
        limit: the most that the median may be.
        unit: what the values are in, such as ``"µs"``; the limit too, if there is nothing beside.
        values: of Cacao, one for each pair.
        beside: what each was measured beside; empty if nothing does.
        other: what stands beside.
        is_ratio: whether the ratio to what stands beside is judged, and not the values.
        judged: the ratios of the pairs, or the values; the smallest first.
    """

    name: str
    limit: float
    unit: str
    values: Sequence[float]
    beside: Sequence[float] = ()
    other: str = "by hand"
    is_ratio: bool = True
    judged: Sequence[float] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_ratio", self.is_ratio and bool(self.beside))
        pairs = zip(self.values, self.beside, strict=True) if self.is_ratio else ()
        ratios = [ours / other for ours, other in pairs]
        object.__setattr__(self, "judged", sorted(ratios or self.values))

    @property
    def median(self) -> float:
        """What is judged: the median of the pairs' ratios, or of the values."""
        return statistics.median(self.judged)

    @property
    def holds(self) -> bool:
        """Whether the bar is kept."""
        return self.median <= self.limit

    @property
    def share(self) -> float:
        """How much of its bar the figure takes: 1 is the bar; of a bar of 0, nothing or double."""
        if not self.limit:
            return 2.0 if self.median else 0.0
        return self.median / self.limit
