"""The age of what is stored: sessions end by their lifetime and by disuse, whatever the clock does."""

from __future__ import annotations

from pathlib import Path

from file_store.stores import Clock, on_loop, opened

from cacao_kernel import APP, Change


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
