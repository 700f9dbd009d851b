"""Date-time input: a day and the time of it."""

from __future__ import annotations

from datetime import datetime

from ..kinds import Begins, MomentState, Reactive
from .moment import Moment


class DateTimeInput(Moment):
    """A date and a time of day.

    A State that is bound to it holds a ``datetime``, or None while it is empty; its time zone stays.

    Args:
        min: the first moment that may be chosen.
        max: the last one.
    """

    node_type = "date-time-input"

    bind: MomentState | None = None
    value: Begins[datetime | str] = None
    min: Reactive[datetime | None] = None
    max: Reactive[datetime | None] = None

    _type = "datetime-local"
