"""Multi-select: several of many, found by typing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from ..held import LIST, bound_to
from ..kinds import Begins
from .offer import ChoicesState, V
from .picking import Picking


class MultiSelect(Picking[V]):
    """Several of many, found by typing. The State it is bound to holds the list of their values.

    Args:
        value: the values that are chosen at first, if it is not bound.
    """

    node_type = "multi-select"
    holds = bound_to(LIST)

    bind: ChoicesState[V] | None = None
    value: Begins[Iterable[V]] = None

    is_several: ClassVar[bool] = True
