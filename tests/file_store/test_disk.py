"""A disk without room, or too many open files: what does not fit fails, and nothing else."""

# ruff: noqa: ASYNC240 - nobody waits while a test reads a file

from __future__ import annotations

import re
from pathlib import Path

import pytest
from file_store.stores import on_loop, opened, posix, start

from cacao_kernel import Change, StoreError
from cacao_plugins.session.file_store import FileStore


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
