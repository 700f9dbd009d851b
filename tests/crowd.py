"""A crowd: many visitors in one event loop, each of whom notes what was acknowledged."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Sequence
from typing import Any

from durable import rejoin
from visitor import Tab, Visitor
from websockets import WebSocketException
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from cacao_kernel import wire

PATIENCE = 30
# What a connection that is lost, or a server that is not there, raises.
LOST = (OSError, EOFError, WebSocketException)
_SHOWN = re.compile(r"count (\d+), last \[(\d*)\], of (\d+)")


class _NothingYet(Exception):
    """Nothing has come that could be read."""


class _Carried(Tab):
    """A tab whose frames are carried by somebody else, so that it never waits.

    It spells what it sends, and reads what has come, as every tab of the tests does.
    """

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab.visitor, tab.path, tab.page)
        self.spelled: list[str] = []

    def send(self, *frame: Any) -> None:
        """Keep a frame for whoever carries it."""
        self.spelled.append(json.dumps(frame))

    def take(self, timeout: float = 0) -> list[Any]:
        """Return the next frame that has come."""
        if not self._frames:
            raise _NothingYet
        return self._frames.popleft()

    def put(self, message: str | bytes) -> None:
        """Bring what has come."""
        self._frames += wire.unbundle(message)

    def begin(self) -> None:
        """Forget what was said on a connection that is gone."""
        self._frames.clear()
        self.spelled.clear()

    def close(self) -> None:
        """Leave that to whoever carries."""


class Member:
    """A visitor with one tab.

    Args:
        port: the server's.
        visitor: whose tab it is; by default a new one's.
        path: the page.

    Attributes:
        acknowledged: how many events were.
        seconds: how long each of them waited for that.
        joins: how often the tab has joined.
        deafness: while there is one, no answer is read any more; once it is set, the tab comes back without.
    """

    def __init__(self, port: int, visitor: Visitor | None = None, path: str = "/") -> None:
        self.port = port
        self.visitor = visitor or Visitor(port)
        self.tab = _Carried(self.visitor.open(path))
        self.acknowledged = 0
        self.seconds: list[float] = []
        self.joins = 0
        self.deafness: asyncio.Event | None = None
        self._socket: ClientConnection | None = None

    async def join(self) -> None:
        """Open a socket and join, as the tab that it was if it has joined before.

        Raises:
            OSError: if the server is not there, likewise the others of ``LOST``.
        """
        await self.leave()
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}/_cacao/socket",
            origin=Origin(f"http://127.0.0.1:{self.port}"),
            additional_headers={"Cookie": self.visitor.cookie},
            compression=None,
            proxy=None,
            open_timeout=PATIENCE,
            close_timeout=1,
            ping_interval=None,
        )
        join = rejoin if self.joins else Tab.join
        self.tab.begin()
        while True:
            try:
                join(self.tab)
                break
            except _NothingYet:  # it has said so, and says the same again once there is an answer
                await self._carry()
                self.tab.put(await self._socket.recv())
        self.tab.spelled.clear()
        self.joins += 1

    async def come_back(self) -> None:
        """Join again, and try until the server is there."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    await self.join()
                except LOST:
                    await asyncio.sleep(random.uniform(0, 0.04))
                    continue
                return

    async def leave(self) -> None:
        """Close the socket, if it is open."""
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()

    async def receive(self) -> list[Any]:
        """Read one frame, and answer it if need be.

        Raises:
            WebSocketException: if the connection is lost.
        """
        assert self._socket is not None
        while True:
            try:
                frame = self.tab.receive()
            except _NothingYet:
                self.tab.put(await self._socket.recv())
                continue
            await self._carry()
            return frame

    async def click(self, label: str = "Add") -> None:
        """Click once; come back, and send the same event again, until it is acknowledged.

        Raises:
            AssertionError: if it is refused, or what is found on the way is not what was acknowledged.
        """
        self.tab.number += 1
        number, began = self.tab.number, time.perf_counter()
        is_sent = False
        while True:
            try:
                if not is_sent:
                    self.tab.send("e", number, *self.tab.page.find(label), "click", {})
                    await self._carry()
                    is_sent = True
                if self.deafness is not None:
                    await self.deafness.wait()
                    raise ConnectionError
                answer = await self.receive()
            except LOST:
                await self.come_back()
                is_sent = False
                self.check(1)
                continue
            if answer[0] in "ax" and answer[1] == number:
                assert answer[0] == "a", answer
                break
        self.acknowledged += 1
        self.seconds.append(time.perf_counter() - began)

    async def click_all(self, labels: Sequence[str]) -> None:
        """Click several nodes without waiting for answers in between; all are to be acknowledged."""
        waiting = set[int]()
        for label in labels:
            waiting.add(self.tab.fire(label))
        await self._carry()
        while waiting:
            answer = await self.receive()
            assert answer[0] != "x", answer
            if answer[0] == "a":
                waiting.discard(answer[1])
                self.acknowledged += 1

    def check(self, underway: int = 0) -> None:
        """Hold that the page shows what was acknowledged, no less and nothing twice.

        Args:
            underway: how many events may have been handled whose acknowledgement was lost.
        """
        found = _SHOWN.search(self.tab.page.text)
        assert found is not None, self.tab.page.text
        count, last, rows = (int(number or 0) for number in found.groups())
        assert count == last == rows, f"half of an event is there: {found[0]}"
        assert self.acknowledged <= count <= self.acknowledged + underway, (
            f"{self.acknowledged} were acknowledged, and there is: {found[0]}"
        )

    async def _carry(self) -> None:
        assert self._socket is not None
        said, self.tab.spelled = self.tab.spelled, []
        for text in said:
            await self._socket.send(text)
