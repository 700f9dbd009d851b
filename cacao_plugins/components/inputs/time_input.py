"""Time input: a time of day."""

from __future__ import annotations

from datetime import time

from ..kinds import Begins, Reactive, TimeState
from .moment import Moment


class TimeInput(Moment):
    """A time of day.

    A State that is bound to it holds a ``time``, or None while it is empty.

    Args:
        min: the earliest time that may be chosen.
        max: the latest one.
    """

    node_type = "time-input"

    bind: TimeState | None = None
    value: Begins[time | str] = None
    min: Reactive[time | None] = None
    max: Reactive[time | None] = None

    _type = "time"
