"""The pump: whatever handlers and browsers do to it, it reads on, in order, until the connection ends."""

from __future__ import annotations

import asyncio
import gc
import json
from typing import Any

from seats import House, find, serving, steps_to, story

from cacao import App, State
from cacao_kernel import wire
from cacao_kernel.tab import Tab
from cacao_kernel.websocket import MAX_BAD_FRAMES, POLICY_VIOLATION, pump


class Socket:
    """The server's side of one WebSocket, in the test's hands.

    Attributes:
        frames: what was sent.
        code: what it was closed with.
        takes: set as long as the browser takes what it is sent.
    """

    def __init__(self) -> None:
        self.incoming: asyncio.Queue[Any] = asyncio.Queue()
        self.frames: list[list[Any]] = []
        self.code = 0
        self.takes = asyncio.Event()
        self.takes.set()

    async def receive(self) -> Any:
        return await self.incoming.get()

    async def send(self, message: Any) -> None:
        await self.takes.wait()
        if message["type"] == "websocket.close":
            self.code = message["code"]
        else:
            self.frames += wire.unbundle(message["text"])

    def put(self, *frame: Any) -> None:
        self.incoming.put_nowait({"type": "websocket.receive", "text": json.dumps(frame)})

    @property
    def answered(self) -> list[int]:
        """The events that were acknowledged, in that order."""
        return [frame[1] for frame in self.frames if frame[0] == wire.ACK]


class Joined:
    """One tab that has joined over a socket."""

    def __init__(self, house: House, tab: Tab, socket: Socket, pumping: asyncio.Task[None]) -> None:
        self.house = house
        self.tab = tab
        self.socket = socket
        self.pumping = pumping
        self.number = 0

    async def press(self, label: str) -> int:
        self.number += 1
        node = find(self.tab.screen.root, label)
        self.socket.put(wire.EVENT, self.number, steps_to(node), node.mark, "click", {})
        for _ in range(5):
            await asyncio.sleep(0.001)
        return self.number


async def join(house: House) -> Joined:
    socket, visitor = Socket(), house.live.signer.issue()
    scope = {"type": "websocket"}
    pumping = asyncio.ensure_future(pump(scope, socket.receive, socket.send, house.live, visitor))
    socket.put(wire.JOIN, wire.VERSION, "the tab of this test", "/", "")
    await house.until(lambda: bool(socket.frames))
    session = house.live.sessions.open(visitor)
    tab = session.tabs["the tab of this test"]
    assert isinstance(tab, Tab)
    return Joined(house, tab, socket, pumping)


def buttons(*names: str) -> dict[str, Any]:
    listed = [{"type": "button", "props": {"label": name, "action": name}} for name in names]
    return {"type": "main", "children": listed}


@story
async def test_what_waited_behind_a_handler_that_was_cancelled_runs_in_order() -> None:
    # Arrange
    app = App()
    ran: list[str] = []
    held: list[asyncio.Task[Any] | None] = []

    async def slow() -> None:
        held.append(asyncio.current_task())
        await asyncio.sleep(30)

    app.event("slow")(slow)
    app.event("first")(lambda: ran.append("first"))
    app.event("second")(lambda: ran.append("second"))
    app.event("third")(lambda: ran.append("third"))

    @app.event("stop", concurrent=True)
    async def stop() -> None:
        assert held[0] is not None
        held[0].cancel()

    app.mix("/")(lambda: buttons("slow", "first", "second", "stop", "third"))
    async with serving(app) as house:
        joined = await join(house)

        # Act
        for name in ("slow", "first", "second", "stop", "third"):
            await joined.press(name)
        await house.until(lambda: len(ran) == 3)
        await house.until(lambda: joined.socket.answered[-1:] == [5])

        # Assert
        assert ran == ["first", "second", "third"]
        assert not joined.pumping.done()
        assert sorted(joined.socket.answered) == [2, 3, 4, 5]
        assert [frame[1:3] for frame in joined.socket.frames if frame[0] == wire.ERROR] == [
            [1, "handler_failed"]
        ]


@story
async def test_an_event_that_was_cancelled_is_answered_the_same_when_it_is_sent_again() -> None:
    # Arrange
    app = App()
    held: list[asyncio.Task[Any] | None] = []

    @app.event("slow")
    async def slow() -> None:
        held.append(asyncio.current_task())
        await asyncio.sleep(30)

    app.mix("/")(lambda: buttons("slow"))
    async with serving(app) as house:
        joined = await join(house)
        await joined.press("slow")

        # Act
        assert held[0] is not None
        held[0].cancel()
        await house.until(lambda: len(joined.socket.frames) == 2)
        joined.number = 0
        await joined.press("slow")

        # Assert
        await house.until(lambda: len(joined.socket.frames) == 3)
        assert joined.socket.frames[1] == joined.socket.frames[2]
        assert len(held) == 1


@story
async def test_a_handler_that_cancels_its_own_task_ends_no_connection() -> None:
    # Arrange
    app = App()
    ran: list[str] = []

    @app.event("cancel")
    async def cancel() -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()

    app.event("next")(lambda: ran.append("next"))
    app.mix("/")(lambda: buttons("cancel", "next"))
    async with serving(app) as house:
        joined = await join(house)

        # Act
        await joined.press("cancel")
        await joined.press("next")

        # Assert
        await house.until(lambda: ran == ["next"])
        assert not joined.pumping.done()
        assert not joined.tab.is_gone


@story
async def test_a_handler_that_waits_for_what_nobody_else_holds_is_not_collected() -> None:
    # Arrange
    app = App()
    ended: list[str] = []

    @app.event("hang", limit=None)
    async def hang() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            ended.append("hang")

    app.mix("/")(lambda: buttons("hang"))
    async with serving(app) as house:
        joined = await join(house)
        await joined.press("hang")

        # Act
        gc.collect()
        await asyncio.sleep(0)

        # Assert
        assert not ended
        assert joined.tab.session.lock.is_held


@story
async def test_a_browser_that_takes_nothing_is_still_told_why_it_is_refused() -> None:
    # Arrange
    app = App()
    count = State(0, name="count")
    app.event("add")(lambda: count.update(count.value + 1))
    app.mix("/")(lambda: {**buttons("add"), "props": {"title": f"{count.value}"}})
    async with serving(app) as house:
        joined = await join(house)
        joined.socket.takes.clear()
        await joined.press("add")

        # Act: its answer waits for the browser; what is wrong goes on coming, and another event.
        for _ in range(MAX_BAD_FRAMES):
            joined.socket.put("bad")
        await house.until(lambda: joined.tab.is_gone)
        await asyncio.sleep(0.01)
        assert not joined.pumping.done()
        joined.socket.takes.set()
        await asyncio.wait_for(joined.pumping, 10)

        # Assert
        assert joined.socket.code == POLICY_VIOLATION
        assert [frame[2] for frame in joined.socket.frames if frame[0] == wire.ERROR] == [
            "bad_message"
        ] * MAX_BAD_FRAMES
