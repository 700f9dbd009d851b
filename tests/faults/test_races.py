"""Two tabs of one visitor that change the same State at once lose nothing of it."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import Sequence

import pytest
from conftest import Serve
from crowd import Member
from durable import start
from visitor import Visitor

EACH = int(os.environ.get("CACAO_FAULT_RACE", "200"))
AT_ONCE = 20  # events of a tab that are under way together

RACE = """
import asyncio
from cacao import App, State

app = App()
count = State(0)
everybody = State(0, scope="app")


def more(number):
    return number + 1


def add():
    count.update(more)
    everybody.update(more)


@app.event("slowly")
async def slowly():
    add()
    await asyncio.sleep(0.001)


@app.event("beside", concurrent=True)
async def beside():
    add()
    await asyncio.sleep(0.001)  # and the other tab's are begun, and end, meanwhile


@app.event("in a thread", concurrent=True)
def in_a_thread():
    add()


@app.mix("/")
def home():
    buttons = [("Plain", add), ("Slowly", "slowly"), ("Beside", "beside"), ("Thread", "in a thread")]
    return {"type": "main", "children": [
        {"type": "p", "props": {"content": f"count {count.value}, everybody {everybody.value}."}},
        *({"type": "button", "props": {"label": label, "on_click": what}} for label, what in buttons),
    ]}
"""

# A build that is wrong: what a function makes of a State is written as any other value.
LOSING = """
from cacao_kernel.writable import Writable
update = Writable.update
Writable.update = lambda self, given: update(self, given(self.value) if callable(given) else given)
"""


async def race(port: int, each: int) -> Sequence[Member]:
    """Let two tabs of one visitor click so often each, and return them."""
    visitor = Visitor(port)
    tabs = [Member(port, visitor), Member(port, visitor)]
    for tab in tabs:
        await tab.join()
    await asyncio.gather(*(click(tab, each, random.Random(place)) for place, tab in enumerate(tabs)))
    for tab in tabs:
        await tab.leave()
    return tabs


async def click(tab: Member, times: int, draw: random.Random) -> None:
    """Click whatever there is, so many times."""
    while times > 0:
        burst = min(AT_ONCE, times)
        await tab.click_all(draw.choices(("Plain", "Slowly", "Beside", "Thread"), k=burst))
        times -= burst


def run(serve: Serve, port: int, source: str, each: int) -> None:
    """Let two tabs race, and hold that nothing was lost, not even if the server is killed right after."""
    server = start(serve, port, source)
    tabs = asyncio.run(race(port, each))
    server.stop(signal.SIGKILL)
    start(serve, port, source)

    told = sum(tab.acknowledged for tab in tabs)
    assert told == 2 * each
    assert f"count {told}, everybody {told}." in tabs[0].visitor.visit().page.text


def test_two_tabs_that_race_lose_nothing(serve: Serve, port: int) -> None:
    # DUR-11
    run(serve, port, RACE, EACH)


def test_a_build_that_loses_an_update_is_caught(serve: Serve, port: int) -> None:
    with pytest.raises(AssertionError, match=r"count 400, everybody 400"):
        run(serve, port, LOSING + RACE, 200)
