"""Commits: what a file store has acknowledged is read again as it was, whole and in its order."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from file_store.stores import Clock, on_loop, opened

from cacao_kernel import APP, Change, Conflict, Record, StoreError
from cacao_plugins.session.file_store import FileStore


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
