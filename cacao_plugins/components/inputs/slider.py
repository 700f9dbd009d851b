"""Slider: a number chosen by dragging."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cacao_kernel import CacaoError, read

from ..kinds import Reactive
from ..widget import read_kit
from .field import Field

SLIDER = read_kit("slider", "slider.css", "slider.js")


class Slider(Field):
    """A number between two others, chosen by dragging or with the arrow keys.

    While it is dragged its State follows, and with it all that shows the State: an event is sent each
    ``throttle`` milliseconds.

    Args:
        min: the least value.
        max: the greatest value.
        step: between which values it may be.
        unit: what stands behind the number, such as ``" kg"``.
        show_value: whether the number stands beside the label.
        format: makes the text of a number, where a unit does not do.
        marks: names places of the track, as in ``{0: "cold", 100: "hot"}``.
        throttle: milliseconds between two events while it is dragged.
    """

    node_type = "slider"
    kits = (*Field.kits, SLIDER)
    elements = ("cacao-slider",)

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
            raise CacaoError("Slider.step cannot be this", expected="a number above 0", got=str(self.step))
        least, most = self.min, self.max
        if isinstance(least, int | float) and isinstance(most, int | float) and least >= most:
            raise CacaoError("Slider.max cannot be this", expected=f"a number above {least}", got=str(most))

    def draw(self) -> object:
        """Return the label, the number and the track."""
        begins = None if self.bind is not None else self._start()
        spoken: Any = None
        if self.unit or self.format is not None:
            spoken = (lambda: self._spell(self._now())) if self.bind is not None else self._spell(begins or 0)
        track = self.control(
            "input",
            type="range",
            class_name="cacao-slider-input",
            min=self.min,
            max=self.max,
            step=self.step,
            throttle=self.throttle,
            value=None if begins is None else spell_number(begins),
            aria_valuetext=spoken,
        )
        return self.frame(
            {
                "type": "cacao-slider",
                "props": {"class": "cacao-slider", "data_unit": None if self.format else self.unit},
                "children": [
                    self._number(begins),
                    track,
                    draw_marks(self.marks, read(self.min), read(self.max)),
                ],
            }
        )

    def _start(self) -> float:
        low, high = read(self.min), read(self.max)
        value = read(self.value)
        return float((low + high) / 2) if value is None else min(max(value, low), high)

    def _now(self) -> float:
        """Return the number its State holds."""
        value = self.bind.value if self.bind is not None else None
        return value if isinstance(value, int | float) else float(read(self.min))

    def _number(self, begins: float | None) -> object:
        if not self.show_value:
            return None
        shown: Any = self._spell(begins) if begins is not None else lambda: self._spell(self._now())
        # The track itself tells its value to those who hear the page.
        props = {"class": "cacao-slider-value", "aria_hidden": "true"}
        return {"type": "span", "props": props, "children": shown}

    def _spell(self, number: float) -> str:
        return self.format(number) if self.format else f"{spell_number(number)}{self.unit}"


def spell_number(number: float) -> str:
    """Return a number as a range input spells it."""
    return str(int(number)) if isinstance(number, float) and number.is_integer() else str(number)


def draw_marks(marks: Mapping[float, str] | None, low: float, high: float) -> object:
    """Return the names of places of a track, each at its place."""
    if not marks or high <= low:
        return None
    return {
        "type": "div",
        "props": {"class": "cacao-slider-marks", "aria_hidden": "true"},
        "children": [
            {
                "type": "span",
                "props": {
                    "data_end": "low" if place == low else "high" if place == high else None,
                    "style": None
                    if place == high
                    else {"insetInlineStart": f"{(place - low) / (high - low) * 100:.3f}%"},
                },
                "children": name,
            }
            for place, name in marks.items()
            if low <= place <= high
        ],
    }
