"""A handler's time limit: what shows progress may go on, what does not is ended and told of."""

from __future__ import annotations

import asyncio
import contextvars
import inspect
import threading
import types
from collections.abc import Awaitable, Callable, Generator
from typing import Any

import pytest

from cacao_kernel import threads
from cacao_kernel.limit import Limit, TimeUp
from cacao_kernel.threads import Threads

SHORT = 0.05
LONG = 30.0  # a test that waits so long has failed


def run(main: Callable[[], Awaitable[Any]]) -> Any:
    """Run a test's coroutine, and fail rather than hang."""

    async def limited() -> Any:
        return await asyncio.wait_for(main(), LONG)

    return asyncio.run(limited())


def test_a_handler_returns_and_raises_as_without_a_limit() -> None:
    # Arrange
    async def add() -> int:
        await asyncio.sleep(0)
        return 3

    async def fail() -> None:
        await asyncio.sleep(0)
        raise KeyError("x")

    async def main() -> None:
        # Act and assert
        assert await Limit(LONG).run(add()) == 3
        assert await Limit(None).run(add()) == 3
        with pytest.raises(KeyError):
            await Limit(LONG).run(fail())
        future = asyncio.get_running_loop().create_future()
        future.set_result("done")
        assert await Limit(LONG).run(future) == "done"

    run(main)


def test_a_handler_that_shows_no_progress_is_cancelled_where_it_waits() -> None:
    # Arrange
    seen: list[str] = []

    async def hang() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise
        finally:
            seen.append("cleaned up")

    async def main() -> None:
        limit = Limit(SHORT, "main.py:3 in hang()", lambda: seen.append("time is up"))

        # Act
        with pytest.raises(TimeUp) as caught:
            await limit.run(hang())

        # Assert
        assert seen == ["time is up", "cancelled", "cleaned up"]
        assert str(caught.value) == (
            "main.py:3 in hang(): the handler wrote nothing and no await of it returned for 0.05 s, "
            "its time limit. Give it more with limit=… where it is declared, write a State or await in "
            "between to show progress, or start a task for what takes long."
        )
        assert limit.is_over
        with pytest.raises(TimeUp):
            limit.touch()
        task = asyncio.current_task()
        assert task is not None
        assert task.cancelling() == 0
        await asyncio.sleep(0)  # the caller goes on undisturbed

    run(main)


def test_awaits_that_return_show_progress() -> None:
    # Arrange
    async def walk(steps: int) -> int:
        for _ in range(steps):
            await asyncio.sleep(0.1)
        return steps

    # Act and assert: in all longer than the limit
    assert run(lambda: Limit(1.0).run(walk(12))) == 12


def test_writes_show_progress_in_a_thread() -> None:
    # Arrange
    async def main() -> str:
        limit, pause = Limit(1.0), threading.Event()

        def write() -> str:
            for _ in range(12):
                pause.wait(0.1)
                limit.touch()
            return "written"

        pool = Threads()
        try:
            return await limit.run(pool.run(write, "handler"))
        finally:
            pool.close()

    # Act and assert
    assert run(main) == "written"


def test_a_thread_past_its_limit_goes_on_unattended_and_cannot_write() -> None:
    # Arrange
    goes_on, ended = threading.Event(), threading.Event()
    raised: list[BaseException] = []

    async def main() -> None:
        closed: list[bool] = []
        limit, pool = Limit(SHORT, on_time_up=lambda: closed.append(True)), Threads()

        def hang() -> None:
            goes_on.wait(LONG)
            try:
                limit.touch()
            except TimeUp as error:
                raised.append(error)
            ended.set()

        # Act
        with pytest.raises(TimeUp):
            await limit.run(pool.run(hang, "handler"))

        # Assert
        assert closed == [True]
        assert pool.is_busy
        assert not raised
        goes_on.set()
        assert await asyncio.to_thread(ended.wait, LONG)
        for _ in range(3_000):
            if not pool.is_busy:
                break
            await asyncio.sleep(0.01)
        assert not pool.is_busy
        assert len(raised) == 1
        pool.close()

    run(main)


def test_what_waits_for_a_thread_past_its_limit_never_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    monkeypatch.setattr(threads, "PLACES", {"render": 1, "handler": 1})
    goes_on = threading.Event()
    ran: list[int] = []

    async def main() -> None:
        pool = Threads()
        first = asyncio.create_task(pool.run(lambda: goes_on.wait(LONG), "handler"))
        await asyncio.sleep(0)

        # Act
        with pytest.raises(TimeUp):
            await Limit(SHORT).run(pool.run(lambda: ran.append(1), "handler"))
        goes_on.set()
        await first
        await pool.run(lambda: ran.append(2), "handler")

        # Assert
        assert ran == [2]
        assert not pool.is_busy
        pool.close()

    run(main)


def test_whoever_else_cancels_is_obeyed() -> None:
    # Arrange
    async def main() -> None:
        entered = asyncio.Event()

        async def hang() -> None:
            entered.set()
            await asyncio.get_running_loop().create_future()

        task = asyncio.create_task(Limit(LONG).run(hang()))
        await entered.wait()

        # Act
        task.cancel()

        # Assert
        with pytest.raises(asyncio.CancelledError):
            await task
        assert task.cancelled()

    run(main)


def test_a_cancel_and_the_end_of_the_time_at_once_are_a_cancel() -> None:
    # Arrange
    async def main() -> None:
        async def hang() -> None:
            await asyncio.get_running_loop().create_future()

        task: asyncio.Task[None]
        limit = Limit(SHORT, on_time_up=lambda: task.cancel() and None)
        task = asyncio.create_task(limit.run(hang()))

        # Act and assert
        with pytest.raises(asyncio.CancelledError):
            await task
        assert limit.is_over

    run(main)


@pytest.mark.parametrize("then", ["return", "raise", "wait"])
def test_a_handler_that_will_not_be_cancelled_is_over_all_the_same(then: str) -> None:
    # Arrange
    async def cling() -> str:
        forever = asyncio.get_running_loop().create_future
        try:
            await forever()
        except asyncio.CancelledError:
            if then == "raise":
                raise ValueError from None
            if then == "wait":
                await forever()
        return "late"

    # Act and assert
    with pytest.raises(TimeUp):
        run(lambda: Limit(SHORT).run(cling()))


def test_a_handler_whose_caller_is_closed_is_closed() -> None:
    # Arrange
    seen: list[str] = []

    @types.coroutine
    def wait() -> Generator[None, None, None]:
        yield

    async def hang() -> None:
        try:
            await wait()
        finally:
            seen.append("closed")

    async def main() -> None:
        handler = hang()  # held, so that nothing but the driving closes it
        driving = Limit(LONG).run(handler)
        driving.send(None)

        # Act
        driving.close()

        # Assert
        assert seen == ["closed"]
        assert inspect.getcoroutinestate(handler) == inspect.CORO_CLOSED

    run(main)


def test_a_timeout_within_the_handler_is_the_handlers() -> None:
    # Arrange
    async def impatient() -> str:
        try:
            async with asyncio.timeout(SHORT):
                await asyncio.get_running_loop().create_future()
        except TimeoutError:
            return "its own"
        return "none"

    # Act and assert
    assert run(lambda: Limit(LONG).run(impatient())) == "its own"


def test_what_the_handler_sets_stays_in_the_callers_context() -> None:
    # Arrange
    name = contextvars.ContextVar("name", default="")

    async def main() -> str:
        async def enter() -> None:
            await asyncio.sleep(0)
            name.set("entered")

        await Limit(LONG).run(enter())
        return name.get()

    # Act and assert
    assert run(main) == "entered"


def test_a_handler_without_awaits_needs_no_timer() -> None:
    # Arrange
    async def main() -> list[int]:
        loop = asyncio.get_running_loop()
        made: list[int] = []
        call_later = loop.call_later
        loop.call_later = lambda *args, **options: made.append(1) or call_later(*args, **options)  # type: ignore[method-assign]

        async def quick() -> None:
            pass

        async def slow() -> None:
            for _ in range(5):
                await asyncio.sleep(0)

        await Limit(LONG).run(quick())
        before = len(made)
        await Limit(LONG).run(slow())
        return [before, len(made)]

    # Act and assert: one timer, whatever the number of awaits
    assert run(main) == [0, 1]
