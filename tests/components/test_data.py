"""Metrics, lists, key-values and timelines."""

from __future__ import annotations

from typing import Any

import pytest
from screens import Shown

from cacao_kernel import CacaoError, State
from cacao_plugins.components.data import JsonView, KeyValue, List, ListItem, Metric, Timeline
from cacao_plugins.components.data.figure import spell_number
from cacao_plugins.components.data.metric import place_points
from cacao_plugins.components.texts import Texts


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        (1234567, {}, "1,234,567"),
        (1234.5, {}, "1,234.5"),
        (0.129, {}, "0.13"),
        (12345, {"compact": Texts().say}, "12.3K"),
        (12_000_000, {"compact": Texts().say}, "12M"),
        (-2_500_000_000, {"compact": Texts().say}, "-2.5B"),
        (999, {"compact": Texts().say}, "999"),
        (3, {"digits": 2}, "3.00"),
        (None, {}, "–"),
        ("many", {"compact": Texts().say}, "many"),
    ],
)
def test_a_number_is_read_as_people_do(value: object, options: Any, expected: str) -> None:
    assert spell_number(value, **options) == expected


def test_the_line_of_a_metric_fills_its_drawing() -> None:
    assert place_points([1, 3, 2]) == "0.0,30.0 50.0,2.0 100.0,16.0"
    assert place_points([5]) == "0.0,16.0 100.0,16.0"
    assert place_points([]) == ""


def test_a_metric_follows_its_values_without_being_drawn_again() -> None:
    # Arrange
    value, delta, trend = State(10), State(1.0), State([1, 2])
    shown = Shown(lambda: Metric("Orders", value, delta=delta, delta_unit="%", trend=trend))

    # Act
    ops = shown.change((value, 12_000), (delta, -2.0), (trend, [1, 2, 0]))

    # Assert: texts, attributes and how large the number is written, alone.
    assert {op[0] for op in ops} <= {"t", "n", "s"}, ops
    texts = repr(shown.packed)
    for expected in ("12,000", "−2\\u202f%", "'data-way': 'down'", "'data-news': 'bad'"):
        assert expected in texts


@pytest.mark.parametrize(
    ("delta", "good", "news"),
    [(1, "up", "good"), (-1, "up", "bad"), (-1, "down", "good"), (0, "up", "none"), ("+3", "none", "none")],
)
def test_a_change_is_good_or_bad_news(delta: Any, good: Any, news: str) -> None:
    assert f"'data-news': '{news}'" in str(Shown(Metric("Errors", 3, delta=delta, good=good)).packed)


def test_items_may_be_objects_dicts_or_texts() -> None:
    # Act
    shown = Shown(List([ListItem("Ann", href="/ann"), {"title": "Bob", "icon": "user"}, "Carol"])).packed

    # Assert
    assert [row[0] for row in shown[2]] == ["li", "li", "li"]
    assert shown[2][0][2][0][0] == "a"
    assert "Carol" in str(shown)


def test_an_empty_list_says_so() -> None:
    assert "Nothing here yet." in str(Shown(List([])).packed)


def test_a_wrong_item_says_what_was_expected() -> None:
    with pytest.raises(CacaoError, match="a ListItem, a dict or a title"):
        Shown(List([7]))
    with pytest.raises(CacaoError, match=r'ListItem has no prop "titel".*title'):
        Shown(List([{"titel": "Ann"}]))


def test_an_item_that_is_clicked_is_a_button(cacao_app: Any) -> None:
    # Arrange
    from cacao import App

    app, seen = App(), State("nobody", name="seen")

    @app.mix("/")
    def home() -> Any:
        item = ListItem("Ann", on_click=lambda event: seen.set(event.params["who"]), params={"who": "Ann B."})
        return {"type": "main", "children": [List([item]), seen.value]}

    user = cacao_app(app).open()

    # Act
    user.click("Ann")

    # Assert
    user.sees("Ann B.")


def test_a_key_value_is_a_list_of_terms() -> None:
    # Act
    shown = Shown(KeyValue({"Free": True, "Stars": 12345, "Owner": None})).packed

    # Assert
    assert shown[0] == "dl"
    said = [(pair[2][0][2][0], pair[2][1][2][0]) for pair in shown[2]]
    assert said == [("Free", "Yes"), ("Stars", "12,345"), ("Owner", "–")]


def test_a_timeline_has_an_order() -> None:
    # Act
    shown = Shown(Timeline(["Ordered", {"title": "Paid", "time": "10:05", "icon": "check"}])).packed

    # Assert
    assert shown[0] == "ol"
    assert "10:05" in str(shown)


def test_a_value_is_shown_by_its_types_and_opened_level_by_level() -> None:
    # Arrange
    value = {"name": "<b>", "count": 3, "free": True, "owner": None, "deep": {"in": [1]}, "none": {}}

    # Act
    shown = Shown(JsonView(value)).packed
    texts = repr(shown)

    # Assert
    for kind, text in (("text", '"<b>"'), ("number", "3"), ("bool", "true"), ("null", "null")):
        assert f"'cacao-json-{kind}'}}, ['{text}']" in texts
    details = shown[2][0]
    assert (details[0], details[1]) == ("details", {"open": ""})
    assert texts.count("'details', {}") == 2


def test_a_huge_value_is_cut_and_says_so() -> None:
    # Arrange
    deep: list[object] = []
    for _ in range(200):
        deep = [deep]
    value = {"long": "x" * 10_000, "many": list(range(5_000)), "deep": deep, "wide": [list(range(90))] * 90}

    # Act
    shown = Shown(JsonView(value)).packed
    texts = repr(shown)

    # Assert
    assert "… (9,500 more letters)" in texts
    assert "and 4,900 more" in texts
    assert "x" * 501 not in texts
    assert len(texts) < 1_000_000
