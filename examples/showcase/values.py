"""Demos of inputs of numbers, days and times."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from cacao import State
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

size = State(40)
price = State((20, 60))
arrival = State(date(2026, 12, 24))
alarm = State(time(7, 30))
meeting = State(datetime(2026, 12, 1, 9, 0))
period: State[Any] = State((date(2026, 11, 1), date(2026, 11, 30)))


def slider() -> Any:
    """Move something else while dragging."""
    bar = {"width": lambda: f"{size.value}%", "height": 12, "background": "var(--cacao-accent)"}
    return [
        Slider("Width", bind=size, unit=" %", marks={0: "none", 50: "half", 100: "all"}),
        {"type": "div", "props": {"style": {**bar, "borderRadius": 6, "marginBlockStart": 16}}},
    ]


def range_slider() -> Any:
    """Choose from and to."""
    return [
        RangeSlider("Price", bind=price, max=200, step=5, unit=" €"),
        {"type": "p", "props": {"content": lambda: f"{price.value[1] - price.value[0]} € apart"}},
    ]


def date_input() -> Any:
    """Choose a day; the State holds a date."""
    return [
        DateInput("Arrival", bind=arrival, min=date(2026, 12, 1)),
        {"type": "p", "props": {"content": lambda: f"That is a {arrival.value or date.today():%A}."}},
    ]


def time_input() -> Any:
    """Choose a time of day."""
    return TimeInput("Alarm", bind=alarm, help="Rings on working days.")


def date_time_input() -> Any:
    """Choose a day and a time."""
    return DateTimeInput("Meeting", bind=meeting)


def date_range() -> Any:
    """Choose from and to, or a stretch with one click."""
    return DateRange("Period", bind=period, presets=["last-7-days", "last-30-days", "this-month"])


color = State("#6b4226")
stars: State[int | None] = State(4)
topics = State(["coffee", "roasting"])
code = State("")


def color_input() -> Any:
    """Pick a colour, or one of a few."""
    few = {"#6b4226": "Cacao", "#b4541a": "Clay", "#2f7d32": "Leaf", "#1f6f9c": "Lake"}
    return ColorInput("Colour", bind=color, swatches=few)


def rating() -> Any:
    """Give stars, or show them."""
    return [
        Rating("How was it?", bind=stars, clearable=True),
        Rating("Others say", value=3.7, readonly=True),
    ]


def tags_input() -> Any:
    """Write a list of topics."""
    return TagsInput("Topics", bind=topics, suggestions=["brewing", "beans"], help="Enter adds one.")


def pin_input() -> Any:
    """Ask for the code of a message."""
    return [
        PinInput("Code", bind=code, help="We have sent it to your phone."),
        {"type": "p", "props": {"content": lambda: "Thank you!" if len(code.value) == 6 else "Six digits."}},
    ]
