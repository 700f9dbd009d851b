"""Slider: a number chosen by dragging."""

from __future__ import annotations

from typing import Any

from cacao_kernel import CacaoError, Facet, State, read

from ..held import NUMBER, bound_to
from ..kinds import Begins, NumberState
from .track import Track, spell_number


class Slider(Track):
    """A number between two others, chosen by dragging or with the arrow keys.

    While it is dragged its State follows, and with it all that shows the State: an event is sent each
    ``throttle`` milliseconds.
    """

    node_type = "slider"
    elements = ("cacao-slider",)
    holds = bound_to(NUMBER)

    bind: NumberState | None = None
    value: Begins[float] = None

    def check(self) -> None:
        """Refuse a track without a length, too."""
        super().check()
        least, most = self.min, self.max
        if isinstance(least, int | float) and isinstance(most, int | float) and least >= most:
            raise CacaoError("Slider.max cannot be this", expected=f"a number above {least}", got=str(most))

    def draw(self) -> object:
        """Return the label, the number and the track."""
        begins = None if self.bind is not None else self._start()
        spoken: Any = None
        if self.unit or self.format is not None:
            spoken = (lambda: self.spell(self._now())) if self.bind is not None else self.spell(begins or 0)
        track = self.control(
            "input",
            type="range",
            class_name="cacao-slider-input",
            min=self.min,
            max=self.max,
            step=self.step,
            throttle=self.throttle,
            bind=self._track(),
            value=None if begins is None else spell_number(begins),
            aria_valuetext=spoken,
        )
        shown = self.spell(begins) if begins is not None else lambda: self.spell(self._now())
        return self.frame(
            {
                "type": "cacao-slider",
                "props": {"class": "cacao-slider", "data_unit": None if self.format else self.unit},
                "children": [self.draw_value(shown), track, self.draw_marks()],
            }
        )

    def _track(self) -> State[Any] | None:
        """Return what the track is bound to: while its State holds None, it shows the least value."""
        if self.bind is None:
            return None
        held: State[Any] = self.bind
        return Facet(
            held,
            lambda value: read(self.min) if value is None else value,
            lambda _, new: new,
            name="value",
        )

    def _start(self) -> float:
        low, high = self.bounds()
        value = read(self.value)
        return float((low + high) / 2) if value is None else min(max(value, low), high)

    def _now(self) -> float:
        """Return the number its State holds."""
        value = None if self.bind is None else self.fitting("bind", self.bind, self.bind.value)
        return float(read(self.min)) if value is None else value
