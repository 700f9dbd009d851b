"""Tables that are sorted, filtered and searched."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from components.tables import PEOPLE, Open, cells, header

from cacao import State
from cacao_plugins.components.data import Between, TableColumn, TablePage, TableQuery


def test_sorting_goes_up_down_and_back_and_what_is_missing_is_last(open_table: Open) -> None:
    # Arrange
    user = open_table(
        [TableColumn("name", sortable=True), TableColumn("age", sortable=True, type="number")], PEOPLE
    )
    assert cells(user) == ["Dan", "ann", "Bob"]

    # Act and assert
    user.click("Name")
    assert cells(user) == ["ann", "Bob", "Dan"]
    assert header(user, "Name").attributes["aria-sort"] == "ascending"
    user.click("Name")
    assert cells(user) == ["Dan", "Bob", "ann"]
    user.click("Name")
    assert cells(user) == ["Dan", "ann", "Bob"]
    user.click("Age")
    assert cells(user, 1) == ["29", "41", "–"]
    user.click("Age")
    assert cells(user, 1) == ["41", "29", "–"]


def test_a_search_finds_letters_in_any_column_and_shows_the_first_page(open_table: Open) -> None:
    # Arrange
    rows = [{"id": n, "name": f"Item {n}", "kind": "even" if n % 2 == 0 else "odd"} for n in range(100)]
    user = open_table(["name", "kind"], rows, searchable=True, page_size=10)
    user.click("Next page").sees("11–20 of 100")

    # Act
    user.type("Search", "EVEN")

    # Assert
    user.sees("1–10 of 50")
    assert cells(user)[:2] == ["Item 0", "Item 2"]
    user.clear("Search").type("Search", "nowhere").sees("Nothing fits what you look for.")
    user.click("Show all rows").sees("of 100")
    assert user.value("Search") == ""


def test_filters_are_of_the_kind_of_their_column(open_table: Open) -> None:
    # Arrange
    user = open_table(
        [
            TableColumn("name"),
            TableColumn("age", type="number", filterable=True),
            TableColumn("city", choices=["Bergen", "Oslo"], filterable=True),
            TableColumn("joined", type="date", filterable=True),
        ],
        PEOPLE,
    )

    # Act and assert
    user.click("Filters").type("Age: From", "30")
    assert cells(user) == ["Dan"]
    user.clear("Age: From")
    user.choose("City", "Bergen")
    assert cells(user) == ["Dan", "Bob"]
    user.type("Joined: From", "2024-01-01")
    assert cells(user) == ["Dan"]
    user.type("Age: To", "40").sees("Nothing fits what you look for.")
    user.click("Clear filters")
    assert cells(user) == ["Dan", "ann", "Bob"]


@pytest.mark.parametrize(
    "values",
    [
        (datetime(2026, 1, 1), datetime(2026, 1, 2, tzinfo=UTC), None),
        (Decimal("1.5"), 2, 2.5),
        (Fraction(3, 2), 2, Fraction(21, 2)),
        ({"a": 1}, {"b": 1}),
        (date(2026, 1, 1), date(2026, 1, 2), "soon"),
        (time(8), time(9, tzinfo=UTC)),
    ],
    ids="moments numbers others dicts kinds times".split(),
)
def test_values_of_any_kind_are_sorted(open_table: Open, values: tuple[Any, ...]) -> None:
    rows = [{"name": f"{number}", "it": value} for number, value in enumerate(values)]
    user = open_table(["name", TableColumn("it", sortable=True)], rows[::-1])

    user.click("It")

    assert cells(user) == [row["name"] for row in rows]


def test_a_choice_lets_pass_what_is_it_and_not_what_has_its_letters_however_it_is_written(
    open_table: Open,
) -> None:
    # Arrange
    columns = [
        TableColumn("name"),
        TableColumn("sex", choices=["male", "female"], filterable=True),
        TableColumn("pay", type="currency", choices=[1000, 2000], filterable=True, label="Pay"),
    ]
    rows = [{"name": "Ann", "sex": "female", "pay": 2000}, {"name": "Bob", "sex": "male", "pay": 1000}]
    user = open_table(columns, rows)

    # Act and assert
    user.click("Filters").choose("Sex", "male")
    assert cells(user) == ["Bob"]
    user.click("Clear filters").choose("Pay", "$2,000.00")
    assert cells(user) == ["Ann"]


def test_what_a_browser_makes_up_sorts_filters_and_pages_by_nothing(open_table: Open) -> None:
    # Arrange
    asked: list[TableQuery] = []

    def source(query: TableQuery) -> TablePage:
        asked.append(query)
        return TablePage(PEOPLE, 3)

    sort, page = State("", name="sort", url="sort"), State(1, name="page", url="page")
    columns = [TableColumn("name", sortable=True), TableColumn("city", choices=["Oslo"], filterable=True)]

    # Act
    path = "/?sort=-password;drop&page=-7"
    user = open_table(columns, source=source, bind_sort=sort, bind_page=page, page_sizes=(2, 9), path=path)
    field = next(node for node in user.page.root.walk() if node.tag == "select")
    user.trigger(field, "change", value="Paris")

    # Assert
    assert {(query.offset, query.limit, query.sort) for query in asked} == {(0, 25, "")}
    assert all(query.filters == {} for query in asked)


def test_cards_are_sorted_by_a_list(open_table: Open) -> None:
    # Arrange
    columns = [TableColumn("name", sortable=True), "age"]
    user = open_table(columns, PEOPLE, phone="cards")

    # Act
    user.choose("Sort by", "-name")

    # Assert
    assert cells(user) == ["Dan", "Bob", "ann"]
    field = next(node for node in user.page.root.walk() if node.tag == "select")
    user.trigger(field, "change", value="-age")
    assert cells(user) == ["Dan", "Bob", "ann"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("number", ("9", 10, "100", None)),
        ("percent", (0.1, Decimal("0.25"), "0.9", None)),
        ("number", (1, Decimal(2), Decimal("NaN"))),
        ("text", (Decimal(1), Decimal("1.5"), Decimal("sNaN"))),
        ("currency", (1.5, 2, float("nan"))),
        ("number", (Fraction(3, 2), 2, Fraction(21, 2), None)),
    ],
    ids="texts percents decimals quiet floats others".split(),
)
def test_numbers_are_sorted_as_they_are_shown_and_what_is_none_is_last(
    open_table: Open, kind: Any, values: tuple[Any, ...]
) -> None:
    # Arrange
    rows = [{"name": f"{number}", "it": value} for number, value in enumerate(values)]
    user = open_table(["name", TableColumn("it", type=kind, sortable=True)], [*rows[1:], rows[0]])

    # Act and assert
    user.click("It")
    assert cells(user) == [row["name"] for row in rows]
    user.click("It")
    assert cells(user) == [row["name"] for row in [*rows[-2::-1], rows[-1]]]
    assert cells(user, 1)[-1] == "–"


@pytest.mark.parametrize(
    ("column", "least", "most", "found"),
    [
        ({"type": "percent"}, "20", "29", [0.25, Decimal("0.29"), "0.2"]),
        ({"type": "percent", "format": ".1%"}, "20", "", [0.25, Decimal("0.29"), "0.2", 20.0]),
        ({"type": "percent", "format": ".2f"}, "20", "", [20.0]),
        ({"type": "number"}, "0.25", "0.29", [0.25, Decimal("0.29")]),
    ],
    ids="percent format points number".split(),
)
def test_a_filter_takes_numbers_as_they_are_shown(
    open_table: Open, column: dict[str, Any], least: str, most: str, found: list[Any]
) -> None:
    # Arrange
    values = [0.25, Decimal("0.29"), "0.2", 0.1999, 20.0, None, Decimal("NaN"), float("nan"), "none"]
    rows = [{"name": f"{value}", "it": value} for value in values]
    user = open_table(["name", {"name": "it", "filterable": True, **column}], rows)

    # Act
    user.click("Filters").type("It: From", least)
    if most:
        user.type("It: To", most)

    # Assert
    assert cells(user) == [f"{value}" for value in found]


def test_a_source_is_given_the_bounds_of_percents_as_its_values_are(open_table: Open) -> None:
    # Arrange
    asked: list[TableQuery] = []

    def source(query: TableQuery) -> TablePage:
        asked.append(query)
        return TablePage(PEOPLE, 3)

    user = open_table([TableColumn("age", type="percent", filterable=True)], source=source)

    # Act
    user.click("Filters").type("Age: To", "29")

    # Assert
    assert asked[-1].filters == {"age": Between(None, 0.29)}


def test_a_filter_finds_what_is_shown_as_a_search_does(open_table: Open) -> None:
    # Arrange
    names = {"a": "Alpha", "b": "Beta"}
    column = TableColumn("name", format=names.get, filterable=True)
    user = open_table([column], [{"name": "a"}, {"name": "b"}, {"name": None}], searchable=True)

    # Act and assert
    user.type("Search", "alp")
    assert cells(user) == ["Alpha"]
    user.clear("Search").click("Filters").type("Name: contains", "Alp")
    assert cells(user) == ["Alpha"]
