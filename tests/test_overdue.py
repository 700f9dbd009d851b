"""Handlers that take too long, go on without their visitor, or block everybody: each is answered or named."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import Any

import pytest
from seats import House, Seat, serving, story

from cacao import App, State

Props = dict[str, Any]

LIMIT = 0.05


class Office:
    """An app with handlers that do not end, and one that does."""

    def __init__(self) -> None:
        self.app = App()
        self.note = State("nothing", name="note")
        self.late: list[str] = []
        self.gate = threading.Event()
        self.opened = asyncio.Event()
        for handler in (self.waits, self.sleeps, self.stubborn):
            self.app.event(handler.__name__, limit=LIMIT)(handler)
        for quick in (self.touch, self.cleans_up, self.fails):
            self.app.event(quick.__name__)(quick)
        self.app.mix("/")(self.home)

    def home(self) -> Props:
        names = "waits sleeps stubborn touch cleans_up fails".split()
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in names]
        return {"type": "main", "children": [f"note {self.note.value}.", *buttons]}

    async def waits(self) -> None:
        self.note.set("half done")
        await asyncio.Event().wait()

    def sleeps(self) -> None:
        self.note.set("half done")
        self.gate.wait(20)
        try:
            self.note.set("too late")
        except Exception as error:
            self.late.append(str(error))

    async def stubborn(self) -> None:
        self.note.set("half done")
        try:
            await asyncio.Event().wait()
        finally:
            self.late.append("cleaned up")

    def touch(self) -> None:
        self.note.update(lambda text: text + "!")

    async def cleans_up(self) -> None:
        try:
            self.note.set("half done")
            await self.opened.wait()
            self.note.set("done")
        finally:
            self.late.append("cleaned up")

    async def fails(self) -> None:
        self.note.set("about to fail")
        await self.opened.wait()
        raise ValueError("nobody is there to read this")


@pytest.mark.parametrize("label", ["waits", "sleeps", "stubborn"])
@story
async def test_a_handler_past_its_limit_is_answered_and_the_visitor_goes_on(label: str) -> None:
    # Arrange
    office = Office()
    async with serving(office.app) as house:
        seat, other = await house.sit(), await house.sit()

        # Act: what waits behind it, and another visitor.
        number = await seat.press(label)
        behind = await seat.press("touch")
        await other.click("touch")
        answer = await seat.answer(number)

        # Assert: a friendly line, nothing of it stays, and what waited runs.
        assert answer[:3] == ["x", number, "handler_failed"]
        assert (
            f"the handler wrote nothing and no await of it returned for {LIMIT:g} s, its time limit"
            in answer[3]
        )
        assert "Traceback" not in answer[3]
        assert (await seat.answer(behind))[0] == "a"
        assert "note nothing!." in seat.text
        assert "note nothing!." in other.text

        # Act and assert: what a thread writes when its time is over is refused where it is written.
        office.gate.set()
        if label == "sleeps":
            await house.until(lambda: bool(office.late))
            assert "State note was written by a handler whose time was over" in office.late[0]
        assert "note nothing!." in (await house.sit(seat.visitor)).text
    assert label != "stubborn" or office.late == ["cleaned up"]


@story
async def test_in_production_the_visitor_of_a_handler_past_its_limit_is_told_an_id_alone() -> None:
    # Arrange
    async with serving(Office().app, development=False) as house:
        seat = await house.sit()

        # Act
        answer = await seat.click("waits")

        # Assert
        assert answer[3].startswith("Something went wrong here. Nothing was changed. (error ")


async def leave_and_return(house: House, seat: Seat) -> Seat:
    """Return a new tab of the same visitor, whose old one has gone while its handler ran."""
    seat.tab.inbox.close()
    house.live.leave(seat.tab)
    return await house.sit(seat.visitor)


@story
async def test_a_handler_whose_tab_has_gone_ends_well_and_its_writes_are_there_once() -> None:
    # Arrange
    office = Office()
    async with serving(office.app) as house:
        seat = await house.sit()
        await seat.press("cleans_up")
        await seat.sees("note half done.")

        # Act
        after = await leave_and_return(house, seat)
        office.opened.set()

        # Assert
        await after.sees("note done.")
        assert office.late == ["cleaned up"]
        assert (await after.click("touch"))[0] == "a"
        assert "note done!." in after.text


@story
async def test_a_handler_that_fails_when_its_tab_has_gone_is_logged_and_no_more(caplog: Any) -> None:
    # Arrange
    office = Office()
    unheard: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: unheard.append(context))
    async with serving(office.app) as house:
        seat = await house.sit()
        await seat.press("fails")
        await seat.sees("note about to fail.")
        after = await leave_and_return(house, seat)

        # Act
        office.opened.set()
        await house.until(lambda: "nobody is there to read this" in caplog.text)

        # Assert
        assert (await after.click("touch"))[0] == "a"
    assert [record.getMessage().partition(":")[0].partition(" in ")[2] for record in caplog.records] == [
        'handler "fails"'
    ]
    assert unheard == []


def test_an_async_handler_that_blocks_everybody_is_named_in_the_log(cacao_app: Any) -> None:
    # Arrange
    app = App()
    told = threading.Event()
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())
            told.set()

    @app.event("block")
    async def block() -> None:
        told.wait(20)  # it holds the loop until the watchdog has spoken

    app.mix("/")(lambda: {"type": "button", "props": {"label": "block", "action": "block"}})
    user = cacao_app(app).open("/")
    listener = Listener(logging.WARNING)
    logging.getLogger("cacao").addHandler(listener)

    # Act
    try:
        user.click("block")
    finally:
        logging.getLogger("cacao").removeHandler(listener)

    # Assert
    line = block.__code__.co_firstlineno + 2
    assert f"test_overdue.py:{line} in block() has blocked every visitor for " in lines[0]
    assert 'Use "def" instead of "async def"' in lines[0]
