"""Binding a function to the visitor who is served, for threads, executors and callbacks."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from .errors import StateError
from .names import find_line
from .run import Run, current_run, entered
from .shape import Json
from .wire import encode

P = ParamSpec("P")
R = TypeVar("R")


def bind(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function as one that runs for the visitor who is served now, wherever it is called.

    Tasks carry the session by themselves; a raw thread, an executor or a library's callback does
    not. What it writes while the handler runs belongs to the handler's changes; later
    writes are shown as they come.

    Args:
        function: a plain or async function.

    Raises:
        StateError: if no visitor is served.

    Example:
        threading.Thread(target=cacao.bind(work)).start()
    """
    run = serving("cacao.bind")
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def bound_async(*args: Any, **kwargs: Any) -> Any:
            with entered(run):
                return await cast(Any, function)(*args, **kwargs)

        return cast(Callable[P, R], bound_async)

    @functools.wraps(function)
    def bound(*args: P.args, **kwargs: P.kwargs) -> R:
        with entered(run):
            return function(*args, **kwargs)

    return bound


async def commit() -> None:
    """Publish what the handler has written so far: it stays, even if the handler raises later.

    Raises:
        StateError: if no handler is running.
        StoreError: if sessions are stored, and it could not be; then it is as before.
    """
    run = serving("cacao.commit")
    if run.turn is None:
        raise StateError(
            "cacao.commit publishes what a handler wrote, and none is running", where=find_line()
        )
    run.turn.refuse_if_late("cacao.commit")
    kept = run.turn.publish()
    if kept is not None:
        await asyncio.shield(kept)


def call(target: str, method: str, *arguments: Json) -> None:
    """Call a method of an element in the visitor's browser once it shows what the handler wrote.

    Args:
        target: the ``id`` or the key of the node.
        method: a method on the list of its node type, or one that its element has anyway, such as
            ``focus``, ``scrollIntoView``, ``showModal`` of a dialog or ``play`` of a video.
        arguments: JSON values.

    Raises:
        StateError: if no tab is being served, or JSON cannot hold an argument.
    """
    _call(f'cacao.call("{target}", "{method}")', target, method, arguments)


def call_page(method: str, *arguments: Json) -> None:
    """Call a method of the page in the visitor's browser, one that a plugin has registered.

    Args:
        method: its name.
        arguments: JSON values.

    Raises:
        StateError: if no tab is being served, or JSON cannot hold an argument.
    """
    _call(f'cacao.call_page("{method}")', None, method, arguments)


def _call(what: str, target: str | None, method: str, arguments: tuple[Json, ...]) -> None:
    run = serving(what)
    if run.turn is None or not run.tab:
        raise StateError(
            f"{what} needs a tab, and none is current",
            where=find_line(),
            cure="Call it in an event handler.",
        )
    run.turn.refuse_if_late(what)
    try:
        encode(*arguments)
    except TypeError as error:
        raise StateError(
            f"{what} was given what JSON cannot hold",
            where=find_line(),
            got=str(error),
            cure="Give it texts, numbers, bools, None, and lists and dicts of these.",
        ) from None
    run.turn.call(target, method, arguments)


def serving(what: str) -> Run:
    """Return what surrounds the handler that runs.

    Args:
        what: what needs one, for the error.

    Raises:
        StateError: if none runs.
    """
    run = current_run()
    if run is None or run.session is None or run.reads is not None:
        raise StateError(
            f"{what} is for handlers, and no visitor's handler is running",
            where=find_line(),
            cure="Use it in an event handler, or in what one calls.",
        )
    return run
