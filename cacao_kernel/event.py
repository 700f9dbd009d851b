"""Event: something the user did on a node; Handler: the user's function that answers it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import wire
from .errors import RouteError
from .names import find_origin
from .node import Action, Node

Function = Callable[..., Any]

# What a browser may tell of a field or a key, and its type.
_PAYLOAD: dict[str, type] = {"value": str, "checked": bool, "key": str}


class Event(dict[str, Any]):
    """What a handler is told of the user's deed; a dict whose usual entries are attributes, too.

    Entries:
        ``action``: the name of the handler. ``kind``: the DOM's name, such as ``"click"``.
        ``params``: the params the page gave the node. ``component_type``: of the component
        around the node, or None. ``value``, ``checked``, ``key``: what the field or the key
        was, where the browser sent it.
    """

    @property
    def action(self) -> str:
        """The name of the handler that the node's prop named."""
        return str(self["action"])

    @property
    def kind(self) -> str:
        """The DOM's name of the event."""
        return str(self["kind"])

    @property
    def params(self) -> Mapping[str, Any]:
        """The params that the page gave the node; the browser never sees them."""
        params: Mapping[str, Any] = self["params"]
        return params

    @property
    def component_type(self) -> str | None:
        """The ``component_type`` around the node."""
        found: str | None = self["component_type"]
        return found

    @property
    def value(self) -> str | None:
        """The text of the field the event came from."""
        found: str | None = self.get("value")
        return found


@dataclass(frozen=True, slots=True)
class Handler:
    """A user's function for one event, with what its signature says.

    Attributes:
        name: the name nodes call it by.
        function: the user's function.
        is_async: whether it runs on the event loop; any other runs in a thread.
        argument: how it takes the event: ``""`` not at all, ``"*"`` as its first positional
            argument, else by this keyword.
    """

    name: str
    function: Function
    is_async: bool
    argument: str

    def call(self, event: Event) -> Any:
        """Call the function with the event, if it takes one."""
        if not self.argument:
            return self.function()
        if self.argument == "*":
            return self.function(event)
        return self.function(**{self.argument: event})


def make_handler(name: str, function: Function) -> Handler:
    """Read a function's signature and return its Handler.

    The event goes to a parameter without default, or to one named ``event``; other defaults
    are never filled.

    Raises:
        RouteError: if the name is no text, or the function needs more than the event.
    """
    where = str(find_origin())
    if not isinstance(name, str) or not name:
        raise RouteError("an event needs a name", where=where, expected='@app.event("save")', got=repr(name))
    if not callable(function):
        raise RouteError("a handler is a function", where=where, got=repr(function))
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = list(inspect.signature(function).parameters.values())
    needed = [
        parameter
        for parameter in parameters
        if (parameter.name == "event" or parameter.default is parameter.empty)
        and parameter.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    ]
    if len(needed) > 1:
        names = ", ".join(parameter.name for parameter in needed)
        raise RouteError(
            f'the handler of "{name}" needs more than the event',
            where=where,
            expected="one parameter, or none",
            got=names,
            cure="Pass values from the page in params and read event.params.",
        )
    argument = ""
    if needed:
        is_first = needed[0] is parameters[0] and needed[0].kind in positional
        argument = "*" if is_first else needed[0].name
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise RouteError(
            f'the handler of "{name}" yields, so it would never run',
            where=where,
            expected="a plain or async function",
            cure="Write States as it goes; each await shows them.",
        )
    is_async = inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004 - an object with an async __call__
    )
    return Handler(name, function, is_async, argument)


def make_event(message: wire.Input, node: Node, action: Action) -> Event:
    """Return what the handler of a node's action is told of a message from the browser."""
    around = (node, *node.ancestors())
    component_type = next(
        (
            found.attributes["data-component-type"]
            for found in around
            if "data-component-type" in found.attributes
        ),
        None,
    )
    sent = {
        name: message.payload[name]
        for name, kind in _PAYLOAD.items()
        if isinstance(message.payload.get(name), kind)
    }
    return Event(
        action=action.name,
        kind=message.kind,
        params=dict(action.params),
        component_type=component_type,
        **sent,
    )
