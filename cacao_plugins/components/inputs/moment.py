"""Moment: what the inputs of a date, a time, or both have in common."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Literal

from cacao_kernel import read

from .field import Field


class Moment(Field):
    """A date, a time, or both.

    Args:
        step: between which values it may be; days for a date, seconds for all else.
        readonly: whether it can be read, but not changed.
        autocomplete: what the browser may fill it with, such as ``"bday"``.
    """

    step: int | None = None
    readonly: bool = False
    autocomplete: str | None = None

    _type: Literal["date", "time", "datetime-local"] = "date"

    def draw(self) -> object:
        """Return the label and what the browser has for such a value."""
        return self.frame(self.moment())

    def moment(self, **props: Any) -> dict[str, Any]:
        """Return the element that takes the value.

        Args:
            props: its own props, in the place of those that it would have.
        """
        own: dict[str, Any] = {
            "type": self._type,
            "class_name": "cacao-input cacao-moment",
            "step": self.step,
            "readonly": self.readonly or None,
            "autocomplete": self.autocomplete,
            "min": spell_moment(read(getattr(self, "min", None))),
            "max": spell_moment(read(getattr(self, "max", None))),
            "value": None if self.bind is not None else spell_moment(read(self.value)),
        }
        return self.control("input", **{**own, **props})


def spell_moment(value: object) -> str | None:
    """Return a date or time as browsers spell it; None if there is none."""
    if isinstance(value, datetime | time):
        return value.replace(tzinfo=None).isoformat(timespec="seconds").removesuffix(":00")
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)
