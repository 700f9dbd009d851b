"""Kept: what a widget remembers for itself in each tab, where the app gives it no State to be bound to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cacao_kernel import Component, State


class Kept(Component):
    """A part of the page with one value of its own.

    Args:
        draw: makes the part, given the State that holds the value; None is what it begins with.
    """

    value: State[Any] = State(None, scope="tab")

    def __init__(self, draw: Callable[[State[Any]], object]) -> None:
        super().__init__()
        self._draw = draw

    def render(self) -> object:
        """Return the part."""
        return self._draw(self.value)


def with_state(bound: State[Any] | None, draw: Callable[[State[Any]], object]) -> object:
    """Return what a function makes of a State: the one that the app has bound, or one of its own."""
    return Kept(draw) if bound is None else draw(bound)
