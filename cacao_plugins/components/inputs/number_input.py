"""Number input: a number, typed or stepped to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cacao_kernel import CacaoError

from ..held import NUMBER, bound_to
from ..icon_set import find_icon
from ..kinds import Begins, NumberState
from ..widget import read_kit
from .line import Line, tool


class NumberInput(Line):
    """A number. The State it is bound to holds an int, float or Decimal, as before; None while it is empty.

    Args:
        min: the least it may be.
        max: the most it may be.
        step: how far the arrow keys and the buttons go; by default 1. Where the State holds a float or a
            Decimal, other numbers may be typed.
        steps_hidden: whether there are no buttons to step by.
    """

    node_type = "number-input"
    kits = (*Line.kits, read_kit("number", "number_input.css", "number_input.js"))
    holds = bound_to(NUMBER)

    bind: NumberState | None = None
    value: Begins[float | Decimal] = None
    min: int | float | Decimal | None = None
    max: int | float | Decimal | None = None
    step: int | float | Decimal | None = None
    steps_hidden: bool = False

    def check(self) -> None:
        """Refuse limits that leave no number."""
        super().check()
        if self.min is not None and self.max is not None and self.min > self.max:
            raise CacaoError(
                "NumberInput.min cannot be this", expected=f"at most max, {self.max}", got=str(self.min)
            )
        if self.step is not None and self.step <= 0:
            raise CacaoError(
                "NumberInput.step cannot be this", expected="a number above 0", got=str(self.step)
            )

    def draw(self) -> object:
        """Return the label, the number and its buttons."""
        # Arrow keys do the same; so the buttons are no stop for the keyboard.
        quiet = {"tabindex": -1, "aria_hidden": "true", "disabled": self.disabled}
        steps: list[Any] = [
            tool(find_icon("minus"), self.say("less"), data_step="-1", **quiet),
            tool(find_icon("plus"), self.say("more"), data_step="1", **quiet),
        ]
        return self.line(
            *(() if self.steps_hidden else steps),
            type="number",
            inputmode="decimal",
            min=self._spell(self.min),
            max=self._spell(self.max),
            step=self._spell(self.step) or self._any_step(),
        )

    def _any_step(self) -> str | None:
        example = self.bind.first_cell().value if self.bind is not None else self.value
        return "any" if isinstance(example, float | Decimal) else None

    @staticmethod
    def _spell(number: float | Decimal | None) -> str | None:
        return None if number is None else str(number)
