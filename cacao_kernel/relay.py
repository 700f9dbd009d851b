"""Relay: coroutines that begin in one place and, if they have to wait, go on in another."""

from __future__ import annotations

import types
from collections.abc import Callable, Coroutine, Generator
from typing import Any

# A coroutine, what it waits for, and what is to be thrown where it waits, if anything.
Begun = tuple[Coroutine[Any, Any, None], Any, BaseException | None]


async def begin(coroutine: Coroutine[Any, Any, None], on_wait: Callable[[], None]) -> None:
    """Run a coroutine in the present task, and call a function if it has to wait, before it does."""
    try:
        awaited = coroutine.send(None)
    except StopIteration:
        return
    on_wait()
    await go_on(coroutine, awaited)


@types.coroutine
def go_on(
    coroutine: Coroutine[Any, Any, None], awaited: Any, thrown: BaseException | None = None
) -> Generator[Any, Any, None]:
    """Run a coroutine on that waits for something, or throw an error where it waits."""
    while True:
        sent: Any = None
        if thrown is None:
            try:
                sent = yield awaited
            except GeneratorExit:
                coroutine.close()
                raise
            except BaseException as error:
                thrown = error
        try:
            awaited = coroutine.send(sent) if thrown is None else coroutine.throw(thrown)
        except StopIteration:
            return
        thrown = None


async def fail(error: BaseException) -> None:
    """Raise an error that was caught elsewhere."""
    raise error
