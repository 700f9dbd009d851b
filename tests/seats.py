"""Seats: tabs of an App in the test's own event loop, where every turn of the loop is in the test's hands."""

from __future__ import annotations

import asyncio
import functools
import itertools
import json
import os
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, ParamSpec
from unittest.mock import patch

from cacao import App
from cacao_kernel import wire
from cacao_kernel.live import Live
from cacao_kernel.node import Node
from cacao_kernel.tab import Tab

P = ParamSpec("P")

WAIT_SECONDS = 20
KEY = {"CACAO_SECRET": "the key of these tests and of nothing else"}


class Wire:
    """A channel that keeps what it is given.

    Attributes:
        frames: what was posted, as it is on the wire.
        waiting: how many of them pass for unsent.
        code: what it was closed with.
    """

    def __init__(self) -> None:
        self.frames: list[list[Any]] = []
        self.waiting = 0
        self.code: int | None = None
        self.on_post: Callable[[list[Any]], None] = lambda frame: None

    def post(self, frame: str) -> None:
        self.frames.append(json.loads(frame))
        self.on_post(self.frames[-1])

    def hold(self) -> None: ...

    def let_go(self) -> None: ...

    def close(self, code: int) -> None:
        self.code = code


class Seat:
    """One tab, and what its browser would know."""

    def __init__(self, house: House, visitor: str, tab: Tab, wire: Wire) -> None:
        self.house = house
        self.visitor = visitor
        self.tab = tab
        self.wire = wire
        self.number = 0

    @property
    def text(self) -> str:
        """What the tab shows."""
        return text_of(self.tab.screen.root)

    @property
    def ops(self) -> list[list[Any]]:
        """Every op that was sent, in order."""
        return [op for frame in self.wire.frames if frame[0] == wire.PATCH for op in frame[2]]

    def event(self, label: str, kind: str = "click", **payload: Any) -> wire.Input:
        """Return the next event of the node with this text, as its browser would send it now."""
        self.number += 1
        node = find(self.tab.screen.root, label)
        return wire.Input(self.number, steps_to(node), node.mark, kind, payload)

    async def press(self, label: str, kind: str = "click", **payload: Any) -> int:
        """Send an event and return its number; its answer may come later."""
        return await self.send(self.event(label, kind, **payload))

    async def send(self, event: wire.Input) -> int:
        """Send an event as it is."""
        work = self.tab.inbox.take(event)
        if work is not None:
            self.house.spawn(work)
        await asyncio.sleep(0)
        await self.tab.inbox.has_room()
        return event.number

    def answers(self, number: int) -> list[list[Any]]:
        """Return the answers to an event that have come."""
        return [
            frame for frame in self.wire.frames if frame[0] in (wire.ACK, wire.ERROR) and frame[1] == number
        ]

    async def answer(self, number: int, count: int = 1) -> list[Any]:
        """Wait for the answer to an event, or for so many of them, and return the last."""
        await self.house.until(lambda: len(self.answers(number)) >= count)
        return self.answers(number)[-1]

    async def click(self, label: str) -> list[Any]:
        """Click, and wait for the answer."""
        return await self.answer(await self.press(label))

    async def sees(self, text: str) -> None:
        """Wait until the tab shows this text."""
        await self.house.until(lambda: text in self.text, lambda: f"{text!r} is not in {self.text!r}")

    async def rejoin(self) -> Seat:
        """Return the same tab on another connection, with the numbers going on."""
        seat = await self.house.join(self.visitor, self.tab.id)
        seat.number = self.number
        return seat


class House:
    """A served App, and the tabs that look at it."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.numbers = itertools.count(1)
        self.tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something go on by itself, as the task does that reads a socket."""
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def sit(self, visitor: str | None = None, path: str = "/") -> Seat:
        """Open a page as a new visitor, or as a known one."""
        visitor = visitor or self.live.signer.issue()
        return await self.join(visitor, f"tab number {next(self.numbers)}", path)

    async def join(self, visitor: str, tab_id: str, path: str = "/") -> Seat:
        channel = Wire()
        tab = await self.live.join(visitor, wire.Join(tab_id, path, ""), channel)
        return Seat(self, visitor, tab, channel)

    async def until(
        self, is_so: Callable[[], bool], say: Callable[[], str] = lambda: "it has not happened"
    ) -> None:
        """Wait until a condition holds.

        Raises:
            AssertionError: if it does not come to hold in a long time.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + WAIT_SECONDS
        while not is_so():
            assert loop.time() < end, say()
            await asyncio.sleep(0.001)


def story(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an async test in a loop of its own."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


@asynccontextmanager
async def serving(app: App, *, development: bool = True) -> AsyncGenerator[House]:
    """Serve an App in the present loop; what faults are shown by is off, so that frames are the app's own."""
    config = app.read_config()
    server = replace(config.server, tools=False)
    config = replace(config, plugins={**config.plugins, "overlay": False}, server=server)
    with patch.dict(os.environ, KEY):
        app.prepare(config, development=development)
    async with app.lifespan():
        assert app.live is not None
        yield House(app.live)


def text_of(node: Node) -> str:
    """Return the text in a node."""
    return node.text + "".join(map(text_of, node.children))


def find(node: Node, label: str) -> Node:
    """Return the listening node with this text, or of this name."""
    waiting = [node]
    while waiting:
        node = waiting.pop(0)
        if node.actions and label in (text_of(node), node.attributes.get("name")):
            return node
        waiting += node.children
    raise AssertionError(f"nothing that listens is called {label!r}")


def steps_to(node: Node) -> list[int | str]:
    """Return a node's id: for each step from the root its key, else its place."""
    steps: list[int | str] = []
    while node.parent is not None:
        steps.append(node.key or node.parent.children.index(node))
        node = node.parent
    return steps[::-1]
