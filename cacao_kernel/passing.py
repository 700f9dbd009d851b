"""Passing: what a widget handles itself, handed on to the handler that the app has given it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .bind import serving
from .errors import StateError, nearest
from .event import Event, make_handler


async def pass_on(handler: str | Callable[..., Any], event: Event) -> Any:
    """Run a handler of the app's, and return what it returned; to be awaited in a handler of a widget's own.

    It runs as it does for an event of a browser: on the loop or in a thread, with the event if it takes
    one. What both handlers write is one change, dropped as a whole if either raises.

    Args:
        handler: its name, or a function.
        event: what it is told; most often the widget's own, with entries of its own.

    Raises:
        StateError: if no handler is running, or no handler has this name.
        BaseException: whatever the handler raises.
    """
    app = serving("cacao_kernel.pass_on").turn.app
    found = app.handler(handler)
    if found is None:
        if isinstance(handler, str):
            raise StateError(f'there is no handler "{handler}"', cure=nearest(handler, app.handler_names()))
        found = make_handler("passed on", handler)
    return await app.dispatch(found, event)
