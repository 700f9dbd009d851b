"""Rows that a table asks for, and pages of them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from components.tables import Open, cells
from screens import Shown

from cacao import App, State
from cacao_kernel import CacaoError
from cacao_plugins.components.data import Table, TableColumn, TablePage, TableQuery, reading
from cacao_plugins.components.data.supply import Supply


def test_a_source_is_asked_for_what_is_shown_and_told_what_it_needs(open_table: Open) -> None:
    # Arrange
    asked: list[TableQuery] = []

    def source(query: TableQuery) -> TablePage:
        asked.append(query)
        rows = [{"id": n, "name": f"Item {n}"} for n in range(query.offset, query.offset + query.limit)]
        return TablePage(rows, 100_000)

    columns = [TableColumn("name", sortable=True, filterable=True)]
    user = open_table(columns, source=source, searchable=True, page_size=10).sees("1–10 of 100,000")

    # Act
    user.click("Last page").sees("99,991–100,000 of 100,000").click("Name").click("Name")
    user.type("Search", "x").click("Filters").type("Name: contains", "y")

    # Assert
    assert asked[-1] == TableQuery(0, 10, "name", True, {"name": "y"}, "x")
    assert max(query.offset for query in asked) == 99_990


class Pages:
    """A hundred thousand rows in pages of a hundred, and how many of these were taken."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.taken = 0

    def __call__(self) -> Iterator[list[dict[str, Any]]]:
        for start in range(0, self.count, 100):
            self.taken += 1
            yield [{"id": n, "name": f"Item {n}"} for n in range(start, min(start + 100, self.count))]


@pytest.mark.parametrize("count", [100, 100_000])
def test_no_more_pages_are_taken_and_no_more_rows_shown_than_are_looked_at(
    open_table: Open, count: int
) -> None:
    # Arrange
    pages = Pages(count)

    # Act
    user = open_table(["name"], source=pages, page_size=25).sees("Item 24")

    # Assert: the GET may be rendered again at the join.
    assert pages.taken <= 2
    assert len(cells(user)) == 25
    assert sum(1 for _ in user.page.root.walk()) < 250


def test_pages_are_taken_as_a_visitor_goes_on_and_searched_as_far_as_needed(open_table: Open) -> None:
    # Arrange
    pages = Pages(100_000)
    user = open_table(["name"], source=pages, page_size=50, searchable=True).sees("1–50")
    pages.taken = 0

    # Act
    user.click("Next page").click("Next page").sees("101–150")

    # Assert
    assert pages.taken == 2 + 2
    pages.taken = 0
    user.type("Search", "7").sees("Item 7").sees("1–50")
    assert pages.taken <= 4


def test_the_last_page_is_shown_where_rows_have_gone(cacao_app: Any) -> None:
    # Arrange
    app, rows = App(), State([{"id": n, "name": f"Item {n}"} for n in range(21)], name="rows")
    app.mix("/")(lambda: {"type": "main", "children": [Table(["name"], rows, page_size=10)]})
    user = cacao_app(app).open().click("Last page").sees("21–21 of 21")

    # Act
    with user:
        rows.set(rows.value[:20])

    # Assert
    user.sees("11–20 of 20")


@pytest.mark.parametrize("page", [900_000_000, 9 * 10**17])
def test_a_page_past_the_last_one_of_an_address_shows_the_last_one(cacao_app: Any, page: int) -> None:
    # Arrange
    app, number = App(), State(1, url="page", name="number")
    pages = Pages(260)

    @app.mix("/")
    def home() -> Any:
        return {"type": "main", "children": [Table(["name"], source=pages, page_size=25, bind_page=number)]}

    # Act
    user = cacao_app(app).open(f"/?page={page}")

    # Assert
    user.sees("251–260 of 260").click("Previous page").sees("226–250")


def test_an_address_does_not_have_a_source_read_without_end(cacao_app: Any) -> None:
    # Arrange
    app, number = App(), State(1, url="page", name="number")
    pages = Pages(1_000_000)

    @app.mix("/")
    def home() -> Any:
        return {"type": "main", "children": [Table(["name"], source=pages, page_size=50, bind_page=number)]}

    # Act
    user = cacao_app(app).open("/?page=900000000").sees("100,001–100,050")

    # Assert: the GET may be rendered again at the join.
    assert pages.taken <= 2 * 1_002
    disabled = [node.attributes for node in user.page.root.walk() if "aria-disabled" in node.attributes]
    assert [attributes["aria-label"] for attributes in disabled] == ["Next page"]
    user.click("Previous page").sees("99,951–100,000").click("Next page").sees("100,001–100,050")


class Endless:
    """Rows without an end, in pages of so many, and how many pages were taken."""

    def __init__(self, size: int = 100) -> None:
        self.size = size
        self.taken = 0

    def __call__(self) -> Iterator[list[dict[str, Any]]]:
        for start in count(0, self.size or 1):
            self.taken += 1
            yield [{"id": n, "name": f"Item {n}"} for n in range(start, start + self.size)]


def test_a_source_without_an_end_is_not_searched_for_ever(open_table: Open) -> None:
    # Arrange
    pages = Endless()
    columns = [TableColumn("name", sortable=True)]
    user = open_table(columns, source=pages, searchable=True, page_size=10).sees("Item 9")

    # Act and assert: for what there is not, and for what there is a little of.
    user.type("Search", "x").sees("Only the first 100,000 rows were looked at").misses("Item")
    user.clear("Search").type("Search", "99999").sees("Item 99999").sees("1–1. Only the first 100,000 rows")
    pages.taken = 0
    user.clear("Search").click("Name").sees("Item 10000").sees("1–10. Only the first 100,000 rows")
    assert pages.taken <= 2 * 1_001
    user.click("Name").sees("Item 99999").click("Next page").sees("11–20. Only")


def test_a_source_that_is_read_to_its_end_is_not_said_to_be_cut(open_table: Open) -> None:
    # Arrange
    user = open_table(["name"], source=Pages(100_000), searchable=True, page_size=10)

    # Act
    user.type("Search", "Item 99999")

    # Assert
    user.sees("1–1 of 1").misses("Only the first")


def test_a_source_of_pages_without_rows_comes_to_an_end(open_table: Open) -> None:
    open_table(["name"], source=Endless(0)).sees("Only the first 0 rows were looked at")


def test_a_slow_source_is_read_for_some_seconds(open_table: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange: each page takes as long as all may.
    monkeypatch.setattr(reading, "SECONDS", 0.0)
    pages = Endless()
    user = open_table(["name"], source=pages, searchable=True, page_size=10).sees("Item 9")

    # Act and assert
    user.type("Search", "x").sees("Only the first 100 rows were looked at")


def test_a_file_of_a_source_without_an_end_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    monkeypatch.setattr(reading, "MOST_SAVED", 5_000)
    supply = Supply(None, Endless(), [TableColumn("name")])

    # Act and assert
    with pytest.raises(CacaoError, match="more than 5,000 rows were looked at for a file"):
        list(supply.stream(TableQuery(search="x")))


def test_the_rows_of_a_database_are_never_counted_further_than_it_can(cacao_app: Any) -> None:
    # Arrange
    app, number = App(), State(1, url="page", name="number")
    database = sqlite3.connect(":memory:", check_same_thread=False)

    def source(query: TableQuery) -> TablePage:
        found = database.execute("SELECT 1 AS id WHERE ? = 0 LIMIT ?", (query.offset, query.limit))
        return TablePage([{"id": row[0]} for row in found], 1)

    app.mix("/")(lambda: {"type": "main", "children": [Table(["id"], source=source, bind_page=number)]})

    # Act and assert
    assert cells(cacao_app(app).open(f"/?page={9 * 10**17}")) == ["1"]
    database.close()


def test_an_async_source_is_refused_with_a_cure() -> None:
    async def source(query: TableQuery) -> TablePage:
        return TablePage([], 0)

    with pytest.raises(CacaoError, match=r"async.*thread"):
        Shown(Table(["name"], source=source))


def test_a_source_of_an_async_page_keeps_nobody_else_waiting(cacao_app: Any) -> None:
    # Arrange
    app, threads = App(), list[bool]()

    def source(query: TableQuery) -> TablePage:
        threads.append(threading.current_thread() is loops[0])
        return TablePage([{"id": query.offset}], 100)

    loops: list[threading.Thread] = []

    @app.mix("/")
    async def home() -> Any:
        loops[:] = [threading.current_thread()]
        return {"type": "main", "children": [Table(["id"], source=source, page_size=1)]}

    user = cacao_app(app).open().sees("1–1 of 100")

    # Act
    user.click("Next page").click("Next page").sees("3–3 of 100")

    # Assert
    assert len(threads) >= 3
    assert not any(threads)


def test_the_page_and_the_order_may_be_part_of_the_address(open_table: Open) -> None:
    # Arrange
    page, order = State(1, name="p", url="page"), State("", name="o", url="order")
    rows = [{"id": n, "name": f"Item {n:02}"} for n in range(30)]
    columns = [TableColumn("name", sortable=True)]
    user = open_table(
        columns, rows, page_size=10, bind_page=page, bind_sort=order, path="/?page=2&order=-name"
    )
    user.sees("11–20 of 30")
    assert cells(user)[0] == "Item 19"

    # Act
    user.click("Next page").sees("Item 09")

    # Assert
    assert user.path == "/?page=3&order=-name"


def test_two_tabs_look_at_different_pages_and_a_tab_keeps_its_own(open_table: Open) -> None:
    # Arrange
    rows = [{"id": n, "name": f"Item {n}"} for n in range(30)]
    first = open_table(["name"], rows, page_size=10)
    second = first.open("/")

    # Act
    first.click("Next page").sees("Item 15")

    # Assert
    second.sees("Item 5").misses("Item 15")
    first.drop().reconnect().sees("Item 15")


def test_more_rows_are_shown_at_a_time_and_the_first_one_stays(open_table: Open) -> None:
    # Arrange
    rows = [{"id": n, "name": f"Item {n}"} for n in range(100)]
    user = open_table(["name"], rows, page_size=10, page_sizes=(10, 50)).click("Next page").sees("11–20")

    # Act
    user.choose("Rows per page", "50")

    # Assert
    user.sees("1–50 of 100").sees("Item 10")
