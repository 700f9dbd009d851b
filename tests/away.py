"""Away: tabs of a shelf that lose their connection and come back as a browser does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from seats import House, Seat, Wire

import cacao
from cacao import App, State
from cacao_kernel import wire
from cacao_kernel.backlog import MAX_BYTES

Props = dict[str, Any]


@dataclass
class Shelf:
    """An app with a list and a field, and a button for all that may be done with them."""

    app: App = field(default_factory=App)
    rows: State[list[int]] = field(default_factory=lambda: State([1, 2], name="rows"))
    word: State[str] = field(default_factory=lambda: State("", name="word"))
    everybody: State[int] = field(default_factory=lambda: State(0, name="everybody", scope="app"))
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    runs: int = 0

    def __post_init__(self) -> None:
        for handler in (self.add, self.wait, self.point, self.fill, self.refuse):
            self.app.event(handler.__name__)(handler)
        self.app.mix("/")(self.home)
        self.app.mix("/strict")(
            lambda: {"type": "input", "props": {"name": "strict", "bind": self.word, "on_input": "refuse"}}
        )
        self.app.mix("/other")(lambda: {"type": "p", "children": ["another page"]})

    def home(self) -> Props:
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in BUTTONS]
        rows = [{"type": "li", "key": str(row), "children": [f"row {row}"]} for row in self.rows.value]
        return {
            "type": "main",
            "children": [
                {"type": "ul", "children": rows},
                {"type": "input", "key": "box", "props": {"name": "box", "bind": self.word}},
                {"type": "p", "children": [f"{self.word.value}, everybody {self.everybody.value}"]},
                *buttons,
            ],
        }

    async def add(self) -> None:
        self.runs += 1
        self.rows.value = [*self.rows.value, len(self.rows.value) + 1]

    async def wait(self) -> None:
        self.runs += 1
        await self.gate.wait()
        self.rows.value = [*self.rows.value, 100]

    async def point(self) -> None:
        await self.gate.wait()
        cacao.call("box", "focus")

    async def refuse(self) -> None:
        self.word.value = ""
        await self.gate.wait()

    async def fill(self) -> None:
        self.word.value = "x" * MAX_BYTES


BUTTONS = ("add", "wait", "point", "fill")


def leave(seat: Seat) -> None:
    """Lose the connection."""
    seat.house.live.leave(seat.tab)


async def come_back(seat: Seat, sequence: int, token: str | None = None, path: str = "/") -> Seat:
    """Join as the browser does whose page has come as far as this sequence."""
    house, channel = seat.house, Wire()
    message = wire.Join(seat.tab.id, path, "", seat.tab.token if token is None else token, sequence)
    tab = await house.live.join(seat.visitor, message, channel)
    back = Seat(house, seat.visitor, tab, channel)
    back.number = seat.number
    return back


async def do_thrice(house: House) -> Seat:
    """Return a seat in which a row was added three times, so that three patches were sent."""
    seat = await house.sit()
    for _ in range(3):
        await seat.click("add")
    return seat


def letters(seat: Seat) -> list[tuple[str, int]]:
    """Return letter and number of each frame that was sent."""
    return [(frame[0], frame[1]) for frame in seat.wire.frames]
