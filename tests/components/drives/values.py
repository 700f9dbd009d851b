"""Drives of inputs of numbers, days and times."""

from __future__ import annotations

from datetime import date, datetime, time

from components.drive import Drive, Keys

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


def use_date_range(keys: Keys) -> None:
    """Write a day, and choose a stretch of days with its button."""
    keys.tab().is_on("From").type("12242019").hears()
    keys.tab(6).is_on("Today").press("Enter").hears()


def use_color_input(keys: Keys) -> None:
    """Write a code, and choose another colour with a swatch."""
    keys.tab(2).is_on("Hex code").press("Control+a").type("#0000ff").tab().hears()
    keys.is_on("#ff0000").tab().is_on("#00ff00").press("Enter").hears()


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
        lambda probe: DateRange(
            "Period", bind=probe.value, max=date(2020, 12, 31), presets=["today"], on_change=probe.note
        ),
        use_date_range,
        begins=(None, None),
        value=(date(2020, 12, 31), date(2020, 12, 31)),
    ),
}

STILL: set[str] = set()

DRIVES |= {
    "color-input": Drive(
        lambda probe: ColorInput(
            "Colour", bind=probe.value, on_change=probe.note, swatches=["#ff0000", "#00ff00"]
        ),
        use_color_input,
        begins="#6b4226",
        value="#00ff00",
    ),
    "rating": Drive(
        lambda probe: Rating("Taste", bind=probe.value, clearable=True, on_change=probe.note),
        lambda keys: (
            keys.tab()
            .is_on("3 of 5")
            .press("ArrowRight")
            .hears()
            .is_on("4 of 5")
            .tab()
            .is_on("Clear")
            .press("Enter")
            .hears()
        ),
        begins=3,
        value=None,
    ),
    "tags-input": Drive(
        lambda probe: TagsInput("Tags", bind=probe.value, on_change=probe.note),
        lambda keys: (
            keys.tab()
            .is_on("Remove eggs")
            .tab()
            .is_on("Tags")
            .type("milk")
            .press("Enter")
            .hears()
            .type("bread,tea")
            .press("Enter")
            .hears()
            .press("Backspace")
            .hears()
            .press("Shift+Tab", "Shift+Tab", "Shift+Tab")
            .is_on("Remove eggs")
            .press("Enter")
            .hears()
            .is_on("Tags")
        ),
        begins=["eggs"],
        value=["milk", "bread"],
        midway=lambda keys: keys.tab(2).type("mil").press("ArrowLeft"),
    ),
    "pin-input": Drive(
        lambda probe: PinInput("Code", bind=probe.value, length=4, on_complete=probe.note),
        lambda keys: keys.tab().is_on("Code").type("12-34"),
        value="1234",
        midway=lambda keys: keys.tab().type("12").press("ArrowLeft"),
    ),
}
