"""Row: one thing that is measured, under the name it is asked for by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .figure import Figure
from .plan import Plan


@dataclass(frozen=True)
class Row:
    """One thing that is measured.

    Attributes:
        name: what it is asked for by.
        title: what it is, and for whom it matters.
        measure: measures it.
    """

    name: str
    title: str
    measure: Callable[[Plan], Sequence[Figure]]
