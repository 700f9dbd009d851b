"""Drives of inputs of numbers, days and times."""

from __future__ import annotations

from datetime import date, datetime, time

from components.drive import Drive

from cacao.ui import DateInput, DateRange, DateTimeInput, RangeSlider, Slider, TimeInput

DRIVES: dict[str, Drive] = {
    "slider": Drive(
        lambda probe: Slider("Volume", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Volume").press("ArrowRight", "ArrowRight", "Tab"),
        begins=40,
        value=42,
    ),
    "range-slider": Drive(
        lambda probe: RangeSlider("Price", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("From").press("ArrowRight").tab().is_on("To").press("Home", "Tab"),
        begins=(20, 60),
        value=(21, 21),
    ),
    "date-input": Drive(
        lambda probe: DateInput("Day", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Day").type("12242026"),
        begins=date(2026, 1, 1),
        value=date(2026, 12, 24),
    ),
    "time-input": Drive(
        lambda probe: TimeInput("Alarm", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("Alarm").type("0730AM"),
        begins=time(1),
        value=time(7, 30),
    ),
    "date-time-input": Drive(
        lambda probe: DateTimeInput("When", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("When").type("12242026").press("Tab").type("0730AM"),
        begins=datetime(2026, 1, 1, 1),
        value=datetime(2026, 12, 24, 7, 30),
    ),
    "date-range": Drive(
        lambda probe: DateRange("Period", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("From").type("12242026"),
        begins=(None, None),
        value=(date(2026, 12, 24), None),
    ),
}

STILL: set[str] = set()
