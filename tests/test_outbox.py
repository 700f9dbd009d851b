"""The outbox: what leaves together travels together, at once where the server can, and in order always."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from seats import story

from cacao_kernel.outbox import Outbox
from cacao_kernel.wire import unbundle


class Server:
    """A server that takes texts at once as long as it is told to."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.takes = True
        self.goes_on = asyncio.Event()
        self.goes_on.set()

    async def send(self, message: Any) -> None:
        await self.goes_on.wait()
        self.sent.append(json.loads(message["text"]) if "text" in message else message["code"])

    def send_now(self, text: str) -> bool:
        if self.takes:
            self.sent.append(json.loads(text))
        return self.takes


@story
async def test_what_is_posted_in_one_turn_of_the_loop_is_one_message() -> None:
    for is_quick in (False, True):
        # Arrange
        server = Server()
        outbox = Outbox(server.send, server.send_now if is_quick else None)

        # Act
        for number in range(3):
            outbox.post(f'["a",{number}]')
        for _ in range(3):
            await asyncio.sleep(0)

        # Assert
        assert server.sent == [[["a", 0], ["a", 1], ["a", 2]]]
        assert outbox.waiting == 0


@story
async def test_what_is_held_waits_until_it_is_let_go() -> None:
    # Arrange
    server = Server()
    outbox = Outbox(server.send, server.send_now)
    outbox.hold()
    outbox.post('["p",1,[]]')
    for _ in range(3):
        await asyncio.sleep(0)
    assert server.sent == []

    # Act and assert: the server has taken it, so there is nothing to be awaited
    assert outbox.release() is None
    assert server.sent == [["p", 1, []]]


@story
async def test_a_server_that_takes_nothing_at_the_moment_gets_all_in_order_later() -> None:
    # Arrange
    server = Server()
    server.takes = False
    server.goes_on.clear()
    outbox = Outbox(server.send, server.send_now)

    # Act
    for number in range(4):
        outbox.post(f'["a",{number}]')
        await asyncio.sleep(0)
    server.takes = True  # what is under way goes first all the same
    outbox.post('["a",4]')
    server.goes_on.set()
    for _ in range(5):
        await asyncio.sleep(0)

    # Assert
    frames = [frame for message in server.sent for frame in unbundle(json.dumps(message))]
    assert frames == [["a", number] for number in range(5)]


@story
async def test_the_close_comes_last_and_nothing_after_it() -> None:
    # Arrange
    server = Server()
    outbox = Outbox(server.send, server.send_now)

    # Act
    outbox.post('["x",0,"code","text"]')
    outbox.close(1008)
    outbox.post('["a",1]')
    await outbox.end()

    # Assert
    assert server.sent == [["x", 0, "code", "text"], 1008]
