"""Timer: a function of the user's that runs every so many seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .errors import RouteError, shorten
from .handler import Handler, make_handler
from .names import find_origin
from .state import SCOPES

SHORTEST = 0.001


class Timer(NamedTuple):
    """What ``@app.every`` declares.

    Attributes:
        seconds: from one run to the next.
        scope: whether it runs once for everybody, for each visitor or for each tab.
        handler: the user's function.
    """

    seconds: float
    scope: str
    handler: Handler


def make_timer(seconds: object, scope: object, function: Callable[..., object]) -> Timer:
    """Return a Timer.

    Raises:
        RouteError: if the seconds or the scope are none, or the function needs arguments.
    """
    where = str(find_origin())
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not seconds >= SHORTEST:
        raise RouteError(
            "a timer needs seconds from one run to the next",
            where=where,
            expected=f"a number from {SHORTEST}",
            got=shorten(seconds),
        )
    if scope not in SCOPES:
        raise RouteError(
            "a timer runs for a scope", where=where, expected='"app", "session" or "tab"', got=shorten(scope)
        )
    handler = make_handler(getattr(function, "__qualname__", "a timer"), function)
    if handler.argument:
        raise RouteError("the function of a timer gets no arguments", where=where, cure="Read States in it.")
    return Timer(float(seconds), str(scope), handler)
