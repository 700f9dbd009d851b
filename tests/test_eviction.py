"""More visitors than are remembered: who must make room has lost nothing when they are back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from seats import House, Seat, Wire, serving, story
from test_keeper import Shelf

from cacao import App, State
from cacao_kernel import Change, Conflict, Record, wire

Props = dict[str, Any]


class Strict(Shelf):
    """A store that says when a record was begun, and that another version was expected."""

    async def load(self, record: str) -> Record | None:
        found = await super().load(record)
        return found and found._replace(opened=time.time() - 5, seen=time.time())

    async def commit(self, changes: Mapping[str, Change]) -> Mapping[str, int]:
        for record, change in changes.items():
            found = self.records_by_id.get(record)
            version = None if found is None else found.version
            if version != change.expected:
                raise Conflict(record, change.expected, version)
        return await super().commit(changes)


class Shop:
    """An app whose page waits for a gate, and one of whose handlers waits for its end."""

    def __init__(self) -> None:
        self.shelf = Strict()
        self.app = App(extensions=[self.shelf])
        self.count = State(0, name="count")
        self.own = State(0, name="own", scope="tab")
        self.gate = asyncio.Event()
        self.gate.set()
        self.end = asyncio.Event()
        self.app.event("add")(self.add)
        self.app.event("wait")(self.wait)
        self.app.mix("/")(self.home)

    async def home(self) -> Props:
        told = f"count {self.count.value}, own {self.own.value}."
        await self.gate.wait()
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in ("add", "wait")]
        return {"type": "main", "children": [told, *buttons]}

    async def add(self) -> None:
        self.count.value += 1
        self.own.value += 1

    async def wait(self) -> None:
        await self.end.wait()
        self.count.value += 10


async def join(house: House, visitor: str, tab_id: str, hashed: str = "") -> Seat:
    channel = Wire()
    tab = await house.live.join(visitor, wire.Join(tab_id, "/", hashed), channel)
    return Seat(house, visitor, tab, channel)


@story
async def test_more_come_back_at_once_than_are_remembered_and_each_has_what_they_had(
    monkeypatch: Any,
) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_MAX_SESSIONS", "2")
    shop = Shop()
    async with serving(shop.app) as house:
        known = [await house.sit() for _ in range(4)]
        for seat in known:
            await seat.click("add")
    async with serving(shop.app) as house:
        # Act: none of them is in before all of them have asked.
        shop.gate.clear()
        joins = [asyncio.ensure_future(join(house, seat.visitor, seat.tab.id)) for seat in known]
        await house.until(lambda: all(seat.visitor in house.live.sessions._wanted for seat in known))
        await asyncio.sleep(0.02)
        shop.gate.set()
        back = await asyncio.gather(*joins)
        for seat in back:
            seat.number = 1
            await seat.click("add")

        # Assert
        assert all("count 2, own 2." in seat.text for seat in back)
        assert not house.live.sessions._wanted


@story
async def test_who_is_waited_for_by_a_handler_makes_no_room(monkeypatch: Any) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_MAX_SESSIONS", "2")
    shop = Shop()
    async with serving(shop.app) as house:
        seat = await house.sit()
        await seat.click("add")
        await seat.press("wait")

        # Act: the connection is lost, others come, and the visitor is back in another tab.
        house.live.leave(seat.tab)
        for _ in range(3):
            await house.sit()
        back = await house.sit(seat.visitor)
        number = await back.press("add")
        shop.end.set()
        await back.answer(number)

        # Assert
        await back.sees("count 12, own 1.")
        assert shop.shelf.values["count"] == b"12"


@story
async def test_two_first_joins_of_one_tab_have_the_same_states() -> None:
    # Arrange: the connection is lost before the first join is answered, and the browser asks again.
    shop = Shop()
    async with serving(shop.app) as house:
        visitor = house.live.signer.issue()
        shop.gate.clear()
        joins = [asyncio.ensure_future(join(house, visitor, "one tab alone")) for _ in range(2)]
        await asyncio.sleep(0.02)
        shop.gate.set()

        # Act: an event that went right behind the first is handled, and its answer lost.
        first = await joins[0]
        event = first.event("add")
        await first.send(event)
        second = await joins[1]
        await second.send(event)

        # Assert
        assert await second.answer(event.number) == ["a", event.number]
        await second.sees("count 1, own 1.")
