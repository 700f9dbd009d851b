"""A disk that will not take what is to be stored: an error instead of an acknowledgement, and it heals."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from conftest import Serve
from durable import MAIN, rejoin, start
from servers import ServerProcess, cpu_seconds
from visitor import Tab, Visitor

if sys.platform != "linux":
    pytest.skip("limits of another process are set on Linux alone", allow_module_level=True)

import resource

FEW = 3  # clicks while nothing can be stored

# A build with Python's own event loop, whatever is installed.
PLAIN_LOOP = """
import sys
sys.modules["uvloop"] = None
"""

# A build whose file takes nothing while another file lies beside the app.
READ_ONLY = """
from pathlib import Path
from cacao_plugins.session.database import Database
transact = Database._transact

def transact_or_not(self, jobs):
    self._mended().execute(f"PRAGMA query_only = {Path('read-only').exists()}")
    return transact(self, jobs)

Database._transact = transact_or_not
"""

# Builds that are wrong: visitors are asked for without rest; what could not be stored is acknowledged.
RESTLESS = """
import socket
from cacao_kernel.listener import Listener
Listener.accept = socket.socket.accept
"""
CARELESS = """
from cacao_kernel import CacaoError
from cacao_kernel.scribe import Scribe
commit = Scribe._commit

async def commit_or_not(self, drafts):
    try:
        return await commit(self, drafts)
    except CacaoError:
        return {}

Scribe._commit = commit_or_not
"""

# What keeps a server from storing anything as long as the block lasts: its process, and where its file is.
Fault = Callable[[ServerProcess, Path], AbstractContextManager[None]]


@contextmanager
def limited(server: ServerProcess, kind: int, most: int) -> Iterator[None]:
    """Let the process have no more of something than that."""
    before = resource.prlimit(server.process.pid, kind)
    resource.prlimit(server.process.pid, kind, (most, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.process.pid, kind, before)


def too_long(server: ServerProcess, file: Path) -> AbstractContextManager[None]:
    """Let no file of the server become any longer."""
    return limited(server, resource.RLIMIT_FSIZE, 4_096)


@contextmanager
def no_room(server: ServerProcess, file: Path) -> Iterator[None]:
    """Fill the disk up."""
    ballast = file.parent / "ballast"
    with ballast.open("wb", buffering=0) as out, pytest.raises(OSError, match="No space left"):
        while True:
            out.write(bytes(4_096))
    yield
    ballast.unlink()


@contextmanager
def read_only(server: ServerProcess, file: Path) -> Iterator[None]:
    """Let SQLite refuse to write."""
    mark = file.parent.parent / "read-only"
    mark.touch()
    yield
    mark.unlink()


@contextmanager
def immutable(server: ServerProcess, file: Path) -> Iterator[None]:
    """Let the file system refuse to write, also to those who have the file open, and be they root."""
    files = [str(file), f"{file}-wal"]
    made = subprocess.run(["chattr", "+i", *files], capture_output=True, text=True)
    try:
        if made.returncode:
            pytest.skip(f"files cannot be made immutable here: {made.stderr}")
        yield
    finally:
        subprocess.run(["chattr", "-i", *files], capture_output=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a file of an empty disk of a mebibyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if made.returncode:
        pytest.skip(f"nothing can be mounted here: {made.stderr}")
    yield folder / "sessions.db"
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def assert_refused(tab: Tab) -> None:
    """Hold that a click is answered by an error that tells nothing of the server, and has changed nothing."""
    shown = tab.page.text
    answer = tab.click("Add")
    assert answer[0] == "x", f"it was acknowledged: {answer}"
    assert "Nothing was changed" in answer[3] and "Traceback" not in answer[3] and "sql" not in answer[3]
    tab.send("e", tab.number, *tab.page.find("Add"), "click", {})
    assert tab.answer(tab.number)[0] == "x", "the same event is answered otherwise when it is sent again"
    assert tab.page.text == shown, f"{tab.page.text} instead of {shown}"


def come_in_vain(port: int) -> None:
    """Hold that one who comes now is shown a page that takes nothing, or why there is none."""
    visitor = Visitor(port)
    answer = visitor.get()
    assert answer.status == 200, "of who is new nothing is stored, so nothing has to be read"
    answer = visitor.get()
    if answer.status == 200:
        assert_refused(visitor.visit())
        visitor.leave()
    else:  # what is stored of them, if anything, cannot be read either
        assert answer.status == 500 and "This page could not be shown" in answer.text
        assert "Traceback" not in answer.text and "sessions.db" not in answer.text


def assert_endures(serve: Serve, port: int, file: Path, fault: Fault, source: str = MAIN) -> None:
    """Hold that nothing is acknowledged while it cannot be stored, and all is well again by itself."""
    # Arrange: one who has gone, and one who is there.
    settings = {"session_path": file}
    server = start(serve, port, source, "--production", settings=settings)
    gone, there = Visitor(port).visit(), Visitor(port).visit()
    for tab in (gone, there):
        assert tab.click("Add")[0] == "a"
    gone.close()

    # Act
    with fault(server, file):
        for _ in range(FEW):
            assert_refused(there)
        come_in_vain(port)
    late = Visitor(port).visit()
    healed = [tab.click("Add")[0] for tab in (there, late, there)]
    assert server.process.poll() is None
    server.stop(signal.SIGKILL)
    again = start(serve, port, source, "--production", settings=settings)

    # Assert
    assert healed == ["a"] * 3
    for tab, count in ((gone, 1), (there, 3), (late, 1)):
        assert f"count {count}, last [{count}], of {count}" in rejoin(tab).page.text
    assert "everybody 5" in rejoin(gone).page.text
    assert "Traceback" not in server.output + again.output, server.output


@pytest.mark.parametrize(
    ("fault", "source"),
    [(too_long, MAIN), (read_only, READ_ONLY + MAIN), (immutable, MAIN)],
    ids=["too long", "read-only", "immutable"],
)
def test_what_cannot_be_stored_is_an_error_and_it_heals_by_itself(
    serve: Serve, port: int, tmp_path: Path, fault: Fault, source: str
) -> None:
    assert_endures(serve, port, tmp_path / ".cacao" / "sessions.db", fault, source)


def test_a_disk_without_room_is_an_error_and_it_heals_by_itself(
    serve: Serve, port: int, small_disk: Path
) -> None:
    assert_endures(serve, port, small_disk, no_room)


def test_a_server_that_begins_on_a_disk_without_room_says_so_in_a_line(
    serve: Serve, port: int, small_disk: Path
) -> None:
    with (
        (small_disk.parent / "ballast").open("wb", buffering=0) as out,
        pytest.raises(OSError, match="No space"),
    ):
        while True:
            out.write(bytes(4_096))

    with pytest.raises(AssertionError, match="the server did not start") as caught:
        start(serve, port, settings={"session_path": small_disk})

    told = str(caught.value)
    assert f"{small_disk}: the session store cannot be used; expected room on the disk" in told
    assert "No space left on device. Make room, or give another path: CACAO_SESSION_PATH." in told
    assert "Traceback" not in told


def test_a_build_that_acknowledges_what_it_could_not_store_is_caught(
    serve: Serve, port: int, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError, match="it was acknowledged"):
        assert_endures(
            serve, port, tmp_path / ".cacao" / "sessions.db", read_only, CARELESS + READ_ONLY + MAIN
        )


def numbers(server: ServerProcess, but: str = "nothing") -> set[int]:
    """Return the numbers of what a server has open, but for a file; once nothing is being closed any more."""
    folder, last = Path(f"/proc/{server.process.pid}/fd"), {-1}

    def is_counted(each: Path) -> bool:
        with suppress(FileNotFoundError):  # closed meanwhile
            return not str(each.readlink()).startswith(but)
        return False

    while last != (last := {int(each.name) for each in folder.iterdir() if is_counted(each)}):
        time.sleep(0.3)
    return last


def first_free(used: set[int]) -> int:
    """Return the number that the next file or socket would have."""
    return next(number for number in range(len(used) + 1) if number not in used)


def await_entry(port: int) -> int:
    """Come until the server lets one in, who may be among those it sends away at first."""
    for _ in range(50):
        with suppress(ConnectionError):
            return Visitor(port).get().status
        time.sleep(0.1)
    return 0


def run_out_of_files(serve: Serve, port: int, tmp_path: Path, source: str) -> None:
    """Let a server run out of open files, and have it need some to store anything."""
    # Arrange
    file = tmp_path / ".cacao" / "sessions.db"
    server = start(serve, port, source, "--production")
    there = Visitor(port).visit()

    # Act: those who are there go on; strangers wait or are sent away, at no cost.
    with ExitStack() as limits:
        while first_free(used := numbers(server)) < len(used):  # what was closed meanwhile is filled up
            limits.enter_context(socket.create_connection(("127.0.0.1", port)))
        limits.enter_context(limited(server, resource.RLIMIT_NOFILE, len(used)))
        answers = [there.click("Add")[0]]
        before = cpu_seconds(server.process.pid)
        with socket.create_connection(("127.0.0.1", port), timeout=1.5) as stranger:
            stranger.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            with suppress(TimeoutError, ConnectionError):
                assert stranger.recv(1) == b""
        worked = cpu_seconds(server.process.pid) - before
    assert await_entry(port) == 200

    # And if the server has had to close its file, it cannot open it again until it may.
    with ExitStack() as limits:
        with read_only(server, file):
            assert_refused(there)
            least = first_free(numbers(server, f"{file}"))
            limits.enter_context(limited(server, resource.RLIMIT_NOFILE, least))
        assert_refused(there)
    answers.append(there.click("Add")[0])
    server.stop(signal.SIGKILL)
    start(serve, port, source, "--production")

    # Assert
    assert answers == ["a", "a"]
    assert worked < 0.5, f"it worked for {worked:.2f} s to let nobody in"
    assert server.output.count("nobody new can come in") <= 1 and len(server.lines) < 20, server.output
    assert "count 2, last [2], of 2" in rejoin(there).page.text


@pytest.mark.parametrize("loop", ["asyncio", "as installed"])
def test_a_server_that_may_open_no_more_files_loses_nothing_and_heals_by_itself(
    serve: Serve, port: int, tmp_path: Path, loop: str
) -> None:
    run_out_of_files(serve, port, tmp_path, (PLAIN_LOOP if loop == "asyncio" else "") + READ_ONLY + MAIN)


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="a later asyncio may rest by itself")
def test_a_build_that_asks_without_rest_is_caught(serve: Serve, port: int, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"worked|Too many open files"):
        run_out_of_files(serve, port, tmp_path, PLAIN_LOOP + RESTLESS + READ_ONLY + MAIN)


def test_a_full_disk_refuses_what_is_too_much_and_takes_what_is_not(serve: Serve, port: int) -> None:
    # Arrange
    server = start(serve, port)
    early = Visitor(port).visit()
    early.click("Add")
    tab = Visitor(port).visit()

    # Act
    with limited(server, resource.RLIMIT_FSIZE, 400_000):
        answers = [tab.click("Fill")[0] for _ in range(8)]
    filled = answers.count("a")
    shown = f"{filled} pieces" in tab.page.text
    later = [tab.click("Fill")[0], early.click("Add")[0]]
    server.stop(signal.SIGKILL)
    start(serve, port)

    # Assert
    assert 0 < filled < 8 and shown
    assert later == ["a", "a"]
    assert f"{filled + 1} pieces" in rejoin(tab).page.text
    assert "count 2" in rejoin(early).page.text
