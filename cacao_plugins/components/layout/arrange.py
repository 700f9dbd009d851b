"""Arrange: what all widgets that put things beside, below or above each other have in common."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from ..base import BASE
from ..kinds import Child
from ..widget import Widget, read_kit

Gap: TypeAlias = Literal["none", "small", "medium", "large"] | int | float | str
"""How much room is between two things: a word, a number of pixels, or a length of CSS."""

Align: TypeAlias = Literal["start", "center", "end", "stretch", "baseline"]
Justify: TypeAlias = Literal["start", "center", "end", "between", "around", "evenly"]

ARRANGE = read_kit("arrange")
_WORDS = ("none", "small", "medium", "large")


class Arranged(Widget):
    """What puts things in order.

    Args:
        children: what it puts in order.
        gap: how much room is between them: a word, a number of pixels, or a length such as ``"2rem"``.
    """

    kits = (BASE, ARRANGE)
    _most_by_place = 1

    children: Child = None
    gap: Gap = "medium"

    def arranged(self, kind: str, /, tag: str = "div", **props: Any) -> dict[str, Any]:
        """Return the outermost element, with the room between what stands in it.

        Args:
            kind: the end of its class.
            tag: the element.
            props: its own props; those that are None are left out.
        """
        is_word = self.gap in _WORDS
        style = {**props.pop("style", {})}
        if not is_word:
            style["--cacao-gap"] = length(self.gap)
        return self.root(
            tag,
            self.children,
            class_name=["cacao-arranged", f"cacao-{kind}"],
            data_gap=self.gap if is_word and self.gap != "medium" else None,
            style=style or None,
            **props,
        )


def length(value: float | str) -> str:
    """Return a length as CSS has it; a plain number is one of pixels."""
    return value if isinstance(value, str) else f"{value}px"
