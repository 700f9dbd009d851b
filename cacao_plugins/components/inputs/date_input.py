"""Date input: a day of the calendar."""

from __future__ import annotations

from datetime import date

from ..kinds import Reactive
from ..widget import read_kit
from .field import Field
from .moment import Moment

MOMENT = read_kit("moment")


class DateInput(Moment):
    """A date, with the browser's own calendar.

    A State that is bound to it holds a ``date``, or None while it is empty.

    Args:
        min: the first day that may be chosen.
        max: the last one.
    """

    node_type = "date-input"
    kits = (*Field.kits, MOMENT)

    min: Reactive[date | None] = None
    max: Reactive[date | None] = None
