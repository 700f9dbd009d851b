"""Handlers of one loop that share its variable are told of; those that are right are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from loops import APART, SHARING, Handlers, as_functions, in_comprehension

from cacao_kernel.closure import Closures


def check(*pages: Callable[[], Handlers]) -> list[str]:
    """Return what is told of the handlers that pages make, each on its own."""
    told: list[str] = []
    closures = Closures(told.append)
    for page in pages:
        closures.check(page())
    return told


@pytest.mark.parametrize("page", SHARING)
def test_handlers_that_share_the_variable_of_their_loop_are_told_of(page: Callable[[], Handlers]) -> None:
    told = check(page)

    assert len(told) == 1
    assert 'made in a loop and reads "row"' in told[0]


@pytest.mark.parametrize("page", APART)
def test_handlers_that_share_nothing_of_their_loop_are_not(page: Callable[[], Handlers]) -> None:
    assert check(page) == []


def test_the_message_names_line_variable_and_both_cures() -> None:
    # Arrange
    line = in_comprehension.__code__.co_firstlineno + 1

    # Act
    told = check(in_comprehension, as_functions)

    # Assert
    assert told[0] == (
        f'loops.py:{line}: this lambda is made in a loop and reads "row" only when it runs, '
        'so every one of them would see the last "row". '
        "Write `lambda row=row: …`, or list the parts with For(items, key=…, render=…)."
    )
    assert "save() is made in a loop" in told[1]
    assert "`def save(row=row): …`" in told[1]


def test_each_lambda_is_told_of_once() -> None:
    assert len(check(in_comprehension, in_comprehension)) == 1


def test_a_page_whose_source_is_gone_is_not_told_of() -> None:
    # Arrange
    names: dict[str, Any] = {}
    source = "def home():\n    return [lambda: print(row) for row in range(2)]\nmade = home()\ndel home\n"
    exec(compile(source, "gone.py", "exec"), names)
    told: list[str] = []

    # Act
    Closures(told.append).check(names["made"])

    # Assert
    assert told == []


def test_what_is_no_function_is_passed_over() -> None:
    told: list[str] = []

    Closures(told.append).check([print, "save", None, in_comprehension, in_comprehension])

    assert told == []
