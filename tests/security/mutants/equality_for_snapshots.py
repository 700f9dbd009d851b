"""A build that compares what a page returned with ==, and keeps the very objects instead of a copy."""

from __future__ import annotations

from typing import Any

from cacao_kernel import snapshot

real = snapshot.of_tree


class Kept:
    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]


def of_tree(value: object, *, values: bool) -> Any:
    taken, functions = real(value, values=values)
    return (None if taken is None else Kept(value)), functions


def of_value(value: object) -> Any:
    return Kept(value)


snapshot.of_tree = of_tree
snapshot.of_value = of_value
