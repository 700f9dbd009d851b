"""The lock of a session: one at a time, in the order it was asked for, whoever gives up."""

from __future__ import annotations

import asyncio

from seats import story

from cacao_kernel.lock import Lock


@story
async def test_it_is_handed_over_in_the_order_it_was_asked_for() -> None:
    # Arrange
    lock = Lock()
    order: list[int] = []

    async def work(number: int) -> None:
        async with lock:
            order.append(number)
            await asyncio.sleep(0)

    # Act
    await asyncio.gather(*(work(number) for number in range(5)))

    # Assert
    assert order == [0, 1, 2, 3, 4]
    assert not lock.is_held


@story
async def test_nobody_seizes_it_while_it_is_on_its_way_to_who_has_waited() -> None:
    # Arrange
    lock = Lock()
    assert lock.seize()
    waiting = asyncio.ensure_future(lock.acquire())
    await asyncio.sleep(0)

    # Act
    lock.release()

    # Assert
    assert not lock.seize()
    await waiting
    lock.release()
    assert lock.seize()


@story
async def test_who_is_cancelled_while_waiting_or_as_it_comes_keeps_nobody_from_it() -> None:
    for is_handed_over in (False, True):
        # Arrange
        lock = Lock()
        assert lock.seize()
        first = asyncio.ensure_future(lock.acquire())
        second = asyncio.ensure_future(lock.acquire())
        await asyncio.sleep(0)

        # Act
        if is_handed_over:
            lock.release()
            first.cancel()
        else:
            first.cancel()
            await asyncio.sleep(0)
            lock.release()

        # Assert
        await asyncio.wait_for(second, 5)
        assert first.cancelled()
        lock.release()
        assert not lock.is_held
