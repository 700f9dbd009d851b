"""Dates and times: the State that is bound holds what Python has for them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from cacao import App, State
from cacao.ui import DateInput, DateTimeInput, TimeInput


def open_page(cacao_app: Any, *children: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [*children]})
    return cacao_app(app).open("/")


def control_of(user: Any) -> dict[str, str]:
    (found,) = [each for each in user.page.root.walk() if each.tag == "input"]
    return dict(found.attributes)


@pytest.mark.parametrize(
    ("widget", "begins", "typed", "held"),
    [
        (DateInput, date(2026, 1, 2), "2026-11-26", date(2026, 11, 26)),
        (TimeInput, time(8), "09:30", time(9, 30)),
        (DateTimeInput, datetime(2026, 1, 2, 8), "2026-11-26T09:30", datetime(2026, 11, 26, 9, 30)),
    ],
)
def test_a_moment_is_bound(cacao_app: Any, widget: Any, begins: Any, typed: str, held: Any) -> None:
    # Arrange
    state = State(begins, name="state")
    user = open_page(cacao_app, widget("When", bind=state))

    # Act
    user.type("When", typed)

    # Assert
    with user:
        assert state.value == held


@pytest.mark.parametrize(
    ("widget", "low", "spelled"),
    [
        (DateInput, date(2026, 1, 2), "2026-01-02"),
        (TimeInput, time(8), "08:00"),
        (TimeInput, time(8, 0, 30), "08:00:30"),
        (DateTimeInput, datetime(2026, 1, 2, 8, 5), "2026-01-02T08:05"),
    ],
)
def test_bounds_and_values_are_spelled_as_browsers_do(
    cacao_app: Any, widget: Any, low: Any, spelled: str
) -> None:
    # Act
    control = control_of(open_page(cacao_app, widget("When", min=State(low, name="low"), value=low)))

    # Assert
    assert (control["min"], control["value"]) == (spelled, spelled)
    assert "max" not in control
