"""Figure: a number as people read it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from cacao_kernel import Computed, State, read

from ..texts import Say

_STEPS = (
    (1_000_000_000_000, "compact_trillions"),
    (1_000_000_000, "compact_billions"),
    (1_000_000, "compact_millions"),
    (1_000, "compact_thousands"),
)


def spell_number(value: Any, *, compact: Say | None = None, digits: int | None = None) -> str:
    """Return a number with separators between thousands, or in a few letters; any other value as a text.

    Args:
        value: what is shown.
        compact: says that ``12_345`` is ``12.3K``; None for all its digits.
        digits: how many stand behind the point; by default as many as there are, two at most.
    """
    if value is None:
        return "–"
    number = None if isinstance(value, bool) else as_number(value)
    if number is None:
        return str(value)
    if compact is not None:
        size = float(number)
        for least, key in _STEPS:
            if abs(size) >= least:
                return compact(key, number=_fix(size / least, 1 if digits is None else digits))
    if digits is not None:
        return f"{number:,.{digits}f}"
    return f"{number:,}" if isinstance(number, int) else _fix(number, 2)


def as_number(value: object) -> int | float | Decimal | None:
    """Return a number as one of Python's own, whatever kind it is, such as numpy's; None if it is none."""
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, Real):
        return int(value) if isinstance(value, Integral) else float(value)
    return None


def _fix(value: float | Decimal, digits: int) -> str:
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def follow(value: Any, make: Callable[[Any], Any]) -> Any:
    """Return what is made of a prop; if that is followed, something that is followed in its stead."""
    if isinstance(value, State | Computed) or callable(value):
        return lambda: make(read(value))
    return make(value)
