"""Drives of inputs of numbers, days and times."""

from __future__ import annotations

from datetime import date, datetime, time

from components.drive import Drive

from cacao.ui import (
    ColorInput,
    DateInput,
    DateRange,
    DateTimeInput,
    PinInput,
    RangeSlider,
    Rating,
    Slider,
    TagsInput,
    TimeInput,
)

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

DRIVES |= {
    "color-input": Drive(
        lambda probe: ColorInput(
            "Colour", bind=probe.value, on_change=probe.note, swatches=["#ff0000", "#00ff00"]
        ),
        lambda keys: keys.tab(2).is_on("Hex code").press("Control+a").type("#0000ff").tab(2).press("Enter"),
        begins="#6b4226",
        value="#00ff00",
        told=False,
    ),
    "rating": Drive(
        lambda probe: Rating("Taste", bind=probe.value, on_change=probe.note),
        lambda keys: keys.tab().is_on("3 of 5").press("ArrowRight", "Tab"),
        begins=3,
        value=4,
    ),
    "tags-input": Drive(
        lambda probe: TagsInput("Tags", bind=probe.value),
        lambda keys: (
            keys.tab()
            .is_on("Remove eggs")
            .tab()
            .is_on("Tags")
            .type("milk")
            .press("Enter")
            .type("bread,tea")
            .press("Enter", "Backspace")
            .press("Shift+Tab", "Shift+Tab", "Shift+Tab")
            .is_on("Remove eggs")
            .press("Enter")
            .is_on("Tags")
        ),
        begins=["eggs"],
        value=["milk", "bread"],
        told=False,
        midway=lambda keys: keys.tab(2).type("mil").press("ArrowLeft"),
    ),
    "pin-input": Drive(
        lambda probe: PinInput("Code", bind=probe.value, length=4, on_complete=probe.note),
        lambda keys: keys.tab().is_on("Code").type("12-34"),
        value="1234",
        midway=lambda keys: keys.tab().type("12").press("ArrowLeft"),
    ),
}
