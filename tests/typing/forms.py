"""What a form hands over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict, assert_type

from cacao import State
from cacao.ui import Card, Form, NumberInput, Row, TextInput


@dataclass
class Booking:
    name: str
    guests: int = 2


class Address(TypedDict):
    town: str


booked = State(Booking("Ann"))
order: State[dict[str, Any]] = State({})


def book(booking: Booking) -> None: ...
async def look_up(booking: Booking) -> dict[str, str] | None: ...
def move(address: Address) -> None: ...
def count(number: int) -> None: ...
def look_at_all(booking: Booking) -> dict[str, str] | None: ...


assert_type(Form(Booking, on_submit=book), Form[Booking])
Form(Booking, on_submit=look_up, validate_form=look_at_all)
Form(Booking, on_submit=lambda booking: print(booking.name))
Form(Booking, initial=booked, on_submit=booked.set)
Form(Booking, initial={"name": "Ann"}, on_submit=booked.set)
Form(Address, on_submit=move)
fields = [Row([TextInput("Name", name="name"), NumberInput("Cups", name="cups")]), Card([TextInput("Note")])]
Form(children=fields, on_submit=order.set)
Form(Booking, on_submit=count)  # error: arg-type reportArgumentType
Form(Booking, on_submit=lambda booking: booking.nmae)  # error: attr-defined reportAttributeAccessIssue
Form(Booking, on_submit=book, inital={})  # error: call-arg reportCallIssue
Form(Address, on_submit=book)  # error: arg-type reportArgumentType
