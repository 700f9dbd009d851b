"""Pages that make handlers in loops: those that share the loop's variable, and those that do not."""

# ruff: noqa: B023
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

ROWS = [1, 2, 3]
Handlers = list[Callable[..., Any]]


def use(*values: object) -> None:
    """Stand for what a handler does."""


def in_comprehension() -> Handlers:
    return [lambda: use(row) for row in ROWS]


def in_generator() -> Handlers:
    return list((lambda: use(row)) for row in ROWS)  # noqa: C400


def in_dict_comprehension() -> Handlers:
    return [*{row: lambda: use(row) for row in ROWS}.values()]


def in_nested_comprehension() -> Handlers:
    return [handler for row in ROWS for handler in [lambda: use(row) for _ in range(2)]]


def in_loop() -> Handlers:
    handlers: Handlers = []
    for _, (row, _) in enumerate(zip(ROWS, ROWS, strict=True)):
        if row:
            handlers.append(lambda: use(row))
            continue
    return handlers


def in_while() -> Handlers:
    handlers: Handlers = []
    row = 0
    while row < 3:
        row += 1
        handlers.append(lambda: use(row))
    return handlers


def of_what_the_loop_makes() -> Handlers:
    handlers: Handlers = []
    for each in ROWS:
        row = each + 1
        handlers.append(lambda: use(row))
    return handlers


def as_functions() -> Handlers:
    handlers: Handlers = []
    for row in ROWS:

        def save() -> None:
            use(row)

        handlers.append(save)
    return handlers


class Page:
    def in_method(self) -> Handlers:
        return [lambda: use(self, row) for row in ROWS]


def hidden(function: Callable[[], Handlers]) -> Callable[[], Handlers]:
    return lambda: function()


@hidden
def behind_a_decorator() -> Handlers:
    return [lambda: use(row) for row in ROWS]


SHARING = [
    in_comprehension,
    in_generator,
    in_dict_comprehension,
    in_nested_comprehension,
    in_loop,
    in_while,
    of_what_the_loop_makes,
    as_functions,
    Page().in_method,
    behind_a_decorator,
]


def with_default() -> Handlers:
    return [lambda row=row: use(row) for row in ROWS]


def with_partial() -> Handlers:
    return [partial(use, row) for row in ROWS]


def of_the_page() -> Handlers:
    page = object()
    return [lambda: use(page) for _ in ROWS]


def of_an_earlier_loop() -> Handlers:
    last = 0
    for row in ROWS:
        last = row
    return [lambda: use(last) for _ in ROWS]


def by_a_function() -> Handlers:
    def make(row: int) -> Callable[[], None]:
        return lambda: use(row)

    return [make(row) for row in ROWS]


def one_alone() -> Handlers:
    return [lambda: use(row) for row in ROWS[:1]]


def without_closure() -> Handlers:
    return [lambda: use(ROWS) for _ in ROWS]


APART = [
    with_default,
    with_partial,
    of_the_page,
    of_an_earlier_loop,
    by_a_function,
    one_alone,
    without_closure,
]
