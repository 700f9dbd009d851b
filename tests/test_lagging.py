"""A browser that lags: it costs the server little, and is shown the newest state in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Serve
from sleeper import Sleeper
from visitor import Visitor

from cacao_kernel.outbox import MAX_UNSENT_FRAMES, Outbox
from cacao_kernel.websocket import MAX_UNSENT_PAGES

APP = """
import asyncio
from cacao import App, State
app = App()
count = State(0)
wide = State("")

@app.event("add")
def add():
    count.value += 1

@app.event("race")
async def race():
    for number in range(2000):
        count.set(number + 1)
        wide.set(str(number) * 2000)
        await asyncio.sleep(0)

@app.mix("/")
def home():
    return {"type": "div", "children": [
        {"type": "p", "props": {"content": f"count {count.value}."}},
        {"type": "p", "props": {"content": wide}},
        {"type": "button", "props": {"label": "Add", "action": "add"}},
        {"type": "button", "props": {"label": "Race", "action": "race"}},
    ]}
"""


@pytest.fixture
def visitor(serve: Serve) -> Iterator[Visitor]:
    visitor = Visitor(serve(APP).port)
    yield visitor
    visitor.leave()


@pytest.mark.parametrize("reads_acknowledged", [True, False])
def test_a_browser_that_does_not_read_gets_few_frames_and_then_the_newest_state(
    visitor: Visitor, reads_acknowledged: bool
) -> None:
    # Arrange: 2,000 changes of some 7 kB each, which no buffer holds
    sleeper = Sleeper(visitor.open())
    tab = visitor.visit()

    # Act
    tab.click("Race")

    # Assert
    frames = 0
    sleeper.acknowledge = reads_acknowledged
    while "count 2000." not in sleeper.page.text and (reads_acknowledged or frames < 64):
        frames += sleeper.read()[0] == "p"
    assert frames <= 200
    if not reads_acknowledged:  # what it has not acknowledged is bounded, too
        sleeper.send("a", 64)
        while "count 2000." not in sleeper.page.text:
            sleeper.read()
    sleeper.raw.close()


def test_a_browser_that_reads_no_answers_is_not_read_any_more(visitor: Visitor) -> None:
    # Arrange
    sleeper = Sleeper(visitor.open())
    sleeper.raw.settimeout(2)

    # Act
    with pytest.raises(TimeoutError):
        for _ in range(1000):
            sleeper.send("e", 1, [99], "m", "click", {}, times=1000)

    # Assert: the server has stopped reading, so what it keeps to send is bounded
    sleeper.raw.close()
    assert visitor.visit().click("Add")[0] == "a"


def test_links_are_read_no_further_while_two_pages_are_not_sent_yet() -> None:
    async def fill_up() -> list[bool]:
        goes_on = asyncio.Event()

        async def send(message: Any) -> None:
            await goes_on.wait()

        channel = Outbox(send)
        told: list[bool] = []
        for _ in range(3):  # one is being sent, two wait
            channel.post("a page")
            await asyncio.sleep(0)
        for frames in (MAX_UNSENT_FRAMES, MAX_UNSENT_PAGES):
            room = asyncio.ensure_future(channel.has_room(frames))
            await asyncio.sleep(0)
            told.append(room.done())
        goes_on.set()
        await room
        return told

    # Act and assert: an event would be read meanwhile, a link is not.
    assert asyncio.run(fill_up()) == [True, False]
