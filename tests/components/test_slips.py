"""Slips of those who write an app: each is told, with the line that it stands on where one is to blame."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown

from cacao_kernel import CacaoError, Component, State
from cacao_plugins.components.buttons import Button
from cacao_plugins.components.data import Metric, Table, TableColumn, Tree
from cacao_plugins.components.feedback import Confirm, toast
from cacao_plugins.components.inputs import (
    DateInput,
    DateTimeInput,
    Rating,
    Select,
    Slider,
    TextInput,
    TimeInput,
)
from cacao_plugins.components.layout import Card, Row, Section, SidebarLayout, Stack
from cacao_plugins.components.text import Badge

VALUE: Any = "Ann"


def told(tree: Callable[[], object]) -> str:
    """Return the error of a page that shows this."""
    with pytest.raises(CacaoError) as caught:
        Shown(tree)
    return str(caught.value)


def test_a_wrong_prop_is_told_with_the_line_it_stands_on() -> None:
    # Arrange
    line = test_a_wrong_prop_is_told_with_the_line_it_stands_on.__code__.co_firstlineno + 5

    with pytest.raises(CacaoError) as caught:  # Act
        Card([Row([Button("a"), Button("b", varant="x")])])  # type: ignore[call-arg]

    # Assert
    assert str(caught.value).startswith(f'test_slips.py:{line}: Button has no prop "varant"')


def test_a_wrong_prop_of_a_dict_is_told_with_its_place_in_the_tree_alone() -> None:
    # Act
    error = told(lambda: {"type": "card", "children": {"type": "metric"}})

    # Assert
    assert ".py:" not in error and "card" in error and "Metric needs label" in error


@pytest.mark.parametrize(
    ("node_type", "props", "slip", "meant"),
    [
        ("button", {"label": "Go", "varient": "primary"}, "varient", "variant"),
        ("code", {"content": "x", "langauge": "python"}, "langauge", "language"),
        ("table", {"colums": ["a"], "rows": []}, "colums", "columns"),
        ("form", {"on_submt": None, "submit_lable": "Go"}, "submit_lable", "submit_label"),
        ("dialog", {"titel": "New"}, "titel", "title"),
        ("select", {"optons": ["a"]}, "optons", "options"),
        ("section", {"headin": "A"}, "headin", "heading"),
        ("progress", {"lable": "A"}, "lable", "label"),
    ],
)
def test_a_slip_is_told_where_the_type_is_an_element_of_html_too(
    node_type: str, props: dict[str, Any], slip: str, meant: str
) -> None:
    # Act
    error = told(lambda: {"type": node_type, "props": props})

    # Assert
    assert f'has no prop "{slip}"' in error
    assert f'Did you mean "{meant}"?' in error


def test_a_plain_element_may_have_what_html_has_and_what_nobody_knows() -> None:
    # Act
    props = {"label": "Go", "tabIndex": 1, "data_x": 1, "x-click": "a"}
    tag, painted, _ = Shown({"type": "button", "props": props}).packed

    # Assert
    assert tag == "button"
    own = {"type": "button", "class": "cacao-button"}
    assert painted == {**own, "tabindex": "1", "data-x": "1", "x-click": "a"}


def test_a_toast_on_a_page_is_told_with_the_line_that_shows_it() -> None:
    # Act
    error = told(lambda: [toast("Hello")])

    # Assert
    assert "test_slips.py:" in error and "toast.py" not in error


def test_a_toast_with_an_unknown_tone_is_refused() -> None:
    # Act, assert
    with pytest.raises(CacaoError, match=r'test_slips\.py:\d+: a toast has no such tone.*tone "danger"'):
        toast("x", tone="error")  # type: ignore[arg-type]


def test_two_rows_with_one_id_are_told_with_the_table_they_stand_in() -> None:
    # Act
    error = told(lambda: Table(["id"], [{"id": 1}, {"id": 1}], caption="Beans"))

    # Assert
    assert 'two rows have the id 1 in the table "Beans"' in error


@pytest.mark.parametrize(
    ("slip", "got"),
    [("b", "str 'b'"), (float("nan"), "float nan"), (float("inf"), "float inf"), (10**400, "int 1000")],
)
def test_a_trend_of_what_is_no_number_is_told(slip: Any, got: str) -> None:
    # Act, assert
    with pytest.raises(CacaoError, match=f"trend of a Metric.*expected a number, got {got}"):
        Metric("Sales", trend=[1, slip])


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (lambda: Row("a", "b"), r"Row takes what stands in it as a list; expected Row\(\[…, …\]\)"),
        (lambda: Section("T", "x", "y"), r"Section takes what .* as a list; expected Section\(heading, \["),
        (lambda: Select("Plan"), "Select needs options"),
        (lambda: Button(), "Button needs a label"),
        (lambda: Slider("Size", min=10, max=0), "Slider.max cannot be this; expected a number above 10"),
        (lambda: Table(["id"], iter([{"id": 1}])), "gone through but once.*source="),
        (lambda: Table([{"id": 1}]), "Are these the rows"),
        (lambda: Rating("Taste", value=9), "Rating.value cannot be this; expected 0 to 5"),
        (lambda: DateInput("Day", value="2026-13-45"), "expected a date, or a text such as '2026-11-26'"),
        (lambda: TimeInput("At", value="25:00"), "expected a time, or a text such as '09:30'"),
        (lambda: DateTimeInput("At", value="soon"), "or a text such as '2026-11-26T09:30'"),
        (lambda: Confirm("Delete", "Sure?"), r"expected a button, got str 'Delete'. Write Confirm\(Button"),
        (lambda: TextInput("A", bind=VALUE), "expected a State, got str 'Ann'. Give it the State itself"),
        (lambda: SidebarLayout([{"label": "A", "icon": "hous"}], {}), r"SidebarLayout.nav_items\[0\]: there"),
    ],
)
def test_a_slip_is_told(slip: Callable[[], Any], said: str) -> None:
    # Act, assert
    with pytest.raises(CacaoError, match=rf"test_slips\.py:\d+: .*{said}"):
        slip()


def test_a_select_without_options_is_told_in_a_tree_of_dicts_too() -> None:
    # Act, assert
    assert "Select needs options" in told(lambda: {"type": "select", "props": {"label": "Plan"}})


def test_a_row_that_is_a_list_is_told() -> None:
    # Act, assert
    assert "expected a dict or an object" in told(lambda: Table(["id"], [[1, "a"]]))


def test_rows_may_be_the_values_of_a_dict_and_cells_may_hold_components() -> None:
    # Arrange
    rows = {"a": {"id": 1, "do": Button("Go")}}

    # Act
    shown = Shown(lambda: Table(["id", "do"], rows.values()))

    # Assert
    assert "'button'" in str(shown.packed) and "Go" in str(shown.packed)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (lambda: Button("Go", icon="hous"), 'there is no icon "hous". The nearest is "house".'),
        (lambda: Table(["nam"], [{"name": 1}]), 'no row of a table has a "nam"'),
        (lambda: Tree(["a", "a"], label="Files"), "two things of a tree have the key 'a'"),
        (lambda: Table(["a"], lambda: 5), "expected a list of rows, got int 5"),
        (lambda: Stack([{"type": "button", "props": {"label": Button("x")}}]), "got Button(label='x')"),
    ],
)
def test_a_slip_that_shows_when_it_is_drawn_is_told_with_its_line_and_its_page(
    slip: Callable[[], Any], said: str
) -> None:
    # Act
    error = told(lambda: {"type": "main", "children": [slip()]})

    # Assert
    assert re.match(r'test_slips\.py:\d+: page "/" > main > children\[0\] > ', error)
    assert said in error and "Drawing" not in error


def test_a_widget_tells_what_it_is_in_short() -> None:
    # Act, assert
    assert repr(Button("Go", icon="house")) == "Button(label='Go', …)"


def test_a_line_that_is_told_already_is_not_told_again() -> None:
    # Act
    error = told(lambda: Card([Shop()]))

    # Assert
    assert error.count("test_slips.py:") == 1


class Shop(Component):
    """A part of a page with a slip in it."""

    def render(self) -> Any:
        return Button("Go", varant="x")  # type: ignore[call-arg]


@pytest.mark.parametrize("content", [None, ""])
def test_a_badge_that_says_nothing_leaves_no_speck(content: Any) -> None:
    # Act
    shown = Shown({"type": "main", "children": [Badge(content), Badge(content, icon="house")]})

    # Assert
    assert str(shown.packed).count("cacao-badge") == 1


def test_a_state_with_more_stars_than_there_are_fills_them_all() -> None:
    # Arrange
    stars = State(9, name="stars")

    # Act
    shown = Shown(Rating("Taste", bind=stars, readonly=True))

    # Assert
    assert "5 of 5" in str(shown.packed) and "100.00%" in str(shown.packed)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (TableColumn("a", type="currency"), "12", "$12.00"),
        (TableColumn("a", type="currency"), "a dozen", "a dozen"),
        (TableColumn("a", type="number"), "NaN", "NaN"),
        (TableColumn("a"), None, "–"),
        (TableColumn("a", type="bool"), None, "–"),
    ],
)
def test_a_cell_says_what_it_holds(column: TableColumn, value: Any, said: str) -> None:
    # Act
    shown = Shown({"type": "main", "children": [Table([column], [{"a": value}])]})

    # Assert
    assert said in str(shown.packed)
