"""Figure: a number as people read it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from cacao_kernel import Computed, State, read

_STEPS = ((1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))


def spell_number(value: Any, *, compact: bool = False, digits: int | None = None) -> str:
    """Return a number with separators between thousands, or in a few letters; any other value as a text.

    Args:
        value: what is shown.
        compact: whether ``12_345`` becomes ``12.3K``.
        digits: how many stand behind the point; by default as many as there are, two at most.
    """
    if value is None:
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    if compact:
        number = float(value)
        for least, letter in _STEPS:
            if abs(number) >= least:
                return f"{_fix(number / least, 1 if digits is None else digits)}{letter}"
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
