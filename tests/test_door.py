"""The door: what it needs of uvicorn, and what it does that no attack shows."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from raw import UPGRADE, ask
from security.line import make_frame
from servers import ServerProcess
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from cacao_kernel import terminal
from cacao_kernel.config import Server
from cacao_kernel.door import Door, HttpProtocol
from cacao_kernel.drained import drained
from cacao_kernel.frames import SocketProtocol
from cacao_kernel.terminal import News

ROOT = Path(__file__).parent.parent

# The minor versions whose protocol classes have been read. They are no public API of uvicorn's: read the
# source of a new one beside door.py and frames.py, and only then add it here and in pyproject.toml.
READ = ("0.52", "0.53", "0.54")

# What the door relies on, of each class: what it replaces, and what it uses.
HTTP = (
    "connection_made connection_lost data_received handle_events handle_websocket_upgrade send_400_response "
)
HTTP += "shutdown pause_writing resume_writing _unset_keepalive_if_required"
SOCKET = "connection_made connection_lost data_received handle_events handle_parser_exception pause_writing "
SOCKET += "resume_writing handle_connect send"


def test_the_classes_of_this_uvicorn_have_been_read() -> None:
    assert version("uvicorn").rpartition(".")[0] in READ


def test_no_other_uvicorn_is_installed_with_cacao() -> None:
    # Act
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    line = next(need for need in project["project"]["dependencies"] if need.startswith("uvicorn"))

    # Assert
    found = re.fullmatch(r"uvicorn>=0\.(\d+)\.\d+,<0\.(\d+)", line)
    assert found is not None
    assert [f"0.{minor}" for minor in range(int(found[1]), int(found[2]))] == list(READ)


@pytest.mark.parametrize(
    ("theirs", "ours", "names"),
    [(H11Protocol, HttpProtocol, HTTP), (WebSocketsSansIOProtocol, SocketProtocol, SOCKET)],
)
def test_what_is_replaced_is_there(theirs: type, ours: type, names: str) -> None:
    replaced = {name for name in vars(ours) if hasattr(theirs, name) and not name.startswith("__")}

    assert set(names.split()) >= replaced
    assert all(callable(getattr(theirs, name)) for name in names.split())


def test_the_door_opens_for_our_classes_alone_and_compresses_nothing() -> None:
    # Act
    door = Door(lambda scope: None, Server(max_frame_bytes=20_000))  # type: ignore[arg-type]
    door.load()

    # Assert
    assert (door.http_protocol_class, door.ws_protocol_class) == (HttpProtocol, SocketProtocol)
    assert door.ws_max_size == 20_000
    assert not door.ws_per_message_deflate and not door.server_header


class Pipe:
    """A transport whose peer takes what a test says."""

    def __init__(self) -> None:
        self.left = 0
        self.is_closed = self.is_aborted = False

    def write(self, data: bytes) -> None:
        self.left += len(data)

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def get_write_buffer_size(self) -> int:
        return self.left

    def close(self) -> None:
        self.is_closed = True

    def abort(self) -> None:
        self.is_closed = self.is_aborted = True

    def is_closing(self) -> bool:
        return self.is_closed

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default


class Timers:
    """An event loop whose timers go off when a test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Any]] = []

    def call_later(self, seconds: float, callback: Any) -> Any:
        self.waiting.append((seconds, callback))
        return self

    def cancel(self) -> None:
        self.waiting.clear()

    def go_off(self) -> None:
        waiting, self.waiting = self.waiting, []
        for _, callback in waiting:
            callback()


@pytest.fixture
def timers() -> Timers:
    return Timers()


def make_drained(timers: Timers) -> tuple[Pipe, Any]:
    pipe = Pipe()
    return pipe, drained(pipe, timers, 30)  # type: ignore[arg-type]


def test_who_takes_nothing_is_cut_off_though_the_connection_is_closed_already(timers: Timers) -> None:
    # Arrange
    pipe, transport = make_drained(timers)
    transport.write(b"a page")

    # Act
    transport.close()

    # Assert
    assert pipe.is_closed and not pipe.is_aborted
    assert [seconds for seconds, _ in timers.waiting] == [30]
    timers.go_off()
    assert pipe.is_aborted


def test_who_takes_a_little_is_waited_for(timers: Timers) -> None:
    # Arrange
    pipe, transport = make_drained(timers)
    transport.write(b"a page")
    transport.watch()

    # Act and assert: as long as there is less each time.
    for left in (5, 4, 3):
        pipe.left = left
        timers.go_off()
        assert not pipe.is_aborted
    pipe.left = 0
    timers.go_off()
    assert not pipe.is_aborted and not timers.waiting


def test_who_has_taken_enough_has_all_the_time_again(timers: Timers) -> None:
    # Arrange
    pipe, transport = make_drained(timers)
    transport.write(b"a page")
    transport.watch()

    # Act: it takes some, and gets more than before.
    transport.relax()
    transport.write(b"another page")
    transport.watch()

    # Assert
    assert len(timers.waiting) == 1
    pipe.left -= 1
    timers.go_off()
    assert not pipe.is_aborted


def test_the_rest_of_what_was_closed_must_go_however_little_it_is(timers: Timers) -> None:
    pipe, transport = make_drained(timers)
    transport.write(b"x")
    transport.close()

    transport.relax()
    timers.go_off()

    assert pipe.is_aborted


def test_what_is_drained_already_is_so_once() -> None:
    _, transport = make_drained(Timers())

    assert drained(transport, Timers(), 1) is transport  # type: ignore[arg-type]


async def never(scope: Any, receive: Any, send: Any) -> None:
    await asyncio.Event().wait()


def test_who_breaks_the_rules_before_the_handshake_is_answered_is_cut_off() -> None:
    # Arrange: a socket is asked for, and the app has not accepted it yet.
    async def ask_and_break_off() -> Pipe:
        door = Door(never, Server(), lifespan="off")
        door.load()
        pipe = Pipe()
        protocol = SocketProtocol(door, ServerState(), {})
        protocol.connection_made(pipe)  # type: ignore[arg-type]
        lines = ["GET / HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in UPGRADE)]
        protocol.data_received(("\r\n".join(lines) + "\r\n\r\n").encode())

        # Act
        protocol.data_received(make_frame(b"x", mask=None))
        return pipe

    # Assert
    assert asyncio.run(ask_and_break_off()).is_aborted


def test_what_uvicorn_answers_itself_has_the_security_headers() -> None:
    # Arrange: an app that raises, with no guard before it.
    tests = str(Path(__file__).parent)
    path = os.pathsep.join(filter(None, [tests, os.environ.get("PYTHONPATH")]))
    server = ServerProcess(["-m", "security.echo"], Path(tests), {"PYTHONPATH": path})

    # Act
    try:
        answer = ask(server.port)
    finally:
        server.stop()

    # Assert
    assert answer.status == 500
    assert answer.header("x-content-type-options") == "nosniff"
    assert "default-src 'none'" in answer.header("content-security-policy")
    assert answer.all("server") == []


def record(message: str, *words: object, level: int = logging.WARNING) -> logging.LogRecord:
    return logging.LogRecord("uvicorn.error", level, "", 0, message, words, None)


def test_a_warning_that_strangers_cause_is_told_once_a_second_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    now = [100.0]
    monkeypatch.setattr(terminal.time, "monotonic", lambda: now[0])
    news = News()

    # Act
    told = [news.filter(record("Invalid HTTP request received.")) for _ in range(1_000)]
    others = [news.filter(record("another")), news.filter(record("an error", level=logging.ERROR))]
    now[0] += 1
    later = record("Invalid HTTP request received.")

    # Assert
    assert told == [True] + [False] * 999
    assert others == [True, True]
    assert news.filter(later)
    assert later.getMessage() == "Invalid HTTP request received. (999 more before this one)"
