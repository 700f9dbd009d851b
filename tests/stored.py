"""What is stored of visitors: a file full of them, made and looked through without a server."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from cacao_kernel import Change
from cacao_kernel.codec import Codecs
from cacao_plugins.session.file_store import FileStore

_AT_ONCE = 1_000


def fill(file: Path, count: int) -> Sequence[str]:
    """Store so many visitors who have clicked a little, and return their ids."""
    return asyncio.run(_fill(file, count))


async def _fill(file: Path, count: int) -> Sequence[str]:
    store = FileStore(file)
    await store.open()
    names = [f"visitor {number}" for number in range(count)]
    try:
        for start in range(0, count, _AT_ONCE):
            part = range(start, min(count, start + _AT_ONCE))
            await store.commit({names[number]: _change(number) for number in part})
    finally:
        await store.close()
    return names


def _change(number: int) -> Change:
    spell = Codecs().encode
    cells = {"main.count": spell(number, "count"), "main.rows": spell([*range(50)], "rows")}
    tab = b'{"place":"0123456789abcdef","below":50,"above":[],"answers":{},"begun":[]}'
    return Change(None, cells, tabs={f"{number:032x}": tab})


def check(file: Path, names: Sequence[str]) -> int:
    """Hold that the file is whole, and these visitors are as they were stored; return how many there are."""
    connection = sqlite3.connect(file)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()
    return asyncio.run(_check(file, names))


async def _check(file: Path, names: Sequence[str]) -> int:
    store = FileStore(file)
    await store.open()
    try:
        for start in range(0, len(names), _AT_ONCE):
            part = range(start, min(len(names), start + _AT_ONCE))
            found = await asyncio.gather(*(store.load(names[number]) for number in part))
            for number, record in zip(part, found, strict=True):
                expected = _change(number)
                assert record is not None, f"{names[number]} is gone"
                assert (record.cells, record.tabs) == (expected.cells, expected.tabs)
        listed = await store.records()
        loaded = len(listed)
        assert len({one.id for one in listed}) == loaded
        return loaded
    finally:
        await store.close()
