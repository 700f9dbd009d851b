"""A session ends by its age and by disuse, wherever it is kept, and by a clock that nobody can turn."""

from __future__ import annotations

import signal
import time

import pytest
from conftest import Serve
from servers import ServerProcess, free_port
from visitor import Tab, Visitor
from websockets import ConnectionClosed

MAIN = """
from cacao import App, State

app = App()
count = State(0)


def add():
    count.update(lambda number: number + 1)


@app.mix("/")
def home():
    button = {"type": "button", "props": {"label": "Add", "on_click": add}}
    return {"type": "main", "children": [{"type": "p", "props": {"content": f"count {count.value}"}}, button]}
"""

# The clock on the wall is turned by any visitor, and old sessions are looked for all the time.
CLOCK = """
import time
import cacao_kernel.keeper
from cacao import App, State

cacao_kernel.keeper.EXPIRE_SECONDS = 0.05
real = time.time
ahead = [0.0]
time.time = lambda: real() + ahead[0]
"""
TURNING = """

@app.mix("/turn/{seconds:int}")
def turn(seconds: int):
    ahead[0] = float(seconds)
    return {"type": "p", "props": {"content": "turned"}}
"""

# A build that is wrong: it goes by the clock on the wall.
BELIEVING = """
from cacao_kernel.clock import SteadyClock
SteadyClock.__call__ = lambda self: time.time()
"""
HOUR, TEN_YEARS = 3_600, 10 * 365 * 86_400

storages = pytest.mark.parametrize("storage", ["memory", "file"])


def start(serve: Serve, storage: str, source: str = MAIN, port: int = 0, **settings: object) -> ServerProcess:
    """Return a server with these settings of sessions."""
    environment = {f"CACAO_{name.upper()}": str(value) for name, value in settings.items()}
    return serve(source, port=port, environment={"CACAO_SESSION_STORAGE": storage, **environment})


def rejoin(tab: Tab) -> Tab:
    """Come back as the browser does that had the page open: on a new socket, without a hash."""
    tab.close()
    tab.page.hash = ""
    return tab.join()


@storages
def test_a_session_ends_at_its_time_also_where_a_tab_is_open_and_the_browser_begins_anew(
    serve: Serve, storage: str
) -> None:
    # Arrange
    server = start(serve, storage, session_expires=3)
    visitor = Visitor(server.port)
    began = time.monotonic()
    tab, other = visitor.visit(), Visitor(server.port)

    # Act: they click on until they are told to go
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            assert tab.click("Add")[0] == "a"
            time.sleep(0.02)
    lasted = time.monotonic() - began
    rejoin(tab)

    # Assert
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 4401
    assert 2.9 < lasted < 10
    assert "count 0" in tab.page.text
    assert tab.click("Add")[0] == "a"
    tab.sees("count 1")
    assert "count 0" in visitor.visit().page.text  # this one's cookie is worth nothing any more
    assert "count 0" in other.visit().page.text
    assert server.stop() == 0


@storages
def test_disuse_ends_a_session_that_has_no_tab_open(serve: Serve, storage: str) -> None:
    # Arrange
    server = start(serve, storage, session_idle=1)
    visitor = Visitor(server.port)
    tab = visitor.visit()
    tab.click("Add")

    # Act: the tab is open for long, and nothing is done in it; then it goes
    time.sleep(2.5)
    tab.click("Add")
    tab.close()
    time.sleep(0.3)
    soon = visitor.get().text
    time.sleep(1.5)
    late = visitor.get().text

    # Assert
    assert "count 2" in soon
    assert "count 0" in late


def test_a_handler_that_runs_when_the_time_is_over_is_answered_and_then_all_ends(serve: Serve) -> None:
    # Arrange
    waiting = """
import asyncio
everybody = State(0, scope="app")


@app.event("wait")
async def wait():
    await asyncio.sleep(2)
    everybody.update(lambda number: number + 1)


@app.mix("/wait")
def page():
    button = {"type": "button", "props": {"label": "Wait", "action": "wait"}}
    return {"type": "main", "children": [f"everybody {everybody.value}", button]}
"""
    server = start(serve, "file", MAIN + waiting, session_expires=2)
    tab = Visitor(server.port).visit("/wait")
    time.sleep(1)

    # Act
    answer = tab.click("Wait")
    with pytest.raises(ConnectionClosed):
        while True:
            tab.receive()

    # Assert
    assert answer[0] == "a"
    assert "everybody 1" in rejoin(tab).page.text


def test_a_tab_that_was_open_all_the_time_is_no_disuse_after_a_restart(serve: Serve) -> None:
    # Arrange
    port = free_port()
    server = start(serve, "file", port=port, session_idle=4)
    tab = Visitor(port).visit()
    tab.click("Add")

    # Act
    time.sleep(5)
    server.stop(signal.SIGKILL)
    start(serve, "file", port=port, session_idle=4)
    rejoin(tab)

    # Assert
    assert "count 1" in tab.page.text


def turn_the_clock(serve: Serve, source: str) -> None:
    """Turn the clock by hours and years; fail unless all sessions stay, in tabs and in the store."""
    server = start(serve, "file", source, max_sessions=1)
    stored, there = Visitor(server.port), Visitor(server.port)
    tab = stored.visit()
    tab.click("Add")
    tab.close()
    live = there.visit()
    live.click("Add")
    for number, seconds in enumerate((HOUR, -HOUR, TEN_YEARS, -TEN_YEARS, 0), 2):
        Visitor(server.port).get(f"/turn/{seconds}")
        time.sleep(0.3)
        assert live.click("Add")[0] == "a"
        live.sees(f"count {number}")
        Visitor(server.port).visit().click("Add")  # the only one in memory but for who has a tab open
        assert "count 1" in stored.get().text


def test_a_clock_that_is_turned_while_the_server_runs_ends_no_session(serve: Serve) -> None:
    """SES-07, DUR-15: by an hour and by ten years, ahead and back, for sessions that are stored, too."""
    turn_the_clock(serve, CLOCK + MAIN + TURNING)


def test_a_build_that_believes_the_clock_on_the_wall_is_caught(serve: Serve) -> None:
    with pytest.raises(AssertionError):
        turn_the_clock(serve, CLOCK + BELIEVING + MAIN + TURNING)


def test_a_time_that_is_none_is_refused_in_one_line(serve: Serve) -> None:
    for name, wrong in (("expires", 0), ("expires", 34_560_001), ("idle", -1)):
        with pytest.raises(AssertionError, match=f"{name} is a number of seconds from .*, and got {wrong}"):
            start(serve, "memory", **{f"session_{name}": wrong})
