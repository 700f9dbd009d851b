"""Splitter: two panes, and a line between them that can be moved."""

from __future__ import annotations

from typing import Any, Literal

from cacao_kernel import CacaoError, State, own_id

from ..base import BASE
from ..held import NUMBER, bound_to
from ..kinds import Child, NumberState, Text
from ..widget import Widget, read_kit
from .kept import with_state


class Splitter(Widget):
    """Two panes, and a line between them that is moved with the mouse, a finger, or the arrow keys.

    Where it stands each tab remembers for itself.

    Args:
        first: what stands in the first pane.
        second: what stands in the second pane.
        size: how much of the room the first pane has to begin with, in percent.
        bind: the State that holds it, in percent.
        min: the least that the first pane may have.
        max: the most that the first pane may have.
        direction: whether the panes stand beside or below each other.
        label: what is made larger or smaller, for those who hear the page.
    """

    node_type = "splitter"
    kits = (BASE, read_kit("splitter", "splitter.css", "splitter.js"))
    elements = ("cacao-splitter",)
    holds = bound_to(NUMBER)

    first: Child
    second: Child
    size: int | float = 50
    bind: NumberState | None = None
    min: int | float = 10
    max: int | float = 90
    direction: Literal["row", "column"] = "row"
    label: Text = None

    def check(self) -> None:
        """Refuse bounds between which there is nothing."""
        if not 0 <= self.min <= self.max <= 100:
            raise CacaoError(
                "Splitter.min and max", expected="0 <= min <= max <= 100", got=f"{self.min} and {self.max}"
            )

    def draw(self) -> object:
        """Return the panes with a separator between them."""
        return with_state(self.bind, self._draw_with)

    def _draw_with(self, state: State[Any]) -> object:
        def bounded(value: Any) -> float:
            return max(self.min, min(self.max, self.size if value is None else value))

        def size() -> float:
            return bounded(self.fitting("bind", state, state.value))

        pane = own_id("pane")
        separator = {
            "class": "cacao-splitter-line",
            "role": "separator",
            "tabindex": 0,
            "aria_label": self.say("resize") if self.label is None else self.label,
            "aria_orientation": "vertical" if self.direction == "row" else "horizontal",
            "aria_controls": pane,
            "aria_valuemin": self.min,
            "aria_valuemax": self.max,
            "aria_valuenow": lambda: str(round(size())),
        }
        # It tells the server: a change of what nobody sees.
        told = {
            "type": "range",
            "hidden": True,
            "min": self.min,
            "max": self.max,
            "step": "any",
            "value": size,
            "on_change": lambda event: state.set(bounded(event.number)),
        }
        return self.root(
            "cacao-splitter",
            [
                {
                    "type": "div",
                    "props": {"class": "cacao-splitter-pane", "id": pane},
                    "children": self.first,
                },
                {"type": "div", "props": separator},
                {"type": "div", "props": {"class": "cacao-splitter-pane"}, "children": self.second},
                {"type": "input", "props": told},
            ],
            class_name="cacao-splitter",
            data_direction=self.direction,
            style={"--cacao-split": lambda: f"{size():g}%"},
        )
