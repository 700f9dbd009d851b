"""Reading: how far a source is read that yields its rows; one without an end would never be done with."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from cacao_kernel import CacaoError

from .query import TablePage

MOST_LOOKED = 100_000
"""How many rows are looked at to find those that fit, or to sort them; and how many pages are taken."""

MOST_SAVED = 1_000_000
"""How many are looked at for a file."""

SECONDS = 10.0
"""How long a source is read for one look at a table."""

_END: Any = object()


class Reading:
    """One time that a source is read.

    Args:
        pages: what it yields.
        is_narrowed: whether the table itself is to find those that fit, or to sort them.
        is_whole: whether all rows are wanted; what cannot be had whole is an error then.

    Attributes:
        looked: how many rows have been looked at.
        is_cut: whether it was not read any further, though there may be more.
        total: how many rows the source has said there are.
    """

    def __init__(self, pages: Iterator[Any], *, is_narrowed: bool, is_whole: bool) -> None:
        self._pages = pages
        self._is_narrowed = is_narrowed
        self._is_whole = is_whole
        self.looked = 0
        self.is_cut = False
        self.total: int | None = None

    def __iter__(self) -> Iterator[Any]:
        """Yield rows as they are needed.

        Raises:
            CacaoError: if all are wanted, and there is no end of them.
        """
        end = time.monotonic() + SECONDS
        most = MOST_SAVED if self._is_whole else MOST_LOOKED
        for number, page in enumerate(self._pages, 1):
            if isinstance(page, TablePage):
                self.total = page.total
                page = page.rows
            yield from self._look(iter(page), most if self._is_narrowed else None)
            is_late = not self._is_whole and time.monotonic() > end
            if self.is_cut or number == most or is_late:
                self._cut()
                return

    def _look(self, rows: Iterator[Any], most: int | None) -> Iterable[Any]:
        for row in islice(rows, None if most is None else most - self.looked):
            self.looked += 1
            yield row
        if self.looked == most and next(rows, _END) is not _END:
            self.is_cut = True

    def _cut(self) -> None:
        self.is_cut = True
        if self._is_whole and self._is_narrowed:
            raise CacaoError(
                f"more than {MOST_SAVED:,} rows were looked at for a file",
                cure="Let the source take a TableQuery, and find the rows itself.",
            )
