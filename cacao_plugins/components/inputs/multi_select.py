"""Multi-select: several of many, found by typing."""

from __future__ import annotations

from typing import Any, ClassVar

from .picking import Picking


class MultiSelect(Picking):
    """Several of many, found by typing. The State it is bound to holds the list of their values.

    Args:
        value: the values that are chosen at first, if it is not bound.
    """

    node_type = "multi-select"

    value: Any = None

    is_several: ClassVar[bool] = True
