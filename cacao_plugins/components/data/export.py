"""Export: the rows of a table as a file of comma-separated values, written as it is fetched."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from numbers import Number
from typing import Any

from .cell import value_of
from .column import TableColumn

ROWS_AT_A_TIME = 500

# A spreadsheet would reckon with what begins so, or run it.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# Tells spreadsheets that the file is UTF-8.
_MARK = "\ufeff"


def write_rows(rows: Iterable[Any], columns: Sequence[TableColumn], *, formulas: bool) -> Iterator[bytes]:
    """Yield a file piece by piece, as rows are taken.

    Args:
        rows: the rows.
        columns: what of each is written; those of pictures, and those that draw something else, are not.
        formulas: whether a text that a spreadsheet would take for a formula stays one. If not, a quotation
            mark before it makes it a text.
    """
    columns = [column for column in columns if column.type not in ("custom", "image")]
    page = io.StringIO(_MARK)
    page.seek(0, io.SEEK_END)
    writer = csv.writer(page)
    writer.writerow([spell(column.title, formulas=formulas) for column in columns])
    for count, row in enumerate(rows, 1):
        writer.writerow([spell(value_of(row, column.name), formulas=formulas) for column in columns])
        if count % ROWS_AT_A_TIME == 0:
            yield _take(page)
    yield _take(page)


def spell(value: Any, *, formulas: bool) -> str:
    """Return a value as programs read it: numbers and dates as they are, and not as they are shown."""
    if isinstance(value, Enum):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    # A number may be negative: that is no formula.
    if formulas or isinstance(value, Number) or not text.lstrip(" \n\ufeff").startswith(_FORMULAS):
        return text
    return f"'{text}"


def _take(page: io.StringIO) -> bytes:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text.encode("utf-8", "replace")
