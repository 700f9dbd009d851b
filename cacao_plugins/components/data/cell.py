"""Cell: what stands in a row under a name, whatever the row is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from numbers import Real
from typing import Any


def value_of(row: Any, name: str) -> Any:
    """Return an entry of a dict or of a row of a database, or an attribute of any other object; else None."""
    if isinstance(row, Mapping):
        return row.get(name)
    if hasattr(row, "keys"):  # sqlite3.Row and its like
        return row[name] if name in row.keys() else None  # noqa: SIM118 - it is no dict
    return getattr(row, name, None)


def is_missing(value: Any) -> bool:
    """Tell whether a value is none: None, or a number that is not one (NaN)."""
    if isinstance(value, Decimal):
        return value.is_nan()
    return value is None or bool(isinstance(value, Real) and value != value)


def names_of(row: Any) -> list[str]:
    """Return the names that a row has something under."""
    if isinstance(row, Mapping) or hasattr(row, "keys"):
        return [*map(str, row.keys())]
    slots = [name for base in type(row).__mro__ for name in getattr(base, "__slots__", ())]
    return [name for name in (*getattr(row, "__dict__", ()), *slots, *dir(type(row))) if name[:1] != "_"]
