"""Moment: what the inputs of a date, a time, or both have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, ClassVar, Literal

from cacao_kernel import CacaoError, Kit, read

from ..widget import read_kit
from .field import Field

_SPELLED: Mapping[str, tuple[str, str, Callable[[str], object]]] = MappingProxyType(
    {
        "date": ("date", "2026-11-26", date.fromisoformat),
        "time": ("time", "09:30", time.fromisoformat),
        "datetime-local": ("datetime", "2026-11-26T09:30", datetime.fromisoformat),
    }
)


class Moment(Field):
    """A date, a time, or both.

    Args:
        step: between which values it may be; days for a date, seconds for all else.
        readonly: whether it can be read, but not changed.
        autocomplete: what the browser may fill it with, such as ``"bday"``.
    """

    kits: ClassVar[tuple[Kit, ...]] = (*Field.kits, read_kit("moment"))

    step: int | None = None
    readonly: bool = False
    autocomplete: str | None = None

    _type: Literal["date", "time", "datetime-local"] = "date"

    def check(self) -> None:
        """Refuse a text that is no such value: a browser would show nothing."""
        super().check()
        for name in ("value", "min", "max"):
            given = getattr(self, name, None)
            if isinstance(given, str) and given and not self._is_moment(given):
                raise CacaoError(
                    f"{type(self).__name__}.{name} cannot be this",
                    expected=f"a {_SPELLED[self._type][0]}, or a text such as {_SPELLED[self._type][1]!r}",
                    got=repr(given),
                )

    def _is_moment(self, text: str) -> bool:
        try:
            _SPELLED[self._type][2](text)
        except ValueError:
            return False
        return True

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
