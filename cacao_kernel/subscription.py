"""Subscriptions: the user's functions that are told of a State's changes."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable, Iterator
from typing import Any

from .errors import StateError
from .names import find_origin


class Subscriptions:
    """Who is told of one State's changes, in the order they asked."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        # A visitor's own subscription ends with their session, so the session is held weakly.
        self._entries: list[tuple[Callable[..., object], weakref.ref[Any] | None]] = []

    def add(self, callback: Callable[..., object], session: object) -> Callable[[], None]:
        """Tell a function of changes, of everybody's value or of one session's.

        Returns:
            A function that ends the subscription; calling it again does nothing.

        Raises:
            StateError: if the callback is no function, or needs more than the value.
        """
        callback = takes_value(callback)
        entry = (callback, None if session is None else weakref.ref(session))
        self._entries.append(entry)

        def unsubscribe() -> None:
            if entry in self._entries:
                self._entries.remove(entry)

        return unsubscribe

    def copy(self) -> Subscriptions:
        """Return the same subscriptions as an object of its own."""
        copied = Subscriptions()
        copied._entries = list(self._entries)
        return copied

    def listeners(self, session: object) -> Iterator[Callable[[Any], object]]:
        """Yield what is to be called when this session's value has changed."""
        for callback, owner in list(self._entries):
            if owner is None or owner() is session:
                yield callback
            elif owner() is None:
                self._entries.remove((callback, owner))

    def tell(self, value: object) -> None:
        """Tell everybody at once, where no session is current."""
        for callback in self.listeners(None):
            callback(value)


def takes_value(callback: Callable[..., object]) -> Callable[..., object]:
    """Return the callback as one that takes the new value.

    Raises:
        StateError: if it is no function, or needs more than the value.
    """
    if not callable(callback):
        raise StateError(
            "only a function can be told of changes", where=str(find_origin()), got=repr(callback)
        )
    needed = [
        parameter
        for parameter in inspect.signature(callback).parameters.values()
        if parameter.default is parameter.empty
        and parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    if len(needed) > 1:
        raise StateError(
            "a function that is told of changes gets the new value alone",
            where=str(find_origin()),
            expected="one parameter, or none",
            got=", ".join(parameter.name for parameter in needed),
        )
    if needed:
        return callback

    def call(_: object) -> object:
        return callback()

    return call
