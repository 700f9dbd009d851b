"""Range slider: two numbers, from and to, chosen on one track."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cacao_kernel import CacaoError, Facet, State, read

from ..kinds import Reactive
from .compound import Compound
from .field import Field
from .slider import SLIDER, draw_marks, spell_number

Pair = tuple[float, float]


class RangeSlider(Compound):
    """Two numbers, from and to, chosen by dragging the two ends of a stretch; they never cross.

    A State that is bound to it holds a tuple or list of both. It follows while an end is dragged: an
    event is sent each ``throttle`` milliseconds.

    Args:
        min: the least value.
        max: the greatest value.
        step: between which values they may be.
        unit: what stands behind the numbers, such as ``" €"``.
        show_value: whether the numbers stand beside the label.
        format: makes the text of a number, where a unit does not do.
        marks: names places of the track, as in ``{0: "cold", 100: "hot"}``.
        throttle: milliseconds between two events while an end is dragged.
    """

    node_type = "range-slider"
    kits = (*Field.kits, SLIDER)
    elements = ("cacao-range-slider",)

    min: Reactive[float] = 0
    max: Reactive[float] = 100
    step: float = 1
    unit: str = ""
    show_value: bool = True
    format: Callable[[float], str] | None = None
    marks: Mapping[float, str] | None = None
    throttle: int = 50

    def check(self) -> None:
        """Refuse a step that leads nowhere."""
        super().check()
        if self.step <= 0:
            raise CacaoError(
                "RangeSlider.step cannot be this", expected="a number above 0", got=str(self.step)
            )

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
                self._numbers(state),
                line,
                *[self._end(*each) for each in zip(ends, ("from", "to"), strict=True)],
                draw_marks(self.marks, read(self.min), read(self.max)),
            ],
        }

    def _end(self, end: Facet[float], key: str) -> object:
        spoken: Any = (lambda: self._spell(end.value)) if self.unit or self.format else None
        return self.part(
            "input",
            type="range",
            name=f"{self.name}-{key}" if self.name else None,
            class_name="cacao-slider-input",
            bind=end,
            min=self.min,
            max=self.max,
            step=self.step,
            throttle=self.throttle,
            aria_label=self.say(key),
            aria_valuetext=spoken,
        )

    def _numbers(self, state: State[Any]) -> object:
        if not self.show_value:
            return None
        props = {"class": "cacao-slider-value", "aria_hidden": "true"}
        shown = lambda: " – ".join(map(self._spell, self._read(state.value)))  # noqa: E731
        return {"type": "span", "props": props, "children": shown}

    def _spell(self, number: float) -> str:
        return self.format(number) if self.format else f"{spell_number(number)}{self.unit}"

    def _share(self, number: float) -> str:
        low, high = read(self.min), read(self.max)
        return f"{(number - low) / (high - low) if high > low else 0:.4f}"

    def _read(self, both: Any) -> Pair:
        """Return two numbers in their order, whatever the State holds."""
        low, high = read(self.min), read(self.max)
        if not isinstance(both, list | tuple) or len(both) != 2:
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
