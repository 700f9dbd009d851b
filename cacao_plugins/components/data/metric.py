"""Metric: a number that matters, how it has changed, and where it comes from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

from cacao_kernel import CacaoError, shorten

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Followed, Text
from ..widget import Widget, read_kit
from .figure import follow, spell_number

WIDTH, HEIGHT, EDGE = 100, 32, 2
MOST_POINTS = 200  # more than there are pixels would only cost


class Metric(Widget):
    """A number that matters, with how it has changed and a line of how it came to be.

    Each of its values may be a State, a Computed or a function: what is shown follows it alone.

    Args:
        label: what is counted or measured.
        value: how much it is now.
        unit: what stands behind the number, such as ``"°C"``.
        delta: by how much it has changed: a number, or a text that begins with + or -.
        delta_unit: what stands behind the change, such as ``"%"``.
        good: which way is good news; it gives the change its colour.
        trend: its last values, the newest at the end; they are drawn as a line.
        compact: whether large numbers are written in a few letters, such as ``12.3K``.
        digits: how many digits stand behind the point; by default two at most.
        icon: the name of an icon beside the label.
        note: a line below, such as ``"since last week"``.
    """

    node_type = "metric"
    kits = (BASE, read_kit("metric"))

    label: Text
    value: Text = None
    unit: str = ""
    delta: int | float | str | Followed | None = None
    delta_unit: str = ""
    good: Literal["up", "down", "none"] = "up"
    trend: Sequence[float] | Followed = ()
    compact: bool = False
    digits: int | None = None
    icon: str | None = None
    note: Text = None

    def check(self) -> None:
        """Refuse a line through what is no number.

        Raises:
            CacaoError: saying what is none.
        """
        if isinstance(self.trend, Sequence):
            place_points(self.trend)

    def draw(self) -> object:
        """Return a group: the label, the number, its change and its line."""
        label = [find_icon(self.icon) if self.icon else None, _span(None, self.label)]
        figures: list[object] = [
            {
                "type": "div",
                "props": {"class": "cacao-metric-value"},
                "children": [
                    _span(None, follow(self.value, self._spell)),
                    _span("cacao-metric-unit", self.unit) if self.unit else None,
                ],
            },
            None if self.delta is None else self._change(),
        ]
        return self.root(
            "div",
            [
                {"type": "div", "props": {"class": "cacao-metric-label"}, "children": label},
                {"type": "div", "props": {"class": "cacao-metric-figures"}, "children": figures},
                None if isinstance(self.trend, Sequence) and not self.trend else self._line(),
                None if self.note is None else _span("cacao-metric-note", self.note),
            ],
            class_name="cacao-metric",
            style={"--length": follow(self.value, self._length)},
        )

    def _spell(self, value: object) -> str:
        return spell_number(value, compact=self.say if self.compact else None, digits=self.digits)

    def _length(self, value: object) -> int:
        """Return how many letters must stand beside each other, the small ones of the unit as half."""
        return max(map(len, self._spell(value).split() or [""])) + (len(self.unit) + 3) // 2

    def _change(self) -> dict[str, Any]:
        arrow = find_icon("arrow-up")
        return {
            "type": "span",
            "props": {
                "class": "cacao-metric-delta",
                "data_way": follow(self.delta, _way),
                "data_news": follow(self.delta, self._news),
            },
            "children": [arrow, _span(None, follow(self.delta, self._spell_change))],
        }

    def _news(self, delta: object) -> str:
        way = _way(delta)
        if self.good == "none" or way == "flat":
            return "none"
        return "good" if way == self.good else "bad"

    def _spell_change(self, delta: object) -> str:
        if isinstance(delta, int | float) and not isinstance(delta, bool):
            sign = "+" if delta > 0 else "−" if delta < 0 else "±"
            text = f"{sign}{self._spell(abs(delta))}"
        else:
            text = "" if delta is None else str(delta)
        return f"{text}\u202f{self.delta_unit}" if text and self.delta_unit else text

    def _line(self) -> dict[str, Any]:
        line = follow(self.trend, place_points)
        ground = follow(self.trend, lambda values: f"0,{HEIGHT} {place_points(values)} {WIDTH},{HEIGHT}")
        shape = {"fill": "none", "stroke-width": 2, "vector-effect": "non-scaling-stroke"}
        return {
            "type": "svg",
            "props": {
                "class": "cacao-metric-trend",
                "viewBox": f"0 0 {WIDTH} {HEIGHT}",
                "preserveAspectRatio": "none",
                "aria_hidden": True,
            },
            "children": [
                {"type": "polygon", "props": {"points": ground, "stroke": "none"}},
                {
                    "type": "polyline",
                    "props": {**shape, "points": line, "stroke-linejoin": "round", "stroke-linecap": "round"},
                },
            ],
        }


def place_points(values: Sequence[float]) -> str:
    """Return the points of a line through values, as wide and high as its drawing.

    Raises:
        CacaoError: if one is no number, or not a finite one.
    """
    shown: list[float] = []
    for value in [*values][-MOST_POINTS:]:
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            got = shorten(value)
            raise CacaoError("the trend of a Metric is made of numbers", expected="a number", got=got)
        shown.append(number)
    if not shown:
        return ""
    shown = shown if len(shown) > 1 else shown * 2
    low, high = min(shown), max(shown)
    scale = (HEIGHT - 2 * EDGE) / (high - low) if high > low else 0
    step = WIDTH / (len(shown) - 1)
    base = HEIGHT - EDGE if scale else HEIGHT / 2
    return " ".join(
        f"{place * step:.1f},{base - (value - low) * scale:.1f}" for place, value in enumerate(shown)
    )


def _way(delta: object) -> str:
    if isinstance(delta, int | float):
        return "up" if delta > 0 else "down" if delta < 0 else "flat"
    text = str(delta or "").strip()
    return "down" if text[:1] in ("-", "−") else "up" if text[:1] == "+" else "flat"


def _span(class_name: str | None, content: object) -> dict[str, Any]:
    return {"type": "span", "props": {"content": content, **({"class": class_name} if class_name else {})}}
