"""Criteria: what visitors put into the filters of a table, and which rows it lets pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any

from .cell import is_missing, value_of
from .column import DATES, NUMBERS, TableColumn, number_of
from .figure import as_number
from .query import Between


def read_filters(columns: Sequence[TableColumn], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the filters that are in force; what is no value of its column's counts as none.

    Args:
        columns: of the table.
        typed: what visitors have put in, by the name of the column, with ``.least`` or ``.most`` behind it
            where there are two fields.
    """
    filters: dict[str, Any] = {}
    for column in columns:
        if not column.filterable:
            continue
        name = column.name
        if column.choices:
            offered = {column.spell(choice): choice for choice in column.choices}
            if typed.get(name) in offered:
                filters[name] = offered[typed[name]]
        elif column.type == "bool":
            if typed.get(name) in ("yes", "no"):
                filters[name] = typed[name] == "yes"
        elif column.type in NUMBERS | DATES:
            read = _read_date if column.type in DATES else partial(_read_bound, column)
            between = Between(read(typed.get(f"{name}.least")), read(typed.get(f"{name}.most")))
            if between != Between():
                filters[name] = between
        elif typed.get(name, "").strip():
            filters[name] = typed[name].strip()
    return filters


def make_test(
    columns: Sequence[TableColumn], filters: Mapping[str, Any], search: str
) -> Callable[[Any], bool]:
    """Return a function that tells whether a row is to be shown.

    Args:
        columns: of the table.
        filters: what has to fit, by the column's name.
        search: letters that have to be in one of the columns.
    """
    # Of choices one is meant, and not what has its letters in it.
    chosen = {column.name for column in columns if column.choices}
    equal = {name: _plain(wanted) for name, wanted in filters.items() if name in chosen}
    others = [(column, filters[column.name]) for column in columns if column.name in {*filters} - chosen]
    searched = [column for column in columns if column.type not in ("image", "custom")]
    letters = search.casefold()

    def test(row: Any) -> bool:
        return (
            all(_plain(value_of(row, name)) == wanted for name, wanted in equal.items())
            and all(_fits(column, row, wanted) for column, wanted in others)
            and (not letters or any(letters in _spell(column, row) for column in searched))
        )

    return test


def order_of(column: TableColumn, row: Any) -> tuple[Any, ...]:
    """Return what rows are sorted by: values of different types stand apart, and what is missing last.

    Args:
        column: which the rows are sorted by.
        row: the row.
    """
    value = _plain(value_of(row, column.name))
    number = number_of(value) if column.type in NUMBERS else as_number(value)
    if is_missing(value if number is None else number):
        return (1, "", 0)
    if number is not None:
        return (0, "", number)
    if isinstance(value, datetime):  # those with a time zone beside those without
        value = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    elif not isinstance(value, date | timedelta):
        # What has no order of its own, such as a dict, has that of its text.
        return (0, "str" if isinstance(value, str) else type(value).__name__, str(value).casefold())
    return (0, type(value).__name__, value)


def _spell(column: TableColumn, row: Any) -> str:
    return column.spell(value_of(row, column.name)).casefold()


def _fits(column: TableColumn, row: Any, wanted: Any) -> bool:
    if isinstance(wanted, str):
        return wanted.casefold() in _spell(column, row)
    value = _plain(value_of(row, column.name))
    if not isinstance(wanted, Between):
        return bool(value == wanted)
    if isinstance(wanted.least or wanted.most, date):
        value = _read_date(value)
    elif isinstance(value, str | Decimal):  # as a bound is read: 1.1 is no less than 1.1
        value = _read_number(value)
    if is_missing(value):
        return False
    return (wanted.least is None or value >= wanted.least) and (wanted.most is None or value <= wanted.most)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _read_number(text: Any) -> float | None:
    try:
        number = float(text)
    except (TypeError, ValueError):
        return None
    return None if number != number else int(number) if number.is_integer() else number


def _read_bound(column: TableColumn, text: Any) -> float | None:
    """Return what a visitor has put in as the column's values are: of percents 20 is 0.2."""
    number = _read_number(text)
    return float(Decimal(str(number)) / 100) if number is not None and column.is_in_hundredths else number


def _read_date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        return None
