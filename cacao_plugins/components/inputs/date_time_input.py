"""Date-time input: a day and the time of it."""

from __future__ import annotations

from datetime import datetime

from ..kinds import Reactive
from .date_input import MOMENT
from .field import Field
from .moment import Moment


class DateTimeInput(Moment):
    """A date and a time of day.

    A State that is bound to it holds a ``datetime``, or None while it is empty; its time zone stays.

    Args:
        min: the first moment that may be chosen.
        max: the last one.
    """

    node_type = "date-time-input"
    kits = (*Field.kits, MOMENT)

    min: Reactive[datetime | None] = None
    max: Reactive[datetime | None] = None

    _type = "datetime-local"
