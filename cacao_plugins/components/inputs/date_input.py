"""Date input: a day of the calendar."""

from __future__ import annotations

from datetime import date

from ..kinds import Begins, DateState, Reactive
from .moment import Moment


class DateInput(Moment):
    """A date, with the browser's own calendar.

    A State that is bound to it holds a ``date``, or None while it is empty.

    Args:
        min: the first day that may be chosen.
        max: the last one.
    """

    node_type = "date-input"

    bind: DateState | None = None
    value: Begins[date | str] = None
    min: Reactive[date | None] = None
    max: Reactive[date | None] = None
