"""Date range: two days, from and to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Literal

from cacao_kernel import CacaoError, Event, Facet, State, nearest, read, shorten

from ..buttons import Button
from ..kinds import Begins, DaysState, Reactive
from ..widget import read_kit
from .compound import Compound
from .moment import Moment, spell_moment

Days = tuple[date | None, date | None]
Preset = Literal["today", "yesterday", "last-7-days", "last-30-days", "this-month", "last-month", "this-year"]


class DateRange(Compound):
    """Two dates, from and to, in their order; and stretches of days that are chosen with one click.

    A State that is bound to it holds a tuple of both, each None while it is empty. If one is set past the
    other, that one moves along. Of a stretch that is chosen ``on_change`` is told both, as ``event.value``.

    Args:
        min: the first day that may be chosen.
        max: the last one.
        presets: stretches to choose from.
    """

    node_type = "date-range"
    kits = (*Moment.kits, read_kit("date-range"))

    bind: DaysState | None = None
    value: Begins[Days] = None
    min: Reactive[date | None] = None
    max: Reactive[date | None] = None
    presets: Sequence[Preset] = ()

    def check(self) -> None:
        """Refuse stretches that there are not."""
        super().check()
        for preset in self.presets:
            if preset not in STRETCHES:
                cure = nearest(str(preset), STRETCHES) or f"There are {', '.join(STRETCHES)}."
                raise CacaoError("DateRange.presets cannot be this", got=shorten(preset), cure=cure)

    def draw(self) -> object:
        """Return the label, both days and the stretches."""
        return self.group(self.parts(self._draw), role="group")

    def _draw(self, state: State[Any]) -> object:
        today = date.today()
        starts = Facet(state, lambda both: _read(both)[0], _write_start, name="start", like=today)
        ends = Facet(state, lambda both: _read(both)[1], _write_end, name="end", like=today)
        days = {
            "type": "div",
            "props": {"class": "cacao-date-range"},
            "children": [
                self._day(starts, "from"),
                {"type": "span", "props": {"aria_hidden": "true", "content": "–"}},
                self._day(ends, "to"),
            ],
        }
        return [days, self._stretches(state)]

    def _day(self, day: Facet[date | None], key: str) -> object:
        return self.end(
            key,
            type="date",
            class_name="cacao-input cacao-moment",
            bind=day,
            min=spell_moment(read(self.min)),
            max=spell_moment(read(self.max)),
            required=self.required,
        )

    def _stretches(self, state: State[Any]) -> object:
        if not self.presets:
            return None

        def choose(event: Event) -> Days | None:
            days = STRETCHES[event.params["preset"]](date.today())
            low, high = read(self.min) or date.min, read(self.max) or date.max
            first, last = (min(max(day, low), high) for day in days)
            if _read(state.value) == (first, last):
                return None
            state.set((first, last))
            return first, last

        buttons = [
            Button(
                self.say(f"preset_{preset.replace('-', '_')}"),
                on_click=self.telling(choose),
                params={"preset": preset},
                variant="outline",
                size="small",
                disabled=self.disabled,
                key=preset,
            )
            for preset in self.presets
        ]
        return {"type": "div", "props": {"class": "cacao-presets"}, "children": buttons}


def _last_month(today: date) -> tuple[date, date]:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


STRETCHES: Mapping[str, Callable[[date], tuple[date, date]]] = MappingProxyType(
    {
        "today": lambda today: (today, today),
        "yesterday": lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
        "last-7-days": lambda today: (today - timedelta(days=6), today),
        "last-30-days": lambda today: (today - timedelta(days=29), today),
        "this-month": lambda today: (today.replace(day=1), today),
        "last-month": _last_month,
        "this-year": lambda today: (today.replace(month=1, day=1), today),
    }
)
"""What each stretch of days is, by the day that is today."""


def _read(both: Any) -> Days:
    first, last = both if isinstance(both, list | tuple) and len(both) == 2 else (None, None)
    return first, last


def _write_start(both: Any, new: date | None) -> Days:
    last = _read(both)[1]
    return new, new if new and last and new > last else last


def _write_end(both: Any, new: date | None) -> Days:
    first = _read(both)[0]
    return new if new and first and new < first else first, new
