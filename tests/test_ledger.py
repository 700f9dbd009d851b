"""The ledger: a store's file in the hands of a command, while the server has it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from file_store.stores import on_loop, opened

from cacao_kernel import ALL, APP, Change, Conflict, Ended
from cacao_plugins.session.ledger import ENDED_AT_ONCE, Ledger

SESSIONS = 2 * ENDED_AT_ONCE + 7


@on_loop
async def test_many_are_ended_and_the_server_is_told_of_each_and_once(tmp_path: Path) -> None:
    # Arrange
    path = tmp_path / "sessions.db"
    names = [f"session{number}" for number in range(SESSIONS)]
    async with opened(path) as store:
        await store.commit({name: Change(None, {"a": b"1"}) for name in (*names, APP)})

        # Act
        with Ledger(path, []) as ledger:
            listed = ledger.sessions()
            ledger.end(*(one.id for one in listed), is_all=True)
            left = ledger.sessions()
        with pytest.raises(Ended):
            await store.commit({names[0]: Change(1, {"a": b"2"})})
        told = [await store.ended(), await store.ended()]
        with pytest.raises(Conflict) as late:
            await store.commit({names[0]: Change(1, {"a": b"2"})})

        # Assert
        assert len(listed) == SESSIONS and left == []
        assert sorted(told[0]) == sorted([ALL, *map(store.listed, names)])
        assert told[1] == []
        assert not isinstance(late.value, Ended)
        assert await store.load(APP) is not None
        assert await store.commit({names[0]: Change(None, {"a": b"3"})}) == {names[0]: 1}


@on_loop
async def test_what_was_ended_without_a_server_is_told_to_none(tmp_path: Path) -> None:
    # Arrange
    path = tmp_path / "sessions.db"
    async with opened(path) as store:
        await store.commit({"ada": Change(None, {"a": b"1"})})
        listed = store.listed("ada")

    # Act
    with Ledger(path, []) as ledger:
        ledger.end(listed)

    # Assert
    async with opened(path) as store:
        assert await store.load("ada") is None
        assert await store.ended() == []


@on_loop
async def test_what_is_looked_at_holds_up_no_server(tmp_path: Path) -> None:
    # Arrange
    path = tmp_path / "sessions.db"
    async with opened(path) as store:
        await store.commit({f"session{number}": Change(None, {"a": b"x" * 1_000}) for number in range(500)})

        # Act: a list is begun, and not done yet
        with Ledger(path, []) as ledger:
            ledger._connection.execute("BEGIN")
            ledger._connection.execute("SELECT count(*) FROM records").fetchone()
            before = time.monotonic()
            await store.commit({"session0": Change(1, {"a": b"2"})})
            took = time.monotonic() - before
            ledger._connection.execute("COMMIT")

    # Assert: not the seconds that a lock would be waited for
    assert took < 2
