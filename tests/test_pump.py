"""The pump: whatever handlers and browsers do to it, it reads on, in order, until the connection ends."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest
from seats import House, find, serving, steps_to, story

from cacao import App, State
from cacao_kernel import wire
from cacao_kernel.outbox import GIVE_NOW
from cacao_kernel.rate import Rate
from cacao_kernel.tab import Tab
from cacao_kernel.websocket import MAX_BAD_FRAMES, POLICY_VIOLATION, pump


class Socket:
    """The server's side of one WebSocket, in the test's hands.

    Args:
        gives_now: whether it gives each text that is waited for to the pump at once, as our own door does.

    Attributes:
        frames: what was sent.
        code: what it was closed with.
        takes: set as long as the browser takes what it is sent.
        taken: how many texts the pump has taken at once.
    """

    def __init__(self, *, gives_now: bool = False) -> None:
        self.incoming: asyncio.Queue[Any] = asyncio.Queue()
        self.extensions: dict[str, Any] = {GIVE_NOW: self.give_now} if gives_now else {}
        self._take: Callable[[str], bool] = lambda text: False
        self._is_awaited = False
        self.frames: list[list[Any]] = []
        self.taken = 0
        self.code = 0
        self.takes = asyncio.Event()
        self.takes.set()

    def give_now(self, take: Callable[[str], bool]) -> None:
        self._take = take

    async def receive(self) -> Any:
        self._is_awaited = True
        try:
            return await self.incoming.get()
        finally:
            self._is_awaited = False

    async def send(self, message: Any) -> None:
        await self.takes.wait()
        if message["type"] == "websocket.close":
            self.code = message["code"]
        else:
            self.frames += wire.unbundle(message["text"])

    def put(self, *frame: Any) -> None:
        asyncio.get_running_loop().call_soon(self._give, json.dumps(frame))

    def _give(self, text: str) -> None:
        if self._is_awaited and self.incoming.empty() and self._take(text):
            self.taken += 1
        else:
            self.incoming.put_nowait({"type": "websocket.receive", "text": text})

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


async def join(house: House, *, gives_now: bool = False) -> Joined:
    socket, visitor = Socket(gives_now=gives_now), house.live.signer.issue()
    scope = {"type": "websocket", "extensions": socket.extensions}
    pumping = asyncio.ensure_future(pump(scope, socket.receive, socket.send, house.live, visitor))
    socket.put(wire.JOIN, wire.VERSION, "the tab of this test", "/", "")
    await house.until(lambda: bool(socket.frames))
    session = house.live.sessions.open(visitor)
    tab = session.tabs["the tab of this test"]
    assert isinstance(tab, Tab)
    return Joined(house, tab, socket, pumping)


both = pytest.mark.parametrize("gives_now", [False, True])
variable: ContextVar[str] = ContextVar("variable", default="nobody's")


def buttons(*names: str) -> dict[str, Any]:
    listed = [{"type": "button", "props": {"label": name, "action": name}} for name in names]
    return {"type": "main", "children": listed}


@both
@story
async def test_what_waited_behind_a_handler_that_was_cancelled_runs_in_order(gives_now: bool) -> None:
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
        joined = await join(house, gives_now=gives_now)

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


@both
@story
async def test_an_event_that_is_cancelled_once_it_is_done_is_acknowledged(gives_now: bool) -> None:
    # Arrange: the handler has ended, and its task waits for the page
    app = App()
    count = State(0, name="count")
    held: list[asyncio.Task[Any] | None] = []
    painting, painted = asyncio.Event(), asyncio.Event()

    @app.event("add")
    async def add() -> None:
        held.append(asyncio.current_task())
        count.update(count.value + 1)

    @app.mix("/")
    async def home() -> dict[str, Any]:
        if count.value:
            painting.set()
            await painted.wait()
        return buttons("add", f"count {count.value}")

    async with serving(app) as house:
        joined = await join(house, gives_now=gives_now)
        await joined.press("add")
        await painting.wait()

        # Act
        assert held[0] is not None
        held[0].cancel()
        await house.until(lambda: len(joined.socket.frames) > 1)
        painted.set()

        # Assert
        assert joined.socket.answered == [1]
        assert [frame for frame in joined.socket.frames if frame[0] == wire.ERROR] == []


@both
@story
async def test_a_handler_that_cancels_its_own_task_ends_no_connection(gives_now: bool) -> None:
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
        joined = await join(house, gives_now=gives_now)

        # Act
        await joined.press("cancel")
        await joined.press("next")

        # Assert
        await house.until(lambda: ran == ["next"])
        assert not joined.pumping.done()
        assert not joined.tab.is_gone


@both
@story
async def test_a_handler_that_waits_for_what_nobody_else_holds_is_not_collected(gives_now: bool) -> None:
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
        joined = await join(house, gives_now=gives_now)
        await joined.press("hang")

        # Act
        gc.collect()
        await asyncio.sleep(0)

        # Assert
        assert not ended
        assert joined.tab.session.lock.is_held


@both
@story
async def test_a_browser_that_takes_nothing_is_still_told_why_it_is_refused(gives_now: bool) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")
    app.event("add")(lambda: count.update(count.value + 1))
    app.mix("/")(lambda: {**buttons("add"), "props": {"title": f"{count.value}"}})
    async with serving(app) as house:
        joined = await join(house, gives_now=gives_now)
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


@both
@story
async def test_a_handler_goes_on_in_the_task_it_has_begun_in(gives_now: bool) -> None:
    # Arrange
    app = App()
    tasks: list[asyncio.Task[Any] | None] = []
    ends: list[str] = []

    @app.event("wait")
    async def wait() -> None:
        tasks.append(asyncio.current_task())
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(30)
        except TimeoutError:
            ends.append("late")
        tasks.append(asyncio.current_task())

    @app.event("late")
    async def late() -> None:
        try:
            async with asyncio.timeout(-1):
                await asyncio.sleep(30)
        except TimeoutError:
            ends.append("too late from the start")

    app.mix("/")(lambda: buttons("wait", "late"))
    async with serving(app) as house:
        joined = await join(house, gives_now=gives_now)

        # Act
        await joined.press("wait")
        await joined.press("late")
        await house.until(lambda: joined.socket.answered == [1, 2])

        # Assert
        assert tasks[0] is tasks[1] is not None
        assert ends == ["late", "too late from the start"]


@both
@story
async def test_a_handler_that_cancels_its_own_task_and_waits_is_cancelled_there(gives_now: bool) -> None:
    # Arrange
    app = App()
    ends: list[str] = []

    @app.event("cancel")
    async def cancel() -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            ends.append("cancelled")
            task.uncancel()

    app.event("next")(lambda: ends.append("next"))
    app.mix("/")(lambda: buttons("cancel", "next"))
    async with serving(app) as house:
        joined = await join(house, gives_now=gives_now)

        # Act
        await joined.press("cancel")
        await joined.press("next")

        # Assert
        await house.until(lambda: ends == ["cancelled", "next"])
        assert not joined.tab.is_gone


@both
@story
async def test_what_handlers_set_in_their_context_stays_theirs(gives_now: bool) -> None:
    # Arrange
    app = App()
    seen: list[str] = []
    variable.set("the server's")

    async def handle() -> None:
        seen.append(variable.get())
        variable.set("a handler's")
        await asyncio.sleep(0)
        seen.append(variable.get())

    app.event("one")(handle)
    app.mix("/")(lambda: buttons("one"))
    async with serving(app) as house:
        joined = await join(house, gives_now=gives_now)

        # Act
        await joined.press("one")
        await joined.press("one")

        # Assert
        await house.until(lambda: seen == ["the server's", "a handler's"] * 2)


@both
@story
async def test_events_that_come_too_fast_wait_and_none_is_lost(gives_now: bool) -> None:
    # Arrange
    app = App()
    ran: list[float] = []

    @app.event("go")
    async def go() -> None:
        ran.append(asyncio.get_running_loop().time())

    app.mix("/")(lambda: buttons("go"))
    async with serving(app) as house:
        joined = await join(house, gives_now=gives_now)
        joined.tab.session.rate = Rate(100, burst=2)
        began = asyncio.get_running_loop().time()

        # Act
        for _ in range(10):
            await joined.press("go")
        await house.until(lambda: len(ran) == 10)

        # Assert
        assert ran[-1] - began > 0.06
        assert joined.socket.answered == [*range(1, 11)]
        assert bool(joined.socket.taken) is gives_now
