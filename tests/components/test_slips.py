"""Slips of those who write an app: each is told, with the line that it stands on where one is to blame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown

from cacao_kernel import CacaoError
from cacao_plugins.components.buttons import Button
from cacao_plugins.components.data import Metric, Table
from cacao_plugins.components.feedback import toast
from cacao_plugins.components.inputs import Select, Slider
from cacao_plugins.components.layout import Card, Row, Section


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


def test_a_trend_of_what_is_no_number_is_told() -> None:
    # Act, assert
    with pytest.raises(CacaoError, match=r"trend of a Metric.*expected a number, got str \'b\'"):
        Metric("Sales", trend=[1, "b"])  # type: ignore[list-item]


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
