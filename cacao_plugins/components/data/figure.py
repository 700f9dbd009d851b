"""Figure: a number as people read it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
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
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    if compact is not None:
        number = float(value)
        for least, key in _STEPS:
            if abs(number) >= least:
                return compact(key, number=_fix(number / least, 1 if digits is None else digits))
    if digits is not None:
        return f"{value:,.{digits}f}"
    return f"{value:,}" if isinstance(value, int) else _fix(value, 2)


def _fix(value: float | Decimal, digits: int) -> str:
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def follow(value: Any, make: Callable[[Any], Any]) -> Any:
    """Return what is made of a prop; if that is followed, something that is followed in its stead."""
    if isinstance(value, State | Computed) or callable(value):
        return lambda: make(read(value))
    return make(value)
