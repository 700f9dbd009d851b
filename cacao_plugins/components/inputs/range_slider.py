"""Range slider: two numbers, from and to, chosen on one track."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cacao_kernel import Facet, State

from ..held import PAIR, bound_to
from ..kinds import Begins
from .compound import Compound
from .track import Track

Pair = tuple[float, float]


class RangeSlider(Track, Compound):
    """Two numbers, from and to, chosen by dragging the two ends of a stretch; they never cross.

    A State that is bound to it holds a tuple or list of both. It follows while an end is dragged: an
    event is sent each ``throttle`` milliseconds.
    """

    node_type = "range-slider"
    elements = ("cacao-range-slider",)
    holds = bound_to(PAIR)

    value: Begins[Sequence[float]] = None

    def draw(self) -> object:
        """Return the label, the numbers and the track with both ends."""
        return self.group(self.parts(self._draw), role="group")

    def _draw(self, state: State[Any]) -> object:
        ends = (
            Facet(state, lambda both: self._read(both)[0], self._write_low, name="low"),
            Facet(state, lambda both: self._read(both)[1], self._write_high, name="high"),
        )
        line = {
            "type": "span",
            "props": {"class": "cacao-range-slider-line", "aria_hidden": "true"},
        }
        return {
            "type": "cacao-range-slider",
            "props": {
                "class": "cacao-range-slider",
                "data_unit": None if self.format else self.unit,
                "style": {
                    "--low": lambda: self._share(self._read(state.value)[0]),
                    "--high": lambda: self._share(self._read(state.value)[1]),
                },
            },
            "children": [
                self.draw_value(lambda: " – ".join(map(self.spell, self._read(state.value)))),
                line,
                *[self._end(*each) for each in zip(ends, ("from", "to"), strict=True)],
                self.draw_marks(),
            ],
        }

    def _end(self, end: Facet[float], key: str) -> object:
        spoken: Any = (lambda: self.spell(end.value)) if self.unit or self.format else None
        return self.end(
            key,
            type="range",
            class_name="cacao-slider-input",
            bind=end,
            min=self.min,
            max=self.max,
            step=self.step,
            throttle=self.throttle,
            aria_valuetext=spoken,
        )

    def _share(self, number: float) -> str:
        low, high = self.bounds()
        return f"{(number - low) / (high - low) if high > low else 0:.4f}"

    def _read(self, both: Any) -> Pair:
        """Return two numbers in their order, within the bounds."""
        low, high = self.bounds()
        if self.bind is not None:
            self.fitting("bind", self.bind, both)
        if not both:
            return low, high
        first = low if both[0] is None else min(max(both[0], low), high)
        return first, high if both[1] is None else min(max(both[1], first), high)

    def _write_low(self, both: Any, new: float) -> Any:
        high = self._read(both)[1]
        return _like(both, (min(new, high), high))

    def _write_high(self, both: Any, new: float) -> Any:
        low = self._read(both)[0]
        return _like(both, (low, max(new, low)))


def _like(both: Any, pair: Pair) -> Any:
    return list(pair) if isinstance(both, list) else pair
