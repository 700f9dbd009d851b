"""Tables: what they show of their rows, and what they refuse."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from components.tables import PEOPLE
from screens import Shown

from cacao import App, State
from cacao_kernel import CacaoError
from cacao_plugins.components.data import RowAction, Table, TableColumn
from cacao_plugins.components.data.column import Type


def test_a_table_without_columns_is_the_plain_element() -> None:
    # Act
    shown = Shown({"type": "table", "children": [{"type": "tr", "children": [{"type": "td"}]}]}).packed

    # Assert
    assert shown == ["table", {}, [["tbody", {}, [["tr", {}, [["td", {}, []]]]]]]]


@dataclass
class Person:
    id: int
    name: str


def test_rows_may_be_dicts_objects_or_those_of_a_database() -> None:
    # Arrange
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    row = database.execute("SELECT 3 AS id, 'Cleo' AS name").fetchone()

    # Act
    shown = repr(Shown(Table(["name"], [{"id": 1, "name": "Ann"}, Person(2, "Bob"), row])).packed)

    # Assert
    assert all(name in shown for name in ("Ann", "Bob", "Cleo"))
    database.close()


@pytest.mark.parametrize(
    ("kind", "form", "value", "text"),
    [
        ("number", None, 1234567.891, "1,234,567.89"),
        ("number", "+.1f", 3, "+3.0"),
        ("currency", "EUR", -1234.5, "−€1,234.50"),
        ("currency", "NOK", 10, "NOK\u00a010.00"),
        ("percent", None, 0.125, "12.5%"),
        ("date", None, date(2026, 3, 1), "2026-03-01"),
        ("date", "%d.%m.%Y", "2026-03-01", "01.03.2026"),
        ("datetime", None, "2026-03-01T10:30:00", "2026-03-01 10:30"),
        ("text", lambda value: f"<{value}>", "b", "<b>"),
        ("date", None, "some day", "some day"),
    ],
)
def test_values_are_written_by_their_type(kind: Type, form: Any, value: Any, text: str) -> None:
    assert TableColumn("it", type=kind, format=form).spell(value) == text


def test_a_slip_in_the_name_of_a_column_is_an_error_that_names_the_right_one() -> None:
    with pytest.raises(CacaoError, match=r'no row of a table has a "nmae".*"name"'):
        Shown(Table(["nmae"], PEOPLE))


def test_an_update_of_one_row_sends_that_row_alone() -> None:
    # Arrange
    rows = State([dict(person) for person in PEOPLE])
    shown = Shown(lambda: Table(["name", "city"], rows))

    # Act
    ops = shown.change((rows, [*rows.value[:2], {**rows.value[2], "city": "Rome"}]))

    # Assert
    assert [(op[0], op[-1]) for op in ops] == [("t", "Rome")]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rows": "abc"}, "Table.rows"),
        ({"rows": iter([])}, "gone through but once"),
        ({"rows": lambda: iter([])}, "gone through but once"),
        ({"source": lambda query: [1]}, "the source of a table"),
        ({"rows": [], "source": lambda: iter([])}, "rows and a source"),
        ({"rows": [], "bind": State([])}, "no row of it can be chosen"),
    ],
)
def test_what_is_no_table_is_refused(given: Any, told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        Shown(Table(["name"], **given))


def test_a_table_in_a_tree_of_dicts(cacao_app: Any) -> None:
    # Arrange
    app = App()
    props = {"columns": [{"name": "name", "label": "Who"}, "age"], "rows": PEOPLE, "caption": "People"}
    app.mix("/")(lambda: {"type": "main", "children": [{"type": "table", "props": props}]})

    # Act
    user = cacao_app(app).open()

    # Assert
    user.sees("People").sees("Who").sees("Dan")


def test_what_visitors_have_typed_is_text_in_every_kind_of_cell_and_leads_nowhere_bad() -> None:
    # Arrange
    kinds = ("text", "number", "date", "datetime", "badge", "link", "image", "currency", "percent", "custom")
    bad = "javascript:boom()//\"'><img src=x onerror=boom()>"
    columns = [TableColumn(kind, type=kind, filterable=True, choices=[bad]) for kind in kinds]
    row = {"id": bad, **dict.fromkeys(kinds, bad)}

    # Act
    shown = Shown(Table(columns, [row], caption=bad, selection="multiple", actions=[RowAction(bad, print)]))

    # Assert
    waiting = [shown.root]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        assert not {name for name in node.attributes if name.startswith("on") or name == "srcdoc"}
        assert "javascript:" not in node.attributes.get("href", "") + node.attributes.get("src", "")
    assert any("no address a page may link to" in warning for warning in shown.warnings)
