"""Broken files of a store: each is set aside and told once, and nothing that was planted in it is run."""

# ruff: noqa: ASYNC240 - nobody waits while a test reads a file

from __future__ import annotations

import asyncio
import logging
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from file_store.stores import Clock, change, on_loop, opened

from cacao_kernel import Change

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
async def test_a_trigger_that_was_planted_is_never_run(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
    change(path, "CREATE TRIGGER planted AFTER UPDATE ON records BEGIN DELETE FROM cells; END")

    async with opened(path) as store:
        assert await store.load("ada") is None
    assert "its tables are others" in caplog.text
