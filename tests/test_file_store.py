"""The file store: what it has acknowledged is kept, whatever happens to the process, the disk or the file."""

# ruff: noqa: ASYNC240 - nobody waits while a test reads a file

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import random
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from cacao_kernel import APP, Change, Conflict, Record, StoreError
from cacao_plugins.session.file_store import FileStore

PROGRAMS = Path(__file__).with_name("storing.py")
SECRET = b"a secret of thirty-two bytes ..."
OTHER = b"another one, also of 32 bytes..."

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and signals are those of POSIX")


def on_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Let an async test run."""

    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        async def all_of_it() -> None:
            await test(*args, **kwargs)

        asyncio.run(all_of_it())

    return run


@asynccontextmanager
async def opened(path: Path, **settings: Any) -> AsyncIterator[FileStore]:
    store = FileStore(path, **settings)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "sessions.db"


class Clock:
    """A wall clock that goes where it is set."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.25

    def __call__(self) -> float:
        return self.now


@on_loop
async def test_a_session_lives_on_over_a_restart(path: Path) -> None:
    # Arrange
    clock = Clock()
    async with opened(path, clock=clock) as store:
        assert await store.load("ada") is None
        first = await store.commit({"ada": Change(None, {"count": b"1", "name": b'"x"'}, tabs={"t1": b"[]"})})
        clock.now += 1
        second = await store.commit(
            {
                "ada": Change(first["ada"], {"count": b"2"}, ["name"], {"t2": b"{}"}, ["t1"], seen=clock.now),
                APP: Change(None, {"visitors": b"7"}),
            }
        )

    # Act
    async with opened(path, clock=clock) as store:
        ada, everybody = await store.load("ada"), await store.load(APP)

    # Assert
    assert (first, second) == ({"ada": 1}, {"ada": 2, APP: 1})
    assert ada == Record(2, {"count": b"2"}, {"t2": b"{}"}, clock.now - 1, clock.now)
    assert everybody == Record(1, {"visitors": b"7"}, {}, clock.now, clock.now)


@on_loop
async def test_all_records_of_a_commit_are_written_or_none(path: Path) -> None:
    async with opened(path) as store:
        # Arrange
        await store.commit({"ada": Change(None, {"count": b"1"}), "bob": Change(None, {"count": b"1"})})

        # Act
        with pytest.raises(Conflict, match="expected version 7, got version 1") as caught:
            await store.commit({"ada": Change(1, {"count": b"2"}), "bob": Change(7, {"count": b"2"})})
        with pytest.raises(Conflict, match="expected no record, got version 1"):
            await store.commit({"eve": Change(None, {}), "ada": Change(None, {})})
        with pytest.raises(Conflict, match="expected version 1, got no record"):
            await store.commit({"eve": Change(1, {})})

        # Assert
        assert caught.value.record == "bob"
        ada = await store.load("ada")
        assert ada is not None
        assert (ada.version, ada.cells) == (1, {"count": b"1"})
        assert await store.load("eve") is None


@on_loop
async def test_what_is_asked_at_once_takes_effect_in_its_order(path: Path) -> None:
    async with opened(path) as store:
        # Act
        outcomes = await asyncio.gather(
            store.commit({"ada": Change(None, {"a": b"1", "b": b"1"})}),
            store.load("ada"),
            store.commit({"ada": Change(1, {"a": b"2"}, ["b"])}),
            store.commit({"ada": Change(1, {"a": b"9"})}),
            store.load("ada"),
            store.forget("ada"),
            store.load("ada"),
            store.commit({"ada": Change(None, {"c": b"3"})}),
            store.commit({"ada": Change(1, {}, ["c"]), "bob": Change(None, {"c": b"x" * 2_000_000})}),
            store.load("ada"),
            return_exceptions=True,
        )

    # Assert
    cells = [dict(one.cells) if isinstance(one, Record) else one for one in outcomes]
    assert cells[:3] == [{"ada": 1}, {"a": b"1", "b": b"1"}, {"ada": 2}]
    assert isinstance(cells[3], Conflict)
    assert cells[4:8] == [{"a": b"2"}, None, None, {"ada": 1}]
    assert "cell c: a session holds too much to be stored; expected 1048576 bytes" in str(cells[8])
    assert cells[9] == {"c": b"3"}


@on_loop
async def test_many_commits_at_once_are_all_kept(path: Path) -> None:
    # Arrange
    names = [f"session{number}" for number in range(300)]

    # Act
    async with opened(path) as store:
        await asyncio.gather(
            *(store.commit({name: Change(None, {"name": name.encode()})}) for name in names),
        )
        await asyncio.gather(
            *(
                store.commit({name: Change(version, {"a": b"%d" % version})})
                for version in (1, 2)
                for name in names
            ),
        )
        listed = await store.records()

    # Assert
    async with opened(path) as store:
        for name in names:
            record = await store.load(name)
            assert record is not None
            assert record.cells == {"name": name.encode(), "a": b"2"}
    assert sorted(one.size for one in listed) == sorted(len(name) + 1 for name in names)


@on_loop
async def test_sessions_expire_by_age_and_idleness(path: Path) -> None:
    # Arrange
    clock = Clock()
    async with opened(path, clock=clock, lifetime=100, idle=10) as store:
        await store.commit({APP: Change(None), "old": Change(None), "idle": Change(None)})
        clock.now += 91
        await store.commit({"old": Change(1, seen=clock.now), "new": Change(None, {"a": b"1"})})

        # Act and assert
        assert await store.load("idle") is None
        assert await store.expire(clock.now) == 1
        assert [await store.load(name) is None for name in ("old", "idle", "new")] == [False, True, False]
        clock.now += 9
        assert await store.load("old") is None
        assert await store.load("new") is not None
        clock.now -= 3_600  # a clock that is put back ends nobody's session
        assert await store.expire(clock.now) == 0
        clock.now += 3_600
        assert await store.expire(clock.now, ["new", "old"]) == 0
        assert await store.expire(clock.now, ["new"]) == 1
        assert [one.id for one in await store.records()][1:] == [APP]
        await store.commit({"old": Change(None, {"b": b"2"})})
        clock.now += 3_600
        assert await store.expire(clock.now) == 2
        assert (await store.load(APP)) is not None


@on_loop
async def test_a_session_that_has_expired_begins_anew(path: Path) -> None:
    clock = Clock()
    async with opened(path, clock=clock, lifetime=100) as store:
        await store.commit({"ada": Change(None, {"a": b"1"}, tabs={"t": b"1"})})
        clock.now += 100

        assert await store.load("ada") is None
        assert await store.commit({"ada": Change(None, {"b": b"2"})}) == {"ada": 1}
        ada = await store.load("ada")
        assert ada is not None
        assert (ada.cells, ada.tabs, ada.opened) == ({"b": b"2"}, {}, clock.now)


@on_loop
async def test_thousands_of_sessions_expire_in_parts(path: Path) -> None:
    clock = Clock()
    async with opened(path, clock=clock) as store:
        await store.commit({f"session{number}": Change(None, {"a": b"1"}) for number in range(1_200)})

        assert await store.expire(clock.now + 90_000) == 1_200
        assert await store.records() == []


@on_loop
async def test_ten_thousand_sessions_open_at_once(path: Path) -> None:
    # Arrange
    async with opened(path) as store:
        for part in range(10):
            await store.commit(
                {
                    f"session{part * 1_000 + number}": Change(None, {"a": b"x" * 500})
                    for number in range(1_000)
                }
            )

    # Act
    began = time.perf_counter()
    async with opened(path) as store:
        seconds = time.perf_counter() - began
        assert (await store.load("session9999")) is not None

    # Assert
    print(f"10,000 sessions opened in {seconds * 1e3:.1f} ms")
    assert seconds < 1


@posix
@on_loop
async def test_the_files_are_for_us_alone(path: Path) -> None:
    # Arrange
    before = os.umask(0)
    try:
        # Act
        async with opened(path) as store:
            await store.commit({"ada": Change(None, {"a": b"1"})})
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)

    # Assert
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert set(modes) == {path.name + end for end in ("", "-wal", "-shm", ".lock")}
    assert set(modes.values()) == {0o600}


@posix
@on_loop
async def test_a_file_that_others_may_read_is_made_private(path: Path) -> None:
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
    path.chmod(0o644)

    async with opened(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix
@pytest.mark.parametrize("end", ["", "-wal", "-shm", ".lock"])
@on_loop
async def test_a_link_at_the_place_is_not_followed(path: Path, end: str) -> None:
    # Arrange
    path.parent.mkdir()
    target = path.parent / "target"
    target.write_bytes(b"precious")
    planted = Path(f"{path}{end}")
    planted.symlink_to(target)

    # Act
    with pytest.raises(StoreError) as caught:
        await FileStore(path).open()

    # Assert
    assert f"{planted}: the session store cannot be used; expected a regular file" in str(caught.value)
    assert "got a symbolic link" in str(caught.value)
    assert target.read_bytes() == b"precious"


@posix
@pytest.mark.parametrize("kind", ["a folder", "a pipe"])
@on_loop
async def test_what_is_no_file_is_refused_and_another_store_may_come(path: Path, kind: str) -> None:
    path.parent.mkdir()
    if kind == "a folder":
        path.mkdir()
    else:
        os.mkfifo(path)

    for _ in range(2):
        with pytest.raises(StoreError, match=f"got {kind}.* give another path: "):
            await FileStore(path).open()
    assert [file.name for file in path.parent.iterdir()] == ["sessions.db"]


@posix
@on_loop
async def test_a_disk_without_room_is_told_in_a_line_and_a_store_of_before_opens_on_it(path: Path) -> None:
    import resource

    # Arrange
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
    lock = Path(f"{path}.lock").read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    # Act
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(StoreError) as caught:
            await FileStore(path.with_name("other.db")).open()
        with pytest.raises(StoreError):
            await FileStore(path).open()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    # Assert
    assert re.search(
        r"other.db: the session store cannot be used; .* got OSError: File too large", str(caught.value)
    )
    assert Path(f"{path}.lock").read_bytes() == lock
    async with opened(path) as store:
        assert await store.load("ada") is not None


@on_loop
async def test_who_set_the_path_by_the_environment_is_told_of_that(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.mkdir(parents=True)
    monkeypatch.setenv("CACAO_SESSION_PATH", str(path))

    with pytest.raises(StoreError, match=r"give another path: CACAO_SESSION_PATH\.$"):
        await FileStore(path).open()


@on_loop
async def test_a_second_store_on_one_file_is_refused(path: Path) -> None:
    async with opened(path) as store:
        with pytest.raises(StoreError, match=rf"one process at a time, got process {os.getpid()}\. Stop it"):
            await FileStore(path).open()
        await store.commit({"ada": Change(None, {"a": b"1"})})

    async with opened(path) as store:
        assert await store.load("ada") is not None


@on_loop
async def test_a_second_process_is_refused_until_the_first_is_killed(path: Path) -> None:
    # Arrange
    first = start("hold", path)
    assert first.stdout is not None
    assert first.stdout.readline() == "open\n"

    # Act and assert
    try:
        with pytest.raises(StoreError, match=rf"got process {first.pid}\."):
            await FileStore(path).open()
    finally:
        first.kill()
        first.communicate()
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})


@posix
@on_loop
async def test_a_child_that_outlives_a_killed_process_does_not_hold_its_store(path: Path) -> None:
    # Arrange
    first = start("fork", path)
    assert first.stdout is not None
    child = int(first.stdout.readline())

    # Act and assert
    try:
        with pytest.raises(StoreError, match=rf"got process {first.pid}\."):
            await FileStore(path).open()
        first.kill()
        first.wait()
        async with opened(path) as store:
            await store.commit({"ada": Change(None, {"a": b"1"})})
    finally:
        os.kill(child, signal.SIGKILL)
        first.kill()
        first.communicate()


@on_loop
async def test_a_store_that_is_not_open_says_so(path: Path) -> None:
    store = FileStore(path)
    with pytest.raises(StoreError, match="is not open"):
        await store.load("ada")
    await store.open()
    with pytest.raises(StoreError, match="is open already"):
        await store.open()
    waiting = asyncio.ensure_future(store.commit({"ada": Change(None, {"a": b"1"})}))
    await asyncio.sleep(0)
    await store.close()
    await store.close()
    assert await waiting == {"ada": 1}
    with pytest.raises(StoreError, match="is not open"):
        await store.commit({"ada": Change(1, {})})
    assert not [thread for thread in threading.enumerate() if thread.name == "cacao-sessions"]


@on_loop
async def test_a_commit_whose_caller_went_away_is_still_made(path: Path) -> None:
    async with opened(path) as store:
        task = asyncio.ensure_future(store.commit({"ada": Change(None, {"a": b"1"})}))
        await asyncio.sleep(0)
        task.cancel()
        assert await store.load("ada") is not None


def start(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROGRAMS), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@posix
@on_loop
async def test_what_was_acknowledged_survives_every_kill(path: Path) -> None:
    # Arrange
    chance = random.Random(7)
    counts: dict[str, int] = {}
    acknowledged = 0

    for _ in range(20):
        # Act
        process = start("count", path)
        assert process.stdout is not None
        lines = [process.stdout.readline()]  # it is at work
        timer = threading.Timer(chance.uniform(0, 0.15), process.send_signal, [signal.SIGKILL])
        timer.start()
        lines += process.stdout.readlines()
        process.wait()
        timer.join()
        process.stdout.close()

        # Assert
        for line in lines:
            if line.endswith("\n"):
                name, number = line.split()
                assert int(number) == counts.get(name, 0) + 1, "once each, in order"
                counts[name] = int(number)
                acknowledged += 1
        async with opened(path) as store:
            for name, number in counts.items():
                record, twin = await store.load(name), await store.load(f"{name} twin")
                assert record is not None
                assert twin == record, "both records or none"
                kept = int(record.cells["count"])
                assert kept in (number, number + 1), "the one that was under way may be kept as well"
                assert record.version == kept
                assert record.cells["copy"] == b"%d" % kept + b"0" * 300
                recent = {f"tab{one % 7}": b"%d" % one for one in range(max(1, kept - 6), kept + 1)}
                assert record.tabs == recent
                counts[name] = kept
    print(f"{acknowledged} commits acknowledged over 20 kills")
    assert not list(path.parent.glob("*.broken*"))


@posix
@pytest.mark.parametrize("limit", [300_000, 1_500_000])
def test_a_full_disk_fails_what_does_not_fit_and_nothing_else(path: Path, limit: int) -> None:
    process = start("fill", path, limit)
    output, _ = process.communicate(timeout=60)

    assert output.splitlines() == ["failed True", "True {'a': b'2'} {'a': b'3'}"]


@posix
@on_loop
async def test_too_many_open_files_end_no_store(path: Path) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
        try:
            await store.commit({"ada": Change(1, {"a": b"2"})})
            with pytest.raises(StoreError, match="Too many open files"):
                await FileStore(path.with_name("other.db")).open()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        await store.commit({"ada": Change(2, {"a": b"3"})})


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "garbage": lambda data: b"garbage " * 1_000,
    "pickle": lambda data: pickle.dumps(_Touching()),
    "half": lambda data: data[: len(data) // 8192 * 4096],
    "part of a page": lambda data: data[:1_000],
    "zeros": lambda data: bytes(len(data)),
    "header alone": lambda data: data[:100] + bytes(len(data) - 100),
}


class _Touching:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("touched",)


@pytest.mark.parametrize("how", BROKEN)
@on_loop
async def test_a_broken_file_is_set_aside_and_a_fresh_one_begun(
    path: Path, how: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    monkeypatch.chdir(path.parent.parent)
    async with opened(path) as store:
        await store.commit({f"session{number}": Change(None, {"a": b"x" * 5_000}) for number in range(20)})
    broken = BROKEN[how](path.read_bytes())
    path.write_bytes(broken)

    # Act
    async with opened(path, clock=Clock()) as store:
        record = await store.load("session1")
        await store.commit({"session1": Change(None, {"a": b"1"})})
        after = await store.load("session1")

    # Assert
    warnings = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]
    assert record is None
    assert after is not None
    assert len(warnings) == 1
    assert "the session store is broken" in warnings[0]
    assert path.with_name("sessions.db.broken-20270115T080000Z").read_bytes() == broken
    assert not Path("touched").exists()


@on_loop
async def test_a_file_that_breaks_under_way_is_set_aside(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    async with opened(path) as store:
        await store.commit({f"session{number}": Change(None, {"a": b"x" * 5_000}) for number in range(50)})
    data = path.read_bytes()
    path.write_bytes(data[: 4096 * 8] + b"\xff" * (len(data) - 4096 * 8))

    # Act
    async with opened(path) as store:
        records = await asyncio.gather(*(store.load(f"session{number}") for number in range(50)))
        await store.commit({"ada": Change(None, {"a": b"1"})})

        # Assert
        assert await store.load("ada") is not None
    assert None in records
    assert len([one for one in caplog.records if "is broken" in one.getMessage()]) == 1
    assert len(list(path.parent.glob("*.broken-*"))) == 1


@on_loop
async def test_a_file_that_was_emptied_is_told_once(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
    os.truncate(path, 0)

    async with opened(path) as store:
        assert await store.load("ada") is None

    assert [one.getMessage().partition(": ")[2] for one in caplog.records] == [
        "the session store is empty where it was not; a fresh one is begun"
    ]


@on_loop
async def test_a_file_of_another_version_is_refused_and_kept(path: Path) -> None:
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
    change(path, "UPDATE meta SET value = '2' WHERE name = 'version'")

    with pytest.raises(
        StoreError, match="written by another version of Cacao; expected version 1, got version 2"
    ):
        await FileStore(path).open()
    assert not list(path.parent.glob("*.broken*"))


@on_loop
async def test_a_database_of_something_else_is_refused_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    change(path, "CREATE TABLE cells (x)")
    path.chmod(0o644)
    before = path.read_bytes(), path.stat().st_mode

    with pytest.raises(StoreError, match=r"sessions.db: .* the file is a database of something else"):
        await FileStore(path).open()

    assert (path.read_bytes(), path.stat().st_mode) == before
    assert {file.name for file in path.parent.iterdir()} == {"sessions.db"}


FOREIGN = {
    "notes": b"Buy milk.\n",
    "long notes": b"Buy milk.\n" * 9_000,
    "a broken database": b"SQLite format 3\0" + bytes(9_000),
}


@pytest.mark.parametrize("what", FOREIGN)
@on_loop
async def test_a_file_of_the_user_is_refused_and_left_as_it_is(path: Path, what: str) -> None:
    # Arrange
    path.parent.mkdir()
    path.write_bytes(FOREIGN[what])
    path.chmod(0o644)
    before = path.stat()

    # Act
    with pytest.raises(StoreError, match=r"sessions.db: .* the file is something else, and is left as it is"):
        await FileStore(path).open()

    # Assert
    after = path.stat()
    assert path.read_bytes() == FOREIGN[what]
    assert (after.st_mode, after.st_ino, after.st_mtime_ns) == (
        before.st_mode,
        before.st_ino,
        before.st_mtime_ns,
    )
    assert {file.name for file in path.parent.iterdir()} == {"sessions.db"}


@on_loop
async def test_a_store_out_of_a_backup_is_opened_without_its_lock(path: Path, tmp_path: Path) -> None:
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
    backup = tmp_path / "backup.db"
    backup.write_bytes(path.read_bytes())

    async with opened(backup) as store:
        assert await store.load("ada") is not None


@on_loop
async def test_a_trigger_that_was_planted_is_never_run(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
    change(path, "CREATE TRIGGER planted AFTER UPDATE ON records BEGIN DELETE FROM cells; END")

    async with opened(path) as store:
        assert await store.load("ada") is None
    assert "its tables are others" in caplog.text


def change(path: Path, *statements: str, values: Sequence[Any] = ()) -> None:
    """Change the database as somebody else might who has the file."""
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement, values)
    connection.close()


def all_bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


@on_loop
async def test_no_id_of_a_session_is_in_the_file(path: Path) -> None:
    async with opened(path) as store:
        await store.commit({"a-session-id": Change(None, {"cell": b"what is kept"}), APP: Change(None)})
        during = all_bytes(path)
        listed = {one.id for one in await store.records()}

    assert b"what is kept" in during
    assert b"a-session-id" not in during + all_bytes(path)
    assert len(listed) == 2
    assert "a-session-id" not in listed
    assert APP in listed


@pytest.fixture
def cryptography() -> None:
    pytest.importorskip("cryptography")


@pytest.mark.usefixtures("cryptography")
@on_loop
async def test_what_is_encrypted_is_read_with_the_secret_alone(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    async with opened(path, secrets=[SECRET]) as store:
        await store.commit({"ada": Change(None, {"a": b"what is kept"}, tabs={"t": b"where it is"})})
    assert b"what is kept" not in all_bytes(path)
    assert b"where it is" not in all_bytes(path)

    # Act and assert
    async with opened(path, secrets=[SECRET]) as store:
        ada = await store.load("ada")
        assert ada is not None
        assert (ada.cells, ada.tabs) == ({"a": b"what is kept"}, {"t": b"where it is"})
    assert caplog.records == []
    for secrets in ([OTHER], []):
        async with opened(path, secrets=secrets) as store:
            assert await store.load("ada") is None
    assert len(caplog.records) == 2


@pytest.mark.usefixtures("cryptography")
@on_loop
async def test_what_is_for_everybody_and_cannot_be_read_is_told_as_such(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(path, secrets=[SECRET]) as store:
        await store.commit({APP: Change(None, {"a": b"1"})})

    async with opened(path, secrets=[OTHER]) as store:
        assert await store.load(APP) is None

    [told] = caplog.messages
    assert "what is stored for everybody could not be read: it was tampered with, or" in told


@pytest.mark.usefixtures("cryptography")
@on_loop
async def test_secrets_may_be_rotated(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    # Arrange
    async with opened(path, secrets=[OTHER]) as store:
        cells = {"a": b"1", "b": b"2"}
        await store.commit({name: Change(None, cells, tabs={"t": b"3"}) for name in ("ada", "bob")})

    # Act
    async with opened(path, secrets=[SECRET, OTHER]) as store:
        ada, bob = await store.load("ada"), await store.load("bob")
        await store.commit({"ada": Change(1, {"a": b"4"})})

    # Assert
    assert ada == bob
    async with opened(path, secrets=[SECRET]) as store:
        ada = await store.load("ada")
        assert ada is not None
        assert (ada.cells, ada.tabs) == ({"a": b"4", "b": b"2"}, {"t": b"3"})
        assert caplog.records == []
        assert await store.load("bob") is None
    assert len(caplog.records) == 1


TAMPERED = {
    "edited": "UPDATE cells SET value = substr(value, 1, 20) || x'00' || substr(value, 22)",
    "truncated": "UPDATE cells SET value = substr(value, 1, 14)",
    "emptied": "UPDATE cells SET value = x''",
    "lengthened": "UPDATE cells SET value = value || x'00'",
    "plain": "UPDATE cells SET value = CAST('p2' AS BLOB)",
    "text": "UPDATE cells SET value = 'text'",
    "swapped names": "UPDATE cells SET value = (SELECT value FROM cells AS other "
    "WHERE other.record = cells.record AND other.name != cells.name)",
    "swapped records": "UPDATE cells SET value = (SELECT value FROM cells AS other "
    "WHERE other.record != cells.record AND other.name = cells.name)",
    "moved to tabs": "INSERT INTO tabs SELECT record, name, value FROM cells",
    "version": "UPDATE records SET version = 'x'",
}


@pytest.mark.usefixtures("cryptography")
@pytest.mark.parametrize("how", TAMPERED)
@on_loop
async def test_what_was_tampered_with_begins_anew(
    path: Path, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    async with opened(path, secrets=[SECRET]) as store:
        cells = {"a": b"one" * 9, "b": b"two" * 9}
        await store.commit({name: Change(None, cells) for name in ("ada", "bob")})
    change(path, TAMPERED[how])

    async with opened(path, secrets=[SECRET]) as store:
        # Act
        loaded = [name for name in ("ada", "bob") if await store.load(name)]
        gone = next(name for name in ("ada", "bob") if name not in loaded)
        await store.commit({gone: Change(None, {"a": b"new"})})
        after = await store.load(gone)

    # Assert
    assert len(caplog.records) == 2 - len(loaded)
    assert "was tampered with, or its secret is gone; it begins anew" in caplog.text
    assert after is not None
    assert (after.version, after.cells, after.tabs) == (1, {"a": b"new"}, {})
    assert loaded == [] or how == "swapped records"  # the second was given back its own


@pytest.mark.usefixtures("cryptography")
@on_loop
async def test_sessions_of_another_file_are_none_of_this(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "sessions.db"
    for place in (path, other):
        async with opened(place, secrets=[SECRET]) as store:
            await store.commit({"ada": Change(None, {"a": str(place).encode()})})
    connection = sqlite3.connect(other)
    ((value,),) = connection.execute("SELECT value FROM cells").fetchall()
    connection.close()
    change(path, "UPDATE cells SET value = ?", values=[value])

    async with opened(path, secrets=[SECRET]) as store:
        assert await store.load("ada") is None


@pytest.mark.usefixtures("cryptography")
@on_loop
async def test_a_lost_secret_does_not_flood_the_log(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(path, secrets=[SECRET]) as store:
        await store.commit({f"session{number}": Change(None, {"a": b"1"}) for number in range(40)})

    async with opened(path, secrets=[OTHER]) as store:
        for number in range(40):
            assert await store.load(f"session{number}") is None

    assert len(caplog.records) == 20
    assert caplog.records[-1].getMessage().endswith("There may be more; no further one is told")


@on_loop
async def test_without_cryptography_the_error_says_what_to_install(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)

    with pytest.raises(StoreError, match=r"Install it with: pip install 'cacao\[session\]'"):
        await FileStore(path, secrets=[SECRET]).open()


@pytest.mark.usefixtures("cryptography")
@on_loop
async def test_a_short_secret_is_refused(path: Path) -> None:
    with pytest.raises(StoreError, match="is too short; expected at least 16 bytes, got 0"):
        await FileStore(path, secrets=[SECRET, b""]).open()


@on_loop
async def test_how_fast_it_is_on_this_machine(path: Path) -> None:
    waits: list[float] = []

    async def visit(store: FileStore, name: str, until: float) -> None:
        version = None
        while (began := time.perf_counter()) < until:
            change = Change(version, {"count": b"1", "rows": b"x" * 200}, tabs={"t": b"[1]"})
            version = (await store.commit({name: change}))[name]
            waits.append(time.perf_counter() - began)

    async with opened(path) as store:
        began, used = time.perf_counter(), time.process_time()
        await asyncio.gather(*(visit(store, f"session{number}", began + 1) for number in range(200)))
        seconds, used = time.perf_counter() - began, time.process_time() - used

    waits.sort()
    p99 = waits[int(len(waits) * 0.99)] * 1e3
    cpu = used / len(waits) * 1e6
    print(f"{len(waits) / seconds:,.0f} commits/s, {cpu:.0f} µs of CPU each, p99 {p99:.1f} ms")


@on_loop
async def test_a_command_that_writes_in_between_fails_no_commit(path: Path) -> None:
    # Arrange: it ends sessions as fast as it can, each time taking a while
    is_over = threading.Event()

    def end_and_end() -> None:
        connection = sqlite3.connect(path, timeout=5, isolation_level=None)
        number = 0
        while not is_over.is_set():
            number += 1
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, x'')", [f"ended:{number % 5}"])
            time.sleep(0.002)
            connection.execute("COMMIT")
            time.sleep(0.0005)
        connection.close()

    async with opened(path) as store:
        thread = threading.Thread(target=end_and_end)
        thread.start()

        # Act
        try:
            version = None
            for number in range(100):
                version = (await store.commit({"ada": Change(version, {"a": b"%d" % number})}))["ada"]
                await store.ended()
        finally:
            is_over.set()
            thread.join()
        record = await store.load("ada")

    # Assert
    assert record is not None and record.cells == {"a": b"99"}


@on_loop
async def test_what_a_clock_that_was_ahead_has_dated_lasts_no_longer_than_others(path: Path) -> None:
    # Arrange
    clock = Clock()
    async with opened(path, clock=clock, lifetime=100) as store:
        clock.now += 86_400 * 3_650
        await store.commit({"ada": Change(None)})

    # Act: the clock is put right, and the server started again
    clock.now -= 86_400 * 3_650
    async with opened(path, clock=clock, lifetime=100) as store:
        kept = await store.load("ada")
        clock.now += 100
        late = await store.load("ada")

    # Assert
    assert kept is not None and kept.opened == clock.now - 100
    assert late is None
