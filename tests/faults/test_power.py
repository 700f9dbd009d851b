"""The power fails: what is not committed is nowhere, and nothing is acknowledged before it is synced."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import stored
from conftest import Serve
from durable import MAIN, rejoin, start
from require import require_tool
from servers import ServerProcess
from visitor import Tab, Visitor
from websockets import ConnectionClosed

CLICKS = 20

# A build that dies when it has written and not committed, while another file lies beside the app.
DYING = """
import os
import signal
from pathlib import Path
from cacao_plugins.session.batch import Batch
write = Batch.write

def write_and_die(self):
    has_written = bool(self._written)
    write(self)
    if has_written and Path("die").exists():
        os.kill(os.getpid(), signal.SIGKILL)

Batch.write = write_and_die
"""

# Builds that are wrong: nothing waits for the disk; each row is committed by itself.
UNSYNCED = """
from cacao_plugins.session.database import Database
connect = Database._connect

def connect_unsynced(self):
    connection = connect(self)
    connection.execute("PRAGMA synchronous = OFF")
    return connection

Database._connect = connect_unsynced
"""
IN_PIECES = """
from cacao_plugins.session.database import Database
connect = Database._connect

class InPieces:
    def __init__(self, connection):
        self._connection = connection
        self.in_transaction = False

    def execute(self, statement, *given):
        ends = statement.split()[0] in ("BEGIN", "COMMIT", "ROLLBACK")
        return self._connection.execute("SELECT 1" if ends else statement, *given)

    def executemany(self, *given):
        return self._connection.executemany(*given)

    def close(self):
        self._connection.close()

Database._connect = lambda self: InPieces(connect(self))
"""


def die_in_the_middle(serve: Serve, port: int, folder: Path, source: str) -> Tab:
    """Click, let the server die in the middle of the next click, and return the tab, on the next server."""
    start(serve, port, source)
    tab = Visitor(port).visit()
    assert tab.click("Add")[0] == "a"
    (folder / "die").touch()
    with pytest.raises(ConnectionClosed):
        tab.click("Add")
    (folder / "die").unlink()
    start(serve, port, source)
    return rejoin(tab)


def assert_old_version(tab: Tab) -> None:
    """Hold that the event it died in is nowhere, and is done once when it is sent again."""
    assert "count 1, last [1], of 1everybody 1" in tab.page.text
    tab.send("e", 2, *tab.page.find("Add"), "click", {})
    assert tab.answer(2) == ["a", 2]
    assert "count 2, last [2], of 2everybody 2" in tab.page.text


def test_what_is_written_and_not_committed_is_nowhere(serve: Serve, port: int, tmp_path: Path) -> None:
    # DUR-04
    assert_old_version(die_in_the_middle(serve, port, tmp_path, DYING + MAIN))


def test_a_build_that_commits_in_pieces_is_caught(serve: Serve, port: int, tmp_path: Path) -> None:
    tab = die_in_the_middle(serve, port, tmp_path, IN_PIECES + DYING + MAIN)

    with pytest.raises(AssertionError, match="count"):
        assert_old_version(tab)


def test_what_a_crash_has_left_lying_about_is_no_trouble(serve: Serve, port: int, tmp_path: Path) -> None:
    # Arrange
    server = start(serve, port)
    tab = Visitor(port).visit()
    tab.click("Add")
    server.stop(signal.SIGKILL)

    # Act: half a frame at the end of what was written last, and a journal of nothing.
    file = tmp_path / ".cacao" / "sessions.db"
    with Path(f"{file}-wal").open("ab") as wal:
        wal.write(b"\x00\x00\x00\x05torn" * 300)
    Path(f"{file}-journal").write_bytes(bytes(512))
    server = start(serve, port)
    rejoin(tab)
    tab.click("Add")
    server.stop()

    # Assert: and nothing was set aside for it.
    assert "count 2, last [2], of 2everybody 2" in tab.page.text
    assert stored.check(file, []) == 2
    assert not [each.name for each in file.parent.iterdir() if "broken" in each.name]


@contextmanager
def traced(server: ServerProcess, log: Path) -> Iterator[None]:
    """Note what the server asks of the system to be synced and sent."""
    require_tool("strace", shutil.which("strace") is not None, "apt-get install strace")
    calls = "trace=fsync,fdatasync,sendto,sendmsg,write,writev"
    command = ["strace", "-f", "-y", "-s", "2000", "-e", calls, "-o", str(log), "-p", str(server.process.pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        told = tracer.stderr.readline()
        if "attached" not in told:
            tracer.wait()
            pytest.skip(f"processes may not be traced here: {told}")
        time.sleep(0.2)  # until all its threads are
        try:
            yield
        finally:
            tracer.terminate()


def synced_before_each(log: str, acknowledged: int) -> list[bool]:
    """Return of each acknowledgement whether the disk had synced since the one before was sent."""
    found: list[bool] = []
    has_synced = False
    for line in log.splitlines():
        if re.search(r"(fdatasync|fsync)\(\d+<\S+-wal>\)\s+= 0", line) or re.search(
            r"<\.\.\. (fdatasync|fsync) resumed>\)\s+= 0", line
        ):
            has_synced = True
        elif re.search(rf'\[\\"a\\",{len(found) + 1}\]', line):
            found.append(has_synced)
            has_synced = False
    assert len(found) == acknowledged, log[-3_000:]
    return found


def click_traced(serve: Serve, port: int, folder: Path, source: str) -> list[bool]:
    """Click again and again, and return of each acknowledgement whether what it tells was synced before."""
    server = start(serve, port, source)
    tab = Visitor(port).visit()
    with traced(server, folder / "trace"):
        for _ in range(CLICKS):
            assert tab.click("Add")[0] == "a"
    return synced_before_each((folder / "trace").read_text("utf-8", "replace"), CLICKS)


def test_nothing_is_acknowledged_before_it_is_synced(serve: Serve, port: int, tmp_path: Path) -> None:
    # DUR-05
    assert click_traced(serve, port, tmp_path, MAIN) == [True] * CLICKS


def test_a_build_that_does_not_wait_for_the_disk_is_caught(serve: Serve, port: int, tmp_path: Path) -> None:
    assert False in click_traced(serve, port, tmp_path, UNSYNCED + MAIN)
