"""Secrets of a file store: only with them is it read, and what was tampered with begins anew."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from file_store.stores import OTHER, SECRET, change, on_loop, opened

from cacao_kernel import APP, Change, StoreError
from cacao_plugins.session.file_store import FileStore


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
