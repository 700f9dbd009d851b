"""Supply: where the rows of a table come from, and how many of them are fetched."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from cacao_kernel import CacaoError, read, shorten

from .column import TableColumn
from .criteria import make_test, order_of
from .query import TablePage, TableQuery
from .reading import Reading

CHUNK = 1_000
"""How many rows are fetched at a time where all are wanted."""

MOST_PASSED = 100_000
"""How many rows that are yielded are passed over at most: an address may name any page."""

_END: Any = object()


class Fetched(NamedTuple):
    """The rows of one page of a table.

    Attributes:
        rows: the rows.
        total: how many there are in all; None if nobody knows yet.
        has_more: whether there are rows behind these that can be shown.
        offset: how many rows are before them; fewer than were wanted, where rows are yielded and end sooner.
        looked: how many rows were looked at, where a source was not read to its end to find these.
    """

    rows: list[Any]
    total: int | None
    has_more: bool
    offset: int
    looked: int | None = None


class Supply:
    """Rows at hand, or a function that gives some.

    Args:
        rows: the rows, or what gives them and is followed.
        source: in their place, a function that is asked. With a parameter it is given a TableQuery, and
            sorts and filters itself; else the table does so. It returns a TablePage, or yields lists of
            rows from the first row on: no more of them are taken than are needed.
        columns: those of the table.
    """

    def __init__(self, rows: Any, source: Callable[..., Any] | None, columns: Sequence[TableColumn]) -> None:
        self._rows = rows
        self._source = source
        self._columns = columns
        self._asks = source is not None and bool(inspect.signature(source).parameters)

    def fetch(self, query: TableQuery) -> Fetched:
        """Return the rows that are wanted."""
        answer = self._answer(query)
        if isinstance(answer, TablePage):
            rows = [*answer.rows][: query.limit]
            total = answer.total
            more = len(answer.rows) >= query.limit if total is None else query.offset + len(rows) < total
            return Fetched(rows, total, more, query.offset)
        if isinstance(answer, list):
            end, looked = query.offset + query.limit, self._looked()
            total = len(answer) if looked is None else None
            return Fetched(answer[query.offset : end], total, end < len(answer), query.offset, looked)
        return self._pass_over(answer, query)

    def _looked(self) -> int | None:
        """Return how many rows a source was read for, if it was not read to its end."""
        reading = self._reading
        return reading.looked if reading is not None and reading.is_cut else None

    def _pass_over(self, answer: Iterator[Any], query: TableQuery) -> Fetched:
        """Return the page that is wanted of rows that come one by one, or the last one there is before it."""
        furthest = MOST_PASSED // query.limit * query.limit
        offset, rows = 0, [*islice(answer, query.limit)]
        while offset < min(query.offset, furthest) and (following := [*islice(answer, query.limit)]):
            offset, rows = offset + query.limit, following
        more = next(answer, _END) is not _END
        # What a source tells of all its rows is not true of those that fit.
        told = None if self._reading is None else self._reading.total
        if query.filters or query.search:
            told = told if self._asks else None
        looked = self._looked()
        total = told if more or looked is not None else offset + len(rows)
        return Fetched(rows, total, more and offset < furthest, offset, looked)

    def stream(self, query: TableQuery) -> Iterator[Any]:
        """Yield all rows of a query, whatever its offset and limit, fetched as they are taken."""
        offset = 0
        while True:
            wanted = TableQuery(offset, CHUNK, query.sort, query.descending, query.filters, query.search)
            answer = self._answer(wanted, is_whole=True)
            if not isinstance(answer, TablePage):
                yield from answer
                return
            yield from answer.rows
            offset += len(answer.rows)
            if not answer.rows or (answer.total is not None and offset >= answer.total):
                return

    def _answer(self, query: TableQuery, *, is_whole: bool = False) -> TablePage | list[Any] | Iterator[Any]:
        """Return one page, all rows at hand, or the rows one after another."""
        self._reading: Reading | None = None
        if self._source is None:
            return self._choose(self._at_hand(), query)
        answer = self._source(query) if self._asks else self._source()
        if isinstance(answer, tuple) and len(answer) == 2:
            page = TablePage(*answer)
            return page if self._asks else self._choose([*page.rows], query)
        if isinstance(answer, Iterator):
            is_narrowed = not self._asks and bool(query.filters or query.search or query.sort)
            self._reading = Reading(answer, is_narrowed=is_narrowed, is_whole=is_whole)
            rows = iter(self._reading)
            return rows if self._asks else self._choose(rows, query)
        if inspect.iscoroutine(answer):
            answer.close()
            raise CacaoError(
                "the source of a table is async",
                expected="a plain function",
                cure="It may wait if the page is async: then it is painted in a thread.",
            )
        raise CacaoError(
            "the source of a table",
            expected="TablePage(rows, total), or lists of rows that are yielded",
            got=shorten(answer),
        )

    def _at_hand(self) -> list[Any]:
        rows = read(self._rows)
        if rows is None:
            return []
        if isinstance(rows, str | bytes | dict) or not isinstance(rows, Iterable):
            raise CacaoError("the rows of a table", expected="a list of rows", got=shorten(rows))
        if isinstance(rows, Iterator):
            raise CacaoError(
                "the rows of a table can be gone through but once",
                expected="a list",
                got=shorten(rows),
                cure="Give the function that makes them: source=…",
            )
        return rows if isinstance(rows, list) else [*rows]

    def _choose(self, rows: list[Any] | Iterator[Any], query: TableQuery) -> list[Any] | Iterator[Any]:
        """Return the rows that fit, in their order; of those that come one by one, lazily where it can be."""
        chosen: Any = rows
        if query.filters or query.search:
            chosen = filter(make_test(self._columns, query.filters, query.search), rows)
        if query.sort:
            column = next(column for column in self._columns if column.name == query.sort)
            # Twice, so that what is missing is last in both directions.
            chosen = sorted(chosen, key=lambda row: order_of(column, row)[1:], reverse=query.descending)
            chosen.sort(key=lambda row: order_of(column, row)[0])
        return [*chosen] if isinstance(rows, list) and not isinstance(chosen, list) else chosen
