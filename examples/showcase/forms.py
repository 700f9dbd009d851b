"""Demos of forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from cacao import State
from cacao.ui import Form

booked = State("")


@dataclass
class Booking:
    """A table for some guests."""

    name: str
    email: Annotated[str, {"widget": "email", "help": "We confirm it there."}]
    guests: Annotated[int, {"min": 1, "max": 12}] = 2
    day: date | None = None
    seat: Literal["inside", "garden"] = "inside"


def book(booking: Booking) -> None:
    """Take a booking."""
    booked.set(f"Booked for {booking.name}: {booking.guests} in the {booking.seat}.")


def form() -> Any:
    """Book a table: the fields, and what may stand in them, come from the dataclass."""
    return [
        Form(Booking, on_submit=book, columns=2, submit_label="Book"),
        {"type": "p", "props": {"content": booked}},
    ]
