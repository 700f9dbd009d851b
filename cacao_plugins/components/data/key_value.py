"""Key-value: what something is like, a line for each property."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, cast

from cacao_kernel import read

from ..base import BASE
from ..kinds import Followed
from ..nothing import nothing_yet
from ..widget import Widget, read_kit


class KeyValue(Widget):
    """Properties of something by their names, as a list that screen readers know.

    Args:
        items: the values by name; or a list of pairs. A value is a text, a number, a date, a node, or
            something that is followed. None is shown as a dash.
        layout: names beside values, above them, or above them in columns.
        divided: whether lines stand between them.
    """

    node_type = "key-value"
    kits = (BASE, read_kit("key-value"))
    is_verbatim = True

    items: Mapping[str, Any] | Sequence[tuple[str, Any]] | Followed
    layout: Literal["rows", "stack", "grid"] = "rows"
    divided: bool = True

    def draw(self) -> object:
        """Return a list of terms and what they are."""
        items = read(self.items)
        pairs = cast(Mapping[str, Any], items).items() if isinstance(items, Mapping) else items
        if not (pairs := [*pairs]):
            return self.root("div", nothing_yet(self.say), class_name="cacao-key-value")
        return self.root(
            "dl",
            [self._pair(name, value) for name, value in pairs],
            class_name="cacao-key-value",
            data_layout=self.layout,
            data_divided=self.divided or None,
        )

    def _pair(self, name: str, value: Any) -> dict[str, Any]:
        return {
            "type": "div",
            "children": [
                {"type": "dt", "children": [name]},
                {"type": "dd", "children": self._spell(value)},
            ],
        }

    def _spell(self, value: Any) -> Any:
        if value is None:
            return "–"
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if callable(value) or not isinstance(value, int | float | date):
            return value
        return f"{value:,}" if isinstance(value, int | float) else str(value)
