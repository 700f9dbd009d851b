"""The watchdog names the line that blocks the event loop."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import re
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cacao_kernel.watchdog import BEAT, Watchdog, find_culprit

LONG = 30.0  # far more than it takes; a test that waits so long has failed
LIMIT = 0.2

SOURCE = """\
import json


def save(told):
    told.wait(30)


async def handle(told):
    save(told)


class Slow:
    def __init__(self, told):
        self.told = told

    def encode(self, value):
        self.told.wait(30)
        return "1"


def dump(told):
    json.dumps([object()], default=Slow(told).encode)
"""


class Told(logging.Handler):
    """Keeps what was logged, and lets a test wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.came = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        self.came.set()


@pytest.fixture
def told() -> Iterator[Told]:
    handler = Told()
    logging.getLogger("cacao").addHandler(handler)
    yield handler
    logging.getLogger("cacao").removeHandler(handler)


def load(folder: Path, name: str = "main") -> ModuleType:
    file = folder / f"{name}.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SOURCE, "utf-8")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def watch(blocking: Callable[[], Any]) -> None:
    """Run something on an event loop that is watched."""

    async def main() -> None:
        with Watchdog(asyncio.get_running_loop(), LIMIT):
            blocking()
            await asyncio.sleep(0.1)

    asyncio.run(main())


def test_the_line_that_blocks_is_named_once_with_the_cure(tmp_path: Path, told: Told) -> None:
    # Arrange
    main = load(tmp_path)

    def block() -> None:
        main.save(told.came)
        time.sleep(LIMIT * 3)  # the same block goes on

    # Act
    watch(block)

    # Assert
    first, second = told.lines
    assert re.fullmatch(
        r"main\.py:5 in save\(\) has blocked every visitor for \d+\.\d s\. "
        r'Use "def" instead of "async def" so that it runs in a thread, or await what takes long\.',
        first,
    )
    assert re.fullmatch(r"main\.py:5 in save\(\) blocked every visitor for \d+\.\d s in all\.", second)


def test_each_block_is_told(tmp_path: Path, told: Told) -> None:
    # Arrange
    main = load(tmp_path)

    async def run() -> None:
        with Watchdog(asyncio.get_running_loop(), LIMIT):
            for _ in range(2):
                main.save(told.came)
                told.came.clear()
                await asyncio.sleep(0.1)  # the loop answers

    # Act
    asyncio.run(run())

    # Assert
    assert sum("has blocked" in line for line in told.lines) == 2


def test_a_coroutine_and_what_calls_the_standard_library_are_named(tmp_path: Path, told: Told) -> None:
    # Arrange
    main = load(tmp_path)

    async def run() -> None:
        with Watchdog(asyncio.get_running_loop(), LIMIT):
            await main.handle(told.came)

    # Act
    asyncio.run(run())
    watch(lambda: (told.came.clear(), main.dump(told.came)))

    # Assert
    lines = [line.partition(" has blocked")[0] for line in told.lines if "has blocked" in line]
    assert lines == ["main.py:5 in save()", "main.py:17 in encode()"]


def test_what_stands_in_a_package_is_named_by_module_and_function(tmp_path: Path, told: Told) -> None:
    # Arrange
    package = load(tmp_path / "site-packages", "slow")

    async def run() -> None:
        with Watchdog(asyncio.get_running_loop(), LIMIT):
            asyncio.get_running_loop().call_soon(package.save, told.came)
            await asyncio.sleep(0.1)

    # Act
    asyncio.run(run())

    # Assert
    assert told.lines[0].startswith("slow.save() has blocked every visitor for ")
    assert told.lines[0].endswith(" s.")


def test_what_stands_in_python_itself_is_named_by_module_and_function(told: Told) -> None:
    # Arrange
    async def run() -> None:
        with Watchdog(asyncio.get_running_loop(), LIMIT):
            asyncio.get_running_loop().call_soon(told.came.wait, LONG)
            await asyncio.sleep(0.1)

    # Act
    asyncio.run(run())

    # Assert
    assert told.lines[0].startswith("threading.Condition.wait() has blocked every visitor for ")


def test_a_loop_that_has_nothing_to_do_is_not_to_blame() -> None:
    # Arrange
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    deadline = time.monotonic() + LONG

    # Act
    found: tuple[str | None, bool] = "", False
    while found != (None, False) and time.monotonic() < deadline:
        found = find_culprit(sys._current_frames().get(thread.ident or 0))

    # Assert
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    assert found == (None, False)


def test_a_loop_that_waits_for_work_is_not_woken(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    woken: list[object] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "call_soon_threadsafe", woken.append)
        with Watchdog(loop):
            # Act
            await asyncio.sleep(6 * BEAT)

    asyncio.run(main())

    # Assert
    assert woken == []


def test_what_waits_for_files_as_the_loop_does_is_told(told: Told) -> None:
    # Arrange: as a subprocess that is read to its end
    ours, other = socket.socketpair()

    def block() -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(ours, selectors.EVENT_READ)
            selector.select(LIMIT * 10)

    # Act
    with ours, other:
        watch(block)

    # Assert
    assert "in block() has blocked every visitor" in told.lines[0]


def test_the_watchdog_stops_at_once_whatever_the_loop_does() -> None:
    # Arrange
    loop = asyncio.new_event_loop()  # it never runs, so it never answers
    watchdog = Watchdog(loop, 3_600)

    # Act
    with watchdog:
        time.sleep(0.3)  # it has asked by now, most likely, and waits for an answer

    # Assert
    assert not watchdog._thread.is_alive()
    loop.close()


def test_a_loop_that_is_closed_is_watched_no_more() -> None:
    # Arrange
    loop = asyncio.new_event_loop()
    loop.close()

    # Act and assert: the thread ends by itself
    with Watchdog(loop) as watchdog:
        watchdog._thread.join(LONG)
        assert not watchdog._thread.is_alive()
