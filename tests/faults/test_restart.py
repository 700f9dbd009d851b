"""A server that is stopped, or killed, comes back with all that it has acknowledged, and nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import Serve
from servers import ServerProcess, free_port
from visitor import Tab, Visitor
from websockets import ConnectionClosed

MAIN = """
import os
import resource
import signal

import cacao
from cacao import App, State

app = App()
count = State(0)
rows = State([])
everybody = State(0, scope="app")
word = State("", scope="tab")


@app.event("break off")
async def break_off():
    count.set(7)
    await cacao.commit()
    count.set(8)
    os.kill(os.getpid(), signal.SIGKILL)


def say():
    word.set("chocolate")


pieces = State([])


def fill():
    with pieces.mutate() as texts:
        texts.append("x" * 50_000)


def make_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def add():
    count.update(lambda number: number + 1)
    everybody.update(lambda number: number + 1)
    with rows.mutate() as items:
        items.append(count.value)


@app.event("break")
def fail():
    count.set(1_000_000)
    raise ValueError("on purpose")


@app.mix("/")
def home():
    listed = f"last {rows.value[-1:]}, of {len(rows.value)}"
    return {
        "type": "main",
        "children": [
            {"type": "p", "props": {"content": f"count {count.value}, {listed}"}},
            {"type": "b", "props": {"content": f"everybody {everybody.value}"}},
            {"type": "i", "props": {"content": f"word {word.value}"}},
            {"type": "button", "props": {"label": "Add", "on_click": add}},
            {"type": "button", "props": {"label": "Break", "action": "break"}},
            {"type": "button", "props": {"label": "Say", "on_click": say}},
            {"type": "u", "props": {"content": f"{len(pieces.value)} pieces"}},
            {"type": "button", "props": {"label": "Fill", "on_click": fill}},
            {"type": "button", "props": {"label": "Make room", "on_click": make_room}},
            {"type": "button", "props": {"label": "Break off", "action": "break off"}},
        ],
    }
"""


@pytest.fixture
def port() -> int:
    """A port that every server of a test has."""
    return free_port()


# A disk that takes its time, in front of the app.
SLOW_DISK = """
import asyncio
from cacao_plugins.session.file_store import FileStore
commit = FileStore.commit

async def commit_slowly(self, changes):
    await asyncio.sleep(0.03)
    return await commit(self, changes)

FileStore.commit = commit_slowly
"""

# A disk that has no room past so many bytes of a file.
FULL_DISK = """
import resource
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
"""

# Builds that are wrong: an event is acknowledged before it is safe; it is safe without what it has changed,
# or what it has changed without it.
BROKEN = {
    "hasty": """
from cacao_kernel.journal import Journal
publish = Journal.publish
Journal.publish = lambda *given, **more: (publish(*given, **more), None)[1]
""",
    "forgetful": """
from cacao_kernel.keeper import Keeper
keep = Keeper.keep
Keeper.keep = lambda self, session, changed, entry=None, begun=None: keep(self, session, changed)
""",
    "empty": """
from cacao_kernel.keeper import Keeper
keep = Keeper.keep
Keeper.keep = lambda self, session, changed, entry=None, begun=None: keep(self, session, {}, entry, begun)
""",
}


def start(serve: Serve, port: int, source: str = MAIN, *words: str) -> ServerProcess:
    """Return a server that keeps sessions in a file."""
    environment = {"CACAO_SESSION_STORAGE": "file", "CACAO_MAX_EVENTS_PER_SECOND": "0"}
    return serve(source, *words, port=port, environment=environment)


def rejoin(tab: Tab) -> Tab:
    """Come back as the browser does that had the page open: on a new socket, without a hash."""
    tab.close()
    tab.page.hash = ""
    return tab.join()


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


def test_a_full_disk_is_an_error_instead_of_an_acknowledgement_until_there_is_room(
    serve: Serve, port: int
) -> None:
    # Arrange
    server = start(serve, port, FULL_DISK + MAIN)
    early = Visitor(port).visit()
    early.click("Add")
    tab = Visitor(port).visit()

    # Act
    answers = [tab.click("Fill")[0] for _ in range(8)]
    filled = answers.count("a")
    shown = f"{filled} pieces" in tab.page.text
    tab.click("Make room")
    later = [tab.click("Fill")[0], early.click("Add")[0]]
    server.stop(signal.SIGKILL)
    start(serve, port)

    # Assert
    assert 0 < filled < 8 and shown
    assert later == ["a", "a"]
    assert f"{filled + 1} pieces" in rejoin(tab).page.text
    assert "count 2" in rejoin(early).page.text


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
    assert server.output.count("State main.count is a int") == 1


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


class Client:
    """A visitor who clicks on, whatever happens to the server, and notes what was acknowledged."""

    def __init__(self, port: int) -> None:
        self.tab = Visitor(port).visit()
        self.acknowledged = 0

    def click(self) -> None:
        """Click once; come back, and send the same event again, until it is answered."""
        steps, mark = self.tab.page.find("Add")
        self.tab.number += 1
        while True:
            try:
                self.tab.send("e", self.tab.number, steps, mark, "click", {})
                answer = self.tab.answer(self.tab.number)
            except Exception:  # the connection is lost, or the server is not there yet
                self.come_back()
                continue
            assert answer[0] == "a", answer
            self.acknowledged += 1
            return

    def come_back(self) -> None:
        until = time.monotonic() + 30
        while True:
            try:
                rejoin(self.tab)
            except Exception:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
                continue
            return


def kill_again_and_again(serve: Serve, port: int, kills: int, source: str) -> None:
    """Let visitors click while the server is killed; fail unless all is there that was acknowledged, once."""
    draw = random.Random(int(os.environ.get("CACAO_FAULT_SEED", "1")))
    server = start(serve, port, source)
    clients = [Client(port) for _ in range(3)]
    for number in range(kills):
        for _ in range(draw.randrange(1, 20)):
            clients[draw.randrange(3)].click()
        # A click is on its way: it is lost, or handled and its acknowledgement unread, and sent again.
        client = clients[draw.randrange(3)]
        client.tab.send("e", client.tab.number + 1, *client.tab.page.find("Add"), "click", {})
        time.sleep(0.1 if number % 2 else draw.random() * 0.004)
        server.stop(signal.SIGKILL)
        server = start(serve, port, source)
        for each in clients:
            each.come_back()
        client.click()
    for client in clients:
        count = client.acknowledged
        rejoin(client.tab)
        assert f"count {count}, last [{count}], of {count}" in client.tab.page.text
    everybody = sum(client.acknowledged for client in clients)
    assert f"everybody {everybody}" in clients[0].tab.page.text


def test_killed_again_and_again_it_loses_and_doubles_nothing(serve: Serve, port: int) -> None:
    kill_again_and_again(serve, port, int(os.environ.get("CACAO_FAULT_KILLS", "6")), MAIN)


def test_a_slow_disk_makes_events_slow_and_loses_nothing(serve: Serve, port: int) -> None:
    kill_again_and_again(serve, port, 2, SLOW_DISK + MAIN)


@pytest.mark.parametrize("broken", [*BROKEN])
def test_a_build_that_loses_or_doubles_is_caught(serve: Serve, port: int, broken: str) -> None:
    with pytest.raises(AssertionError):
        kill_again_and_again(serve, port, 2, SLOW_DISK + BROKEN[broken] + MAIN)
