"""Passing: what a widget handles itself, handed on to the handler that the app has given it."""

from __future__ import annotations

from typing import cast

from .bind import serving
from .errors import StateError, nearest
from .event import Event
from .handler import Passing, read_handler
from .shape import F, HandlerFunction


def passing(function: F, to: str | HandlerFunction | None) -> F:
    """Return a widget's own handler as one that runs as the handler runs that it passes on to.

    What that was registered with holds from the start then: one that is ``concurrent`` waits for no other,
    the widget's part included.

    Args:
        function: the widget's handler, which is to await :func:`pass_on`.
        to: the handler that the app has given: its name, or a function; None if it has given none.
    """
    if to is None:
        return function
    made = Passing(function)
    made.to = to
    return cast(F, made)


async def pass_on(handler: str | HandlerFunction, event: Event) -> object:
    """Run a handler of the app's, and return what it returned; to be awaited in a handler of a widget's own.

    It runs as it does for an event of a browser: on the loop or in a thread, with the event if it takes
    one, within its own time limit, and without writing if it is a query. If it is to run beside the
    others, the widget's handler has to: see :func:`passing`. Several may be passed on at once, with
    :func:`asyncio.gather`: the longest of their limits holds. What all these handlers write is one
    change, dropped as a whole if the widget's raises.

    Args:
        handler: its name, or a function.
        event: what it is told; most often the widget's own, with entries of its own.

    Raises:
        StateError: if no handler is running, or no handler has this name.
        BaseException: whatever the handler raises.
    """
    turn = serving("cacao_kernel.pass_on").turn
    app = turn.app
    found = read_handler("passed on", handler, app.handler)
    if found is None:
        raise StateError(f'there is no handler "{handler}"', cure=nearest(str(handler), app.handler_names()))
    with turn.within(found.limit, is_query=found.is_query):
        return await app.dispatch(found, event)
