"""A server that is stopped, or killed, comes back with all that it has acknowledged, and nothing twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Serve
from durable import MAIN, rejoin, start
from servers import ServerProcess, free_port
from visitor import Visitor
from websockets import ConnectionClosed


@pytest.mark.parametrize("words", [(), ("--production",)], ids=["development", "production"])
def test_what_was_acknowledged_is_there_after_the_server_was_killed(
    serve: Serve, port: int, words: tuple[str, ...]
) -> None:
    # Arrange
    server = start(serve, port, MAIN, *words)
    visitor = Visitor(port)
    tab = visitor.visit()
    for _ in range(3):
        assert tab.click("Add")[0] == "a"

    # Act
    server.stop(signal.SIGKILL)
    start(serve, port, MAIN, *words)
    rejoin(tab)

    # Assert
    assert "count 3, last [3], of 3" in tab.page.text
    assert "everybody 3" in tab.page.text
    assert "count 3" in visitor.visit().page.text
    assert "everybody 3" in Visitor(port).visit().page.text
    assert "count 0" in Visitor(port).visit().page.text


def test_an_event_that_is_sent_again_to_the_next_server_is_not_handled_twice(serve: Serve, port: int) -> None:
    # Arrange
    server = start(serve, port)
    tab = Visitor(port).visit()
    steps, mark = tab.page.find("Add")
    assert tab.click("Add")[0] == "a"
    broken = tab.click("Break")

    # Act
    server.stop(signal.SIGKILL)
    start(serve, port)
    rejoin(tab)
    tab.send("e", 1, steps, mark, "click", {})
    tab.send("e", 2, *tab.page.find("Break"), "click", {})
    again = [tab.answer(1), tab.answer(2)]
    tab.click("Add")

    # Assert
    assert again == [["a", 1], broken]
    assert "count 2, last [2], of 2" in tab.page.text


# A disk that takes its time, and handlers that run beside the others meanwhile.
BESIDE = """
import asyncio
import os
import signal

import cacao
from cacao import App, State
from cacao_plugins.session.file_store import FileStore

commit = FileStore.commit


async def commit_slowly(self, changes):
    await asyncio.sleep(0.1)
    return await commit(self, changes)


FileStore.commit = commit_slowly

app = App()
count = State(0)
others = State(0)


@app.event("add")
async def add():
    count.update(lambda number: number + 1)


@app.event("add half")
async def add_half():
    count.update(lambda number: number + 1)
    await cacao.commit()
    await asyncio.sleep(60)


@app.event("beside", concurrent=True)
async def beside():
    others.update(lambda number: number + 1)


@app.mix("/")
def home():
    names = ("add", "add half", "beside")
    buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in names]
    return {"type": "main", "children": [f"count {count.value}, others {others.value}", *buttons]}
"""


@pytest.mark.parametrize(("label", "told"), [("add", ["a", 1]), ("add half", ["x", 1, "interrupted"])])
def test_an_event_is_not_handled_twice_although_another_was_stored_beside_it(
    serve: Serve, port: int, label: str, told: list[Any]
) -> None:
    # Arrange: the second is to be stored while the first, or a part of it, is being stored.
    server = start(serve, port, BESIDE)
    tab = Visitor(port).visit()
    steps, mark = tab.page.find(label)
    tab.fire(label)
    number = tab.fire("beside")
    tab.answer(number)
    tab.sees("count 1, others 1")

    # Act
    server.stop(signal.SIGKILL)
    start(serve, port, BESIDE)
    rejoin(tab)
    tab.send("e", 1, steps, mark, "click", {})

    # Assert
    assert tab.answer(1)[: len(told)] == told
    assert "count 1, others 1" in rejoin(tab).page.text


def test_what_a_failed_handler_wrote_is_nowhere(serve: Serve, port: int) -> None:
    # Arrange
    server = start(serve, port)
    tab = Visitor(port).visit()
    tab.click("Add")

    # Act
    assert tab.click("Break")[0] == "x"
    server.stop(signal.SIGKILL)
    start(serve, port)
    rejoin(tab)

    # Assert
    assert "count 1" in tab.page.text


def test_a_server_that_is_stopped_writes_what_waits_and_lets_the_next_one_have_the_file(
    serve: Serve, port: int, tmp_path: Path
) -> None:
    # Arrange
    server = start(serve, port)
    tab = Visitor(port).visit()
    tab.click("Add")

    # Act
    code = server.stop()
    start(serve, port)
    rejoin(tab)

    # Assert
    assert code == 0
    assert "count 1" in tab.page.text
    assert (tmp_path / ".cacao" / "sessions.db").stat().st_mode & 0o777 == 0o600


def test_a_second_server_on_the_same_file_is_refused_in_one_line(
    serve: Serve, port: int, tmp_path: Path
) -> None:
    # Arrange
    start(serve, port)

    # Act and assert
    with pytest.raises(AssertionError, match="another process"):
        start(serve, free_port())


def test_an_event_of_which_a_part_was_committed_is_not_begun_again(serve: Serve, port: int) -> None:
    # Arrange
    start(serve, port)
    tab = Visitor(port).visit()
    steps, mark = tab.page.find("Break off")

    # Act
    with pytest.raises(ConnectionClosed):
        tab.click("Break off")
    start(serve, port)
    rejoin(tab)
    tab.send("e", 1, steps, mark, "click", {})

    # Assert
    assert tab.answer(1)[:3] == ["x", 1, "interrupted"]
    assert "count 7" in tab.page.text


def test_a_tab_comes_back_to_its_own_states_and_another_tab_has_none_of_them(serve: Serve, port: int) -> None:
    # Arrange
    server = start(serve, port)
    visitor = Visitor(port)
    tab = visitor.visit()
    tab.click("Say")
    tab.sees("word chocolate")

    # Act
    server.stop(signal.SIGKILL)
    start(serve, port)
    rejoin(tab)

    # Assert
    assert "word chocolate" in tab.page.text
    assert "chocolate" not in visitor.visit().page.text


def test_a_value_that_fits_its_state_no_more_becomes_the_default_with_one_warning(
    serve: Serve, port: int
) -> None:
    # Arrange
    server = start(serve, port)
    visitor = Visitor(port)
    tab = visitor.visit()
    tab.click("Add")

    # Act: the next version of the app keeps texts where it kept a number.
    server.stop()
    changed = MAIN.replace("count = State(0)", 'count = State("none")')
    server = start(serve, port, changed)
    rejoin(tab)
    rejoin(tab)

    # Assert
    assert "count none, last [1], of 1" in tab.page.text
    assert server.output.count("State main.count: what is stored is of type int") == 1


@pytest.mark.parametrize(
    "serving",
    [
        'cacao.run(port=PORT, persist_sessions=True, session_storage="file")',
        'cacao.core.server.CacaoServer(port=PORT, persist_sessions=True, session_storage="file").run()',
    ],
)
def test_code_says_that_sessions_are_kept_in_a_file(serving: str, port: int, tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text('{"session": {"storage": "memory"}}')
    (tmp_path / "main.py").write_text(
        f"{MAIN}\nimport cacao.core.server\n{serving.replace('PORT', str(port))}\n"
    )
    server = ServerProcess(["main.py"], tmp_path)
    tab = Visitor(port).visit()
    tab.click("Add")

    # Act
    server.stop()
    server = ServerProcess(["main.py"], tmp_path)

    # Assert
    try:
        assert "count 1" in rejoin(tab).page.text
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("file", "storage", "told"),
    [
        ("{}", "disk", 'session_storage: no storage of sessions; expected "memory" or "file", got'),
        ('{"session": false}', "file", "the plugin that does it is off"),
    ],
)
def test_a_storage_there_is_not_is_one_line(file: str, storage: str, told: str, tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text(file)
    (tmp_path / "main.py").write_text(f"{MAIN}\ncacao.run(port=0, session_storage={storage!r})\n")

    # Act
    done = subprocess.run(
        [sys.executable, "main.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )

    # Assert
    assert done.returncode == 2
    assert told in done.stderr and len(done.stderr.splitlines()) == 1


def test_what_was_done_while_away_is_never_done_to_another_visitor_or_to_an_app_that_has_changed(
    serve: Serve, port: int
) -> None:
    # Arrange: what is clicked while the server is away waits in the browser, with the mark it bore.
    server = start(serve, port)
    tab, other = Visitor(port).visit(), Visitor(port).visit()
    tab.click("Add")
    steps, mark = tab.page.find("Add")
    server.stop(signal.SIGKILL)

    # Act: one comes back with the cookie of somebody else, as after a login; then with their own, but
    # to a version of the app in which another function stands there.
    changed = MAIN.replace("def add():", "def add_ten():").replace('"on_click": add}', '"on_click": add_ten}')
    start(serve, port, changed.replace("number + 1", "number + 10"))
    own, token = tab.visitor.cookie, tab.token
    tab.visitor.cookie = other.visitor.cookie
    rejoin(tab)
    tab.send("e", 2, steps, mark, "click", {})
    answers = [tab.answer(2)]
    tab.visitor.cookie, tab.token = own, token
    rejoin(tab)
    tab.send("e", 2, steps, mark, "click", {})
    answers.append(tab.answer(2))

    # Assert: both times the visitor is told, and nothing is done.
    assert [answer[:3] for answer in answers] == [["x", 2, "stale"]] * 2
    assert "count 1" in tab.page.text
    assert "count 0" in rejoin(other).page.text
