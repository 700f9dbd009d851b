"""Range sliders and date ranges: two values in their order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cacao import App, State
from cacao.ui import DateRange, RangeSlider


def open_page(cacao_app: Any, *children: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [*children]})
    return cacao_app(app).open("/")


@pytest.mark.parametrize(
    ("begins", "end", "typed", "held"),
    [
        ((20, 60), "From", "30", (30, 60)),
        ((20, 60), "To", "30", (20, 30)),
        ([20, 60], "From", "30", [30, 60]),
        ((20, 60), "From", "90", (60, 60)),
        ((20, 60), "To", "10", (20, 20)),
        ((20, 60), "To", "900", (20, 60)),
        (None, "From", "30", (30, 100)),
        ((None, 60), "To", "70", (0, 70)),
    ],
)
def test_the_ends_of_a_range_never_cross(
    cacao_app: Any, begins: Any, end: str, typed: str, held: Any
) -> None:
    # Arrange
    price: State[Any] = State(begins, name="price")
    user = open_page(cacao_app, RangeSlider("Price", bind=price))

    # Act
    user.type(end, typed)

    # Assert
    with user:
        assert price.value == held
    assert user.value(end) == str(held[end == "To"])


def test_the_numbers_and_the_stretch_follow(cacao_app: Any) -> None:
    # Arrange
    price = State((20, 60), name="price")
    user = open_page(cacao_app, RangeSlider("Price", bind=price, unit=" €"))

    # Act
    user.type("From", "30")

    # Assert
    user.sees("30 € – 60 €")
    (track,) = [each for each in user.page.root.walk() if each.tag == "cacao-range-slider"]
    assert track.style == {"--low": "0.3000", "--high": "0.6000"}


def test_an_unbound_range_keeps_its_value(cacao_app: Any) -> None:
    user = open_page(cacao_app, RangeSlider("Price", value=(20, 60)), {"type": "p", "children": "below"})

    user.type("From", "30").drop().reconnect()

    user.sees("30 – 60")


@pytest.mark.parametrize(
    ("begins", "field", "typed", "held"),
    [
        ((None, None), "From", "2026-11-26", (date(2026, 11, 26), None)),
        ((date(2026, 1, 1), date(2026, 2, 1)), "From", "2026-03-01", (date(2026, 3, 1), date(2026, 3, 1))),
        ((date(2026, 1, 1), date(2026, 2, 1)), "To", "2025-03-01", (date(2025, 3, 1), date(2025, 3, 1))),
        ((date(2026, 1, 1), date(2026, 2, 1)), "To", "2026-01-05", (date(2026, 1, 1), date(2026, 1, 5))),
    ],
)
def test_two_days_stay_in_their_order(cacao_app: Any, begins: Any, field: str, typed: str, held: Any) -> None:
    # Arrange
    span: State[Any] = State(begins, name="span")
    user = open_page(cacao_app, DateRange("Period", bind=span))

    # Act
    user.type(field, typed)

    # Assert
    with user:
        assert span.value == held


def test_a_stretch_of_days_is_one_click(cacao_app: Any) -> None:
    # Arrange
    span: State[Any] = State((None, None), name="span")
    presets = ("today", "yesterday", "last-7-days", "last-30-days", "this-month", "last-month", "this-year")
    user = open_page(cacao_app, DateRange("Period", bind=span, presets=presets))

    # Act
    user.click("Last 7 days")

    # Assert
    with user:
        first, last = span.value
    assert last - first == timedelta(days=6)
    user.click("Last month")
    with user:
        first, last = span.value
    assert (first.day, (last + timedelta(days=1)).day, first.month) == (1, 1, last.month)


def test_a_stretch_keeps_within_the_days_that_may_be_chosen(cacao_app: Any) -> None:
    # Arrange
    span: State[Any] = State((None, None), name="span")
    last = date(2020, 12, 31)
    user = open_page(cacao_app, DateRange("Period", bind=span, max=last, presets=("today", "this-year")))

    # Act
    user.click("Today")

    # Assert
    with user:
        assert span.value == (last, last)
