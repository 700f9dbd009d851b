"""Track: what sliders have in common: the numbers of a track, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from cacao_kernel import CacaoError, Kit, read

from ..kinds import Reactive
from ..widget import read_kit
from .field import Field


class Track(Field):
    """One number or two, chosen by dragging on a track.

    Args:
        min: the least value.
        max: the greatest value.
        step: between which values it may be.
        unit: what stands behind a number, such as ``" kg"``.
        show_value: whether the value stands beside the label.
        format: makes the text of a number, where a unit does not do.
        marks: names places of the track, as in ``{0: "cold", 100: "hot"}``.
        throttle: milliseconds between two events while it is dragged.
    """

    kits: ClassVar[tuple[Kit, ...]] = (*Field.kits, read_kit("slider", "slider.css", "slider.js"))

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
                f"{type(self).__name__}.step cannot be this",
                expected="a number above 0",
                got=str(self.step),
            )

    def bounds(self) -> tuple[float, float]:
        """Return the least value and the greatest."""
        return read(self.min), read(self.max)

    def spell(self, number: float) -> str:
        """Return a number as it is read."""
        return self.format(number) if self.format else f"{spell_number(number)}{self.unit}"

    def draw_value(self, shown: str | Callable[[], str]) -> object:
        """Return the value beside the label, if it stands there."""
        if not self.show_value:
            return None
        # The track itself tells its value to those who hear the page.
        props = {"class": "cacao-slider-value", "aria_hidden": "true"}
        return {"type": "span", "props": props, "children": shown}

    def draw_marks(self) -> object:
        """Return the names of places of the track, each at its place."""
        low, high = self.bounds()
        if not self.marks or high <= low:
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
                for place, name in self.marks.items()
                if low <= place <= high
            ],
        }


def spell_number(number: float) -> str:
    """Return a number as a range input spells it."""
    return str(int(number)) if isinstance(number, float) and number.is_integer() else str(number)
