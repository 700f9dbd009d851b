"""``cacao sessions``: who has a session, what is in it, and its end, with a server at work and without."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Serve
from servers import ServerProcess
from visitor import Tab, Visitor
from websockets import ConnectionClosed

from cacao_kernel import Change
from cacao_plugins.session.file_store import FileStore

MAIN = """
from dataclasses import dataclass
from datetime import date

from cacao import App, State

app = App()
count = State(0)
everybody = State(0, scope="app")
today = State(None)
api_token = State("")
rows = State([])
told = State("", scope="tab")


def add():
    count.update(lambda number: number + 1)
    everybody.update(lambda number: number + 1)
    today.set(date(2026, 1, 31))
    api_token.set("tok-4711")
    told.set("\\x1b[31mred")
    with rows.mutate() as items:
        items.append({"name": f"row {count.value}", "password": "hunter2"})


@app.mix("/")
def home():
    button = {"type": "button", "props": {"label": "Add", "on_click": add}}
    texts = f"count {count.value}. everybody {everybody.value}."
    return {"type": "main", "children": [texts, button]}
"""

# Nobody looks whether something has been ended: it is found out by a commit alone, or not at all.
UNWATCHED = "import cacao_kernel.keeper\ncacao_kernel.keeper.WATCH_SECONDS = 1_000\n"
FORGETFUL = UNWATCHED + "import cacao_plugins.session.batch as batch\nbatch.is_ended = lambda *given: False\n"
SECRET = "a secret of at least thirty-two characters"

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def sessions(tmp_path: Path) -> Command:
    """Return a function that runs ``cacao sessions`` beside the server."""
    (tmp_path / "cacao.json").write_text('{"session": {"storage": "file"}}')

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cacao", "sessions", *words],
            cwd=tmp_path,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def visit(server: ServerProcess, clicks: int) -> Tab:
    """Return a tab of a new visitor, who has clicked so often."""
    tab = Visitor(server.port).visit()
    for _ in range(clicks):
        assert tab.click("Add")[0] == "a"
    return tab


def ids(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the ids of a list."""
    assert (done.returncode, done.stderr) == (0, "")
    table = done.stdout.partition("\n\n")[0]
    return [line.split()[0] for line in table.splitlines()[1:]]


def closed(tab: Tab) -> int:
    """Return what the socket of a tab is closed with, once it is."""
    with pytest.raises(ConnectionClosed) as ended:
        while True:
            tab.receive(timeout=5)
    assert ended.value.rcvd is not None
    return ended.value.rcvd.code


def rejoin(tab: Tab) -> Tab:
    """Come back as the browser does that had the page open."""
    tab.close()
    tab.page.hash = ""
    return tab.join()


def test_sessions_are_listed_those_seen_last_first_while_a_server_has_the_file(
    serve: Serve, sessions: Command
) -> None:
    # Arrange
    server = serve(MAIN)
    before = sessions().stdout
    visit(server, 1)
    visit(server, 2)

    # Act
    done = sessions()
    limited = sessions("--limit", "1").stdout

    # Assert
    assert before == "No session is stored.\n"
    head, *lines, _, total = done.stdout.splitlines()
    assert head.split() == ["SESSION", "BEGUN", "SEEN", "SIZE", "STATES", "TABS"]
    row = r"[0-9a-f]{12}  \d{4}-\d\d-\d\d \d\d:\d\d  \d{4}-\d\d-\d\d \d\d:\d\d +[\d,]+ B +5 +1"
    assert len(lines) == 2 and all(re.fullmatch(row, line) for line in lines)
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert limited.splitlines()[1] == lines[0]
    assert re.fullmatch(r"2 sessions, [\d,]+ B in all\.", total)
    assert limited.splitlines()[-2:] == [total, "1 more were seen before: --limit 0 lists all."]


def test_what_is_in_a_session_is_shown_and_secrets_are_not(serve: Serve, sessions: Command) -> None:
    # Arrange
    visit(serve(MAIN), 2)
    [one] = ids(sessions())

    # Act
    shown = sessions("show", one[:6], "--values")
    names = sessions("show", one[:6]).stdout

    # Assert
    assert (shown.returncode, shown.stderr) == (0, "")
    values = dict(re.findall(r"^main\.(\w+)\S*(?: of [0-9a-f]+)? +(.*)$", shown.stdout, re.MULTILINE))
    assert values["count"] == "2"
    assert values["today"] == "datetime.date(2026, 1, 31)"
    assert values["told"] == r"'\x1b[31mred'"
    assert "main.count" in names and "row 2" not in names and "--values shows what they hold." in names
    assert "row 2" in shown.stdout
    assert "hunter2" not in shown.stdout and "tok-4711" not in shown.stdout
    assert "everybody" not in shown.stdout
    assert all(len(line) <= 80 for line in shown.stdout.splitlines())


def test_a_session_that_is_ended_is_let_go_by_the_server_that_runs_and_no_other_is(
    serve: Serve, sessions: Command
) -> None:
    # Arrange
    server = serve(MAIN)
    stays, goes = visit(server, 1), visit(server, 3)
    other = goes.visitor.visit()
    thief = Visitor(server.port)
    thief.cookie = goes.visitor.cookie

    # Act
    done = sessions("expire", ids(sessions())[0])
    asked = time.monotonic()
    codes = [closed(goes), closed(other)]
    took = time.monotonic() - asked
    rejoin(goes)

    # Assert
    assert done.stdout.startswith("1 session has been ended.")
    assert codes == [4401, 4401] and took < 5
    assert "count 0. everybody 4." in goes.page.text
    assert goes.click("Add")[0] == "a"
    goes.sees("count 1. everybody 5.")
    assert stays.click("Add")[0] == "a"
    stays.sees("count 2.")
    assert len(ids(sessions())) == 2
    # Who has a copy of the old cookie is somebody else by now, and not who went on.
    assert "count 0. everybody 6." in thief.visit().page.text
    assert thief.cookie != goes.visitor.cookie


@pytest.mark.skipif(sys.platform == "win32", reason="where a terminal is another thing")
@pytest.mark.parametrize(("answer", "told"), [("\n", "None has been ended."), ("y\n", "1 session has been")])
def test_at_a_terminal_it_is_asked_first(
    serve: Serve, sessions: Command, tmp_path: Path, answer: str, told: str
) -> None:
    # Arrange
    visit(serve(MAIN), 1)
    [one] = ids(sessions())
    ours, theirs = os.openpty()
    os.write(ours, answer.encode())

    # Act
    command = [sys.executable, "-m", "cacao", "sessions", "expire", one]
    done = subprocess.run(command, cwd=tmp_path, stdin=theirs, capture_output=True, text=True, timeout=60)
    os.close(ours)
    os.close(theirs)

    # Assert
    assert done.stdout.startswith(f"End 1 session? What is in it is lost. [y/N] {told}"), done.stderr
    assert (one[:6] in sessions().stdout) is (answer == "\n")


def test_all_are_ended_also_those_of_which_nothing_is_stored(serve: Serve, sessions: Command) -> None:
    # Arrange
    server = serve(MAIN)
    tabs = [visit(server, clicks) for clicks in (2, 1, 0)]

    # Act
    done = sessions("expire", "--all")

    # Assert
    assert done.stdout.startswith("2 sessions have been ended.")
    assert [closed(tab) for tab in tabs] == [4401] * 3
    assert ["count 0. everybody 3." in rejoin(tab).page.text for tab in tabs] == [True] * 3
    assert sessions().stdout == "No session is stored.\n"


def test_those_not_seen_for_a_while_are_ended(serve: Serve, sessions: Command) -> None:
    # Arrange
    server = serve(MAIN)
    old, new = visit(server, 1), Visitor(server.port).visit()
    old.close()
    time.sleep(4)
    new.click("Add")

    # Act
    done = [sessions("expire", "--older", seconds) for seconds in ("1000", "3.5")]

    # Assert
    assert done[0].stdout == "No session is that old; none has been ended.\n"
    assert done[1].stdout.startswith("1 session has been ended.")
    time.sleep(2)
    assert "count 0." in old.visitor.get().text
    assert new.click("Add")[0] == "a"


def end_while_it_is_used(serve: Serve, sessions: Command, source: str) -> None:
    """End a session that the server writes before it has looked; fail if that brings it back."""
    server = serve(source)
    tab, other = visit(server, 1), visit(server, 1)
    one = ids(sessions())[1]
    sessions("expire", one)
    tab.fire("Add")
    assert closed(tab) == 4401
    assert "count 0." in rejoin(tab).page.text
    assert one not in ids(sessions())
    assert other.click("Add")[0] == "a"
    server.stop(signal.SIGKILL)


def test_a_change_that_comes_in_between_does_not_bring_it_back(serve: Serve, sessions: Command) -> None:
    end_while_it_is_used(serve, sessions, UNWATCHED + MAIN)


def test_a_build_that_brings_it_back_is_caught(serve: Serve, sessions: Command) -> None:
    with pytest.raises((AssertionError, TimeoutError)):
        end_while_it_is_used(serve, sessions, FORGETFUL + MAIN)


def test_without_a_server_a_session_is_ended_and_the_next_server_knows_nothing_of_it(
    serve: Serve, sessions: Command
) -> None:
    # Arrange
    server = serve(MAIN)
    goes, stays = visit(server, 2), visit(server, 1)
    server.stop()
    listed = ids(sessions())

    # Act
    sessions("expire", listed[1])
    server = serve(MAIN, port=server.port)
    time.sleep(1.5)

    # Assert
    assert "count 0." in rejoin(goes).page.text
    assert "count 1." in rejoin(stays).page.text
    assert goes.click("Add")[0] == stays.click("Add")[0] == "a"
    time.sleep(1.5)
    assert goes.click("Add")[0] == "a"


def test_what_is_encrypted_is_read_with_the_secret_alone(serve: Serve, sessions: Command) -> None:
    # Arrange
    visit(serve(MAIN, environment={"CACAO_SECRET": SECRET}), 2)
    [one] = ids(sessions())

    # Act
    without, other, with_it = (
        sessions("show", one, "--values", CACAO_SECRET=secret) for secret in ("", SECRET[::-1], SECRET)
    )

    # Assert
    assert "is encrypted: set CACAO_SECRET" in without.stdout and "main." not in without.stdout
    assert "encrypted with another CACAO_SECRET" in other.stdout and "main." not in other.stdout
    assert re.search(r"main\.count +2\n", with_it.stdout)
    assert sessions("expire", one).stdout.startswith("1 session")


def test_a_mistake_is_one_line_and_exit_code_2(serve: Serve, sessions: Command, tmp_path: Path) -> None:
    # Arrange
    visit(serve(MAIN), 1)

    # Act and assert
    for words, told in (
        (["show"], "required: ID"),
        (["show", "abc!"], "there is no session of that id; got abc!"),
        (["show", ""], "there is no session of that id"),
        (["expire"], "one of the arguments ID --all --older is required"),
        (["expire", "--all", "--older", "3"], "not allowed with"),
        (["expire", "--older", "-1"], "--older is no number of seconds"),
        (["expire", "--older", "nan"], "--older is no number of seconds"),
        (["expire", "--older", "1d"], "--older is no number of seconds; got 1d. A day is 86400."),
        (["--limit", "-1"], "--limit is no number of sessions"),
        (["forget"], 'there is no "forget". There are show, expire.'),
    ):
        done = sessions(*words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert told in done.stderr and done.stderr.count("\n") == 1 and done.stderr.startswith("cacao: ")


def test_a_store_on_a_disk_that_takes_nothing_is_told_with_what_to_do(
    sessions: Command, tmp_path: Path
) -> None:
    # Arrange
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o"]
    made = subprocess.run([*mount, "size=1m", "tmpfs", str(folder)], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"nothing can be mounted here: {made.stderr}")
    try:
        path = folder / "sessions.db"
        keep(path)
        subprocess.run([*mount[:1], "-o", "remount,ro", str(folder)], check=True)

        # Act
        done = sessions(CACAO_SESSION_PATH=str(path))
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)

    # Assert
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done
    assert "unable to open database file. SQLite writes beside a file also to read it: copy it" in done.stderr


def keep(path: Path) -> None:
    """Have a session stored in a file."""

    async def all_of_it() -> None:
        store = FileStore(path)
        await store.open()
        await store.commit({"ada": Change(None, {"a": b"1"})})
        await store.close()

    asyncio.run(all_of_it())


def test_where_no_session_can_be_looked_at_one_line_says_why(sessions: Command, tmp_path: Path) -> None:
    # Arrange
    there, no_store = tmp_path / "there.db", tmp_path / "notes.db"
    with sqlite3.connect(no_store) as connection:
        connection.execute("CREATE TABLE notes (text)")
    there.write_text("no database at all, though it is long enough to be taken for one" * 20)
    link = tmp_path / "link.db"
    link.symlink_to(no_store)

    # Act
    nothing = sessions()
    in_memory = sessions(CACAO_SESSION_STORAGE="memory")
    odd = [sessions(CACAO_SESSION_PATH=str(path)) for path in (there, no_store, link, tmp_path)]

    # Assert
    assert (nothing.returncode, nothing.stdout.count("\n")) == (0, 1)
    assert "No session has been stored yet" in nothing.stdout
    for done, told in zip(
        (in_memory, *odd),
        (
            "CACAO_SESSION_STORAGE=file keeps them in a file",
            "cannot be read",
            "of something else",
            "a symbolic link",
            "a folder",
        ),
        strict=True,
    ):
        assert (done.returncode, done.stdout) == (2, ""), done
        assert told in done.stderr and done.stderr.count("\n") == 1
