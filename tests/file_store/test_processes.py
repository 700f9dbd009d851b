"""Processes of a file store: one has the file at a time, and a kill takes nothing that was acknowledged."""

from __future__ import annotations

import os
import random
import signal
import threading
from pathlib import Path

import pytest
from file_store.stores import on_loop, opened, posix, start

from cacao_kernel import Change, StoreError
from cacao_plugins.session.file_store import FileStore


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
