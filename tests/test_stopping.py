"""Stopping: SIGINT and SIGTERM end a server within seconds, whatever is open or still running."""

from __future__ import annotations

import signal
import socket
import time

import pytest
from conftest import Serve
from servers import ServerProcess
from sleeper import Sleeper
from visitor import Visitor
from websockets.exceptions import ConnectionClosed

SECONDS = 12  # uvicorn's grace and ours, and a slow machine

APP = """
import asyncio, time
from cacao import App, State
app = App()
running = State("idle")

@app.event("thread")
def thread():
    running.set("thread")
    time.sleep(60)

@app.event("waiting")
async def waiting():
    running.set("waiting")
    await asyncio.Event().wait()

@app.event("stubborn")
async def stubborn():
    running.set("stubborn")
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

@app.event("blocking")
async def blocking():
    running.set("blocking")
    await asyncio.sleep(0.1)
    time.sleep(60)

@app.event("flood")
async def flood():
    for number in range(1000):
        running.set(f"{number} " * 5000)
        await asyncio.sleep(0)
    running.set("flood")

@app.mix("/")
def home():
    return {"type": "div", "children": [
        {"type": "p", "props": {"content": f"running {running.value}."}},
        *[{"type": "button", "props": {"label": name, "action": name}}
          for name in ("thread", "waiting", "stubborn", "blocking", "flood")],
    ]}
"""


def stop(server: ServerProcess, number: signal.Signals) -> None:
    """Stop a server and check that it ends soon, without an error and without a traceback."""
    begun = time.monotonic()

    assert server.stop(number) == 0

    assert time.monotonic() - begun < SECONDS
    assert "Traceback" not in server.output
    assert "Error" not in server.output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_at_rest_ends(serve: Serve, number: signal.Signals) -> None:
    stop(serve(APP), number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_browsers_are_told_that_the_server_stops(serve: Serve, number: signal.Signals) -> None:
    # Arrange
    server = serve(APP)
    visitor = Visitor(server.port)
    tabs = [visitor.visit() for _ in range(3)]

    # Act
    stop(server, number)

    # Assert
    for tab in tabs:
        assert tab.receive() == ["b"]
        with pytest.raises(ConnectionClosed) as closed:
            tab.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
    visitor.leave()


@pytest.mark.parametrize("handler", ["thread", "waiting", "stubborn", "blocking"])
def test_a_handler_that_does_not_end_keeps_no_server(serve: Serve, handler: str) -> None:
    # Arrange
    server = serve(APP)
    visitor = Visitor(server.port)
    tab = visitor.visit()
    tab.fire(handler)
    tab.sees(f"running {handler}.")

    # Act
    stop(server, signal.SIGTERM)

    # Assert
    visitor.leave()


def test_a_browser_that_does_not_read_keeps_no_server(serve: Serve) -> None:
    # Arrange
    server = serve(APP)
    visitor = Visitor(server.port)
    sleeper = Sleeper(visitor.open())
    tab = visitor.visit()
    tab.click("flood")

    # Act
    stop(server, signal.SIGTERM)

    # Assert
    sleeper.raw.close()
    visitor.leave()


def test_half_a_request_keeps_no_server(serve: Serve) -> None:
    server = serve(APP)
    with socket.create_connection(("127.0.0.1", server.port)) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        time.sleep(0.2)

        stop(server, signal.SIGINT)


def test_a_second_interrupt_changes_nothing(serve: Serve) -> None:
    # Arrange
    server = serve(APP)
    visitor = Visitor(server.port)
    tab = visitor.visit()
    tab.fire("thread")
    tab.sees("running thread.")

    # Act
    server.process.send_signal(signal.SIGINT)

    # Assert
    stop(server, signal.SIGINT)
    visitor.leave()


def test_code_after_brew_runs_when_the_server_has_stopped(tmp_path_factory: pytest.TempPathFactory) -> None:
    # Arrange
    folder = tmp_path_factory.mktemp("after")
    (folder / "main.py").write_text(APP + 'app.brew(port=0)\nprint("and so on")\n')

    # Act
    server = ServerProcess(["main.py"], folder)
    stop(server, signal.SIGINT)

    # Assert
    assert server.output.endswith("and so on\n")
