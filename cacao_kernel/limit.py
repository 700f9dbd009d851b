"""Limit: how long a handler may run without a sign of progress."""

from __future__ import annotations

import asyncio
import time
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from types import CoroutineType
from typing import Any, TypeVar

from .errors import CacaoError

T = TypeVar("T")

# Calls a function with an argument, in the context that user code runs in.
Step = Callable[[Callable[[Any], Any], Any], Any]


class TimeUp(CacaoError):
    """A handler has shown no progress for longer than its limit."""


class Limit:
    """The time limit of one run of a handler: counted from its last write or await that returned.

    A coroutine past it is cancelled where it waits, as a task would be. What runs in a thread
    cannot be stopped: the caller is told at once, and the thread goes on unattended until it
    next calls :meth:`touch`.

    Args:
        seconds: how long it may show no progress; None for as long as it likes.
        where: the handler, for the error: what spells its name, or file and line.
        on_time_up: called once on the event loop when the time is up, before anything is cancelled.

    Attributes:
        is_over: whether the time was up.
    """

    __slots__ = ("_cancels", "_last", "_seconds", "_task", "_timer", "_where", "is_over", "on_time_up")

    def __init__(
        self, seconds: float | None, where: object = "", on_time_up: Callable[[], None] | None = None
    ) -> None:
        self._seconds = seconds
        self._where = where
        self.on_time_up = on_time_up
        self.is_over = False
        self._last = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[Any] | None = None
        self._cancels = 0

    def touch(self) -> None:
        """Note progress; called at every write, in whatever thread it happens.

        Raises:
            TimeUp: if the time was up before.
        """
        if self.is_over:
            raise self._error()
        self._last = time.monotonic()

    @types.coroutine
    def run(self, awaitable: Awaitable[T]) -> Generator[Any, Any, T]:
        """Wait for a handler to end, in the task of the caller.

        Args:
            awaitable: the handler's coroutine, or a future of a thread.

        Raises:
            TimeUp: if it shows no progress for longer than the limit. What it returns or raises
                after that is dropped.
            BaseException: whatever it raises.
        """
        coroutine = awaitable if isinstance(awaitable, CoroutineType) else _wait_for(awaitable)
        try:
            awaited = coroutine.send(None)
        except StopIteration as done:  # what never waits needs neither timer nor task
            return done.value  # type: ignore[no-any-return]
        result: T = yield from self.go_on(coroutine, awaited, _call)
        return result

    def go_on(self, coroutine: Coroutine[Any, Any, T], awaited: Any, step: Step) -> Generator[Any, Any, T]:
        """Wait for a coroutine that has run up to its first await.

        Args:
            coroutine: the coroutine.
            awaited: what it has yielded.
            step: calls its methods, in the context that it runs in.

        Raises:
            TimeUp: as :meth:`run` does.
            BaseException: whatever it raises.
        """
        self._task = task = asyncio.current_task()
        outer = 0 if task is None else task.cancelling()
        self.change(self._seconds)
        try:
            result = yield from self._drive(coroutine, awaited, step)
        except BaseException as error:
            if self.is_over and not self._is_cancelled(task, outer):
                raise self._error() from error
            raise
        finally:
            if self._timer is not None:
                self._timer.cancel()
        if self.is_over and not self._is_cancelled(task, outer):
            raise self._error()
        return result

    def change(self, seconds: float | None) -> None:
        """Let another time be the limit from now on, counted anew; what is over stays over.

        Args:
            seconds: how long there may be no progress; None for as long as it likes.
        """
        if self.is_over:
            return
        self._seconds, self._last = seconds, time.monotonic()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if seconds is not None:
            if self._task is None:
                raise RuntimeError("a limit needs a task to cancel")
            self._start_timer(seconds)

    def _drive(self, coroutine: Coroutine[Any, Any, T], awaited: Any, step: Step) -> Generator[Any, Any, T]:
        """Take the coroutine from await to await, as the task would, and note each that returns."""
        while True:
            sent = thrown = None
            try:
                sent = yield awaited
            except GeneratorExit:
                coroutine.close()
                raise
            except BaseException as error:
                thrown = error
            self._last = time.monotonic()
            try:
                awaited = step(coroutine.send, sent) if thrown is None else step(coroutine.throw, thrown)
            except StopIteration as done:
                return done.value  # type: ignore[no-any-return]

    def _start_timer(self, seconds: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        """End the run if nothing has come since; else look again when the limit would be over."""
        seconds = self._seconds or 0.0
        left = self._last + seconds - time.monotonic()
        if left > 0:
            self._start_timer(left)
            return
        # Once more after another limit, should it hold on to what it waits for while it ends.
        self._last = time.monotonic()
        self._start_timer(seconds)
        self._cancels += 1
        try:
            if not self.is_over:
                self.is_over = True
                if self.on_time_up is not None:
                    self.on_time_up()
        finally:
            if self._task is not None:
                self._task.cancel()

    def _is_cancelled(self, task: asyncio.Task[Any] | None, outer: int) -> bool:
        """Take back what the limit has cancelled, and tell whether somebody else has as well."""
        if task is None:
            return False
        while self._cancels:
            self._cancels -= 1
            task.uncancel()
        return task.cancelling() > outer

    def _error(self) -> TimeUp:
        return TimeUp(
            f"the handler wrote nothing and no await of it returned for {self._seconds:g} s, its time limit",
            where=str(self._where),
            cure="Give it more with limit=… where it is declared, write a State or await in between to "
            "show progress, or start a task for what takes long.",
        )


def _call(function: Callable[[Any], Any], argument: Any) -> Any:
    return function(argument)


async def _wait_for(awaitable: Awaitable[T]) -> T:
    return await awaitable
