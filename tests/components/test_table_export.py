"""Rows of a table, saved as a file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from components.tables import Open

from cacao import State
from cacao_plugins.components.data import TableColumn, TablePage, TableQuery


def exported(user: Any) -> tuple[dict[bytes, bytes], list[str]]:
    """Save the rows of the table, and return headers and lines of the file."""
    user.click("Export")
    user.wait_until(lambda: user.calls)
    _, method, (token, _) = user.calls[-1]
    assert method == "download"
    headers, body = user.get(f"/_components/download/{token}")
    return headers, body.removeprefix("\ufeff").splitlines()


def test_all_rows_that_are_looked_for_are_saved_in_their_order(open_table: Open) -> None:
    # Arrange
    rows = [{"id": n, "name": f"Item {n}", "price": n / 2, "on": date(2026, 1, 1)} for n in range(3_000)]
    columns = [TableColumn("name", sortable=True), TableColumn("price", type="currency"), "on"]
    user = open_table(columns, rows, searchable=True, export="items", page_size=10)

    # Act
    headers, lines = exported(user.type("Search", "Item 2").click("Name").click("Name"))

    # Assert
    assert lines[:3] == ["Name,Price,On", "Item 2999,1499.5,2026-01-01", "Item 2998,1499.0,2026-01-01"]
    assert len(lines) == 1 + 1_111
    assert b"items.csv" in headers[b"content-disposition"]
    assert headers[b"content-type"].startswith(b"text/csv")


@pytest.mark.parametrize("formulas", [False, True])
def test_what_a_spreadsheet_would_run_is_saved_as_a_text_unless_the_app_says_otherwise(
    open_table: Open, formulas: bool
) -> None:
    # Arrange
    names = ["=cmd()", "+1", "-1", "@sum", "\tx", " =1", "fine", 'say "no"']
    rows = [{"id": n, "name": name, "price": -n} for n, name in enumerate(names)]
    user = open_table(
        ["name", TableColumn("price", type="number")], rows, export=True, export_formulas=formulas
    )

    # Act
    _, lines = exported(user)

    # Assert
    quote = "" if formulas else "'"
    dangerous = [f"{quote}{name},{-n}" for n, name in enumerate(names[:6])]
    assert lines == ["Name,Price", *dangerous, "fine,-6", '"say ""no""",-7']


class _Name:
    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text


def test_what_is_written_as_a_text_is_quoted_whatever_it_is_and_numbers_never_are(open_table: Open) -> None:
    # Arrange
    texts = [_Name("=cmd()"), _Name("+1"), _Name("-1"), _Name("@sum"), _Name("\tx"), ["fine"]]
    numbers = [-1, -1.5, Decimal("-2.50"), Fraction(-1, 2), -1e30, True]
    rows = [
        {"id": n, "it": it, "number": number}
        for n, (it, number) in enumerate(zip(texts, numbers, strict=True))
    ]
    user = open_table(["it", "number"], rows, export=True)

    # Act
    _, lines = exported(user)

    # Assert
    told = ["'=cmd(),-1", "'+1,-1.5", "'-1,-2.50", "'@sum,-1/2", "'\tx,-1e+30", "['fine'],true"]
    assert lines == ["It,Number", *told]


def test_rows_are_fetched_for_a_file_piece_by_piece_and_with_the_states_of_the_visitor(
    open_table: Open,
) -> None:
    # Arrange
    asked: list[TableQuery] = []
    owner = State("Ann", name="owner")

    def source(query: TableQuery) -> TablePage:
        asked.append(query)
        count = min(query.limit, 2_500 - query.offset)
        return TablePage([{"id": n, "name": owner.value} for n in range(count)], 2_500)

    user = open_table(["name"], source=source, export=True)
    with user:
        owner.set("Bob")
    asked.clear()

    # Act
    _, lines = exported(user)

    # Assert
    assert {*lines[1:]} == {"Bob"}
    assert [query.offset for query in asked if query.limit == 1_000] == [0, 1_000, 2_000]
