"""A server that is asked to stop finishes what it is doing, and leaves the rest to the one that follows."""

from __future__ import annotations

import signal
import time

import pytest
from conftest import Serve
from servers import ServerProcess
from visitor import Tab, Visitor
from websockets import ConnectionClosed

CLIENTS = 40
MOST_SECONDS = 10

MAIN = """
import asyncio

from cacao import App, State

app = App()
count = State(0)
everybody = State(0, scope="app")


async def add():
    await asyncio.sleep(1)
    count.update(lambda number: number + 1)
    everybody.update(lambda number: number + 1)


async def wait():
    count.set(100)
    await asyncio.Event().wait()


@app.mix("/")
def home():
    return {
        "type": "main",
        "children": [
            {"type": "p", "props": {"content": f"count {count.value}, everybody {everybody.value}."}},
            {"type": "button", "props": {"label": "Add", "on_click": add}},
            {"type": "button", "props": {"label": "Wait", "on_click": wait}},
        ],
    }
"""

# Builds that are wrong: one says nothing and waits for nothing, one goes on taking events.
BROKEN = {
    "silent": """
import cacao_kernel.serve

async def say_nothing(live, seconds):
    pass

cacao_kernel.serve.say_farewell = say_nothing
""",
    "greedy": """
from cacao_kernel.inbox import Inbox
Inbox.close = lambda self: None
""",
}


def start(serve: Serve, port: int, source: str = MAIN) -> ServerProcess:
    """Return a server that keeps sessions in a file."""
    return serve(source, port=port, environment={"CACAO_SESSION_STORAGE": "file"})


def until_closed(tab: Tab) -> tuple[list[list[object]], int | None]:
    """Read until the socket is closed; return what came, and the code it was closed with."""
    frames: list[list[object]] = []
    try:
        while True:
            frames.append(tab.receive())
    except ConnectionClosed as closed:
        return frames, None if closed.rcvd is None else closed.rcvd.code


def stop_amid_events(serve: Serve, port: int, source: str) -> list[Tab]:
    """Stop a server while it handles an event of each visitor and each has one more that waits.

    Returns:
        Their tabs, come back to the server that follows.
    """
    server = start(serve, port, source)
    tabs = [Visitor(port).visit() for _ in range(CLIENTS)]
    steps, mark = tabs[0].page.find("Add")
    fired = [(tab, *tab.page.find("Add")) for tab in tabs]
    for tab, steps, mark in fired:
        tab.send("e", 1, steps, mark, "click", {})
        tab.send("e", 2, steps, mark, "click", {})
    tabs[-1].send("k")
    while tabs[-1].take() != ["k"]:
        pass

    begun = time.monotonic()
    assert server.stop(signal.SIGTERM) == 0
    assert time.monotonic() - begun < MOST_SECONDS

    for tab in tabs:
        frames, code = until_closed(tab)
        assert ["a", 1] in frames, "what was being handled is answered"
        assert ["a", 2] not in frames, "what waited is left to the next server"
        assert frames[-1] == ["b"] and code == 1012
    start(serve, port)
    for tab, steps, mark in fired:
        tab.close()
        tab.join()
        tab.send("e", 1, steps, mark, "click", {})
        tab.send("e", 2, steps, mark, "click", {})
    for tab in tabs:  # each handler takes a second: all at the same time
        assert [tab.answer(1), tab.answer(2)] == [["a", 1], ["a", 2]]
        assert "count 2," in tab.page.text
    return tabs


def test_what_is_being_handled_is_finished_and_what_waits_is_left_to_the_next_server(
    serve: Serve, port: int
) -> None:
    # Act
    tabs = stop_amid_events(serve, port, MAIN)

    # Assert
    tabs[0].sees(f"everybody {2 * CLIENTS}.")


@pytest.mark.parametrize("build", BROKEN.values(), ids=BROKEN)
def test_a_build_that_says_no_goodbye_is_found(serve: Serve, port: int, build: str) -> None:
    with pytest.raises(AssertionError):
        stop_amid_events(serve, port, build + MAIN)


def test_a_handler_that_does_not_end_is_given_up_and_changes_nothing(serve: Serve, port: int) -> None:
    # Arrange
    server = start(serve, port)
    tab = Visitor(port).visit()
    tab.fire("Wait")
    tab.sees("count 100,")

    # Act
    begun = time.monotonic()
    code = server.stop(signal.SIGTERM)
    seconds = time.monotonic() - begun
    frames, closed = until_closed(tab)
    start(serve, port)
    tab.close()
    tab.join()

    # Assert
    assert code == 0 and seconds < MOST_SECONDS
    assert (frames[-1], closed) == (["b"], 1012)
    assert "count 0," in tab.page.text
