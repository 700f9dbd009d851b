"""The place of a file store: its files are for us alone, and what is none of ours is left as it is."""

# ruff: noqa: ASYNC240 - nobody waits while a test reads a file

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from file_store.stores import change, on_loop, opened, posix

from cacao_kernel import Change, StoreError
from cacao_plugins.session.file_store import FileStore


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


@on_loop
async def test_who_set_the_path_by_the_environment_is_told_of_that(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.mkdir(parents=True)
    monkeypatch.setenv("CACAO_SESSION_PATH", str(path))

    with pytest.raises(StoreError, match=r"give another path: CACAO_SESSION_PATH\.$"):
        await FileStore(path).open()


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
