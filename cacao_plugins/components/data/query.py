"""Query: which rows a table wants to show, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Between(NamedTuple):
    """What a filter of numbers or dates lets pass; None is no bound.

    Attributes:
        least: the lowest value.
        most: the highest value.
    """

    least: Any = None
    most: Any = None


@dataclass(frozen=True)
class TableQuery:
    """Which rows a table wants to show. Names are those of its own columns, never what a browser made up.

    Attributes:
        offset: how many rows are passed over.
        limit: how many rows are wanted.
        sort: the name of the column to sort by; empty for the order that the rows have.
        descending: whether the highest values come first.
        filters: by the name of a column what its filter lets pass: of a text the letters that are to be in
            it, of numbers and dates a :class:`Between`, of yes and no a bool, of choices one of them.
        search: the letters to be found anywhere; empty for all rows.
    """

    offset: int = 0
    limit: int = 25
    sort: str = ""
    descending: bool = False
    filters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    search: str = ""


class TablePage(NamedTuple):
    """Rows that a source gives.

    Attributes:
        rows: the rows that were wanted.
        total: how many there are in all; None if nobody knows.
    """

    rows: Sequence[Any]
    total: int | None = None
