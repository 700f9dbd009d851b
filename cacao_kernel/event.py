"""Event: something the user did on a node; Handler: the user's function that answers it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from types import CellType, CodeType, FunctionType, MethodType
from typing import Any

from . import wire
from .errors import CacaoError, RouteError
from .names import find_origin
from .node import Action, Node
from .payload import parse_number

Function = Callable[..., Any]

# Seconds a handler may take without a sign of life.
LIMIT = 30.0


class Event(dict[str, Any]):
    """What a handler is told of the user's deed; a dict whose usual entries are attributes, too.

    Entries:
        ``action``: the name of the handler. ``kind``: the DOM's name, such as ``"click"``.
        ``params``: the params the page gave the node. ``component_type``: of the component
        around the node, or None. ``value``, ``values``, ``checked``, ``name``, ``key``,
        ``open``, ``fields``: what the field, the key, the details or the form was, where the
        browser sent it.
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
        """The text of the field the event came from; of a select, the value that is chosen."""
        found: str | None = self.get("value")
        return found

    @property
    def chosen(self) -> list[str]:
        """The entry ``values``: what is chosen in a select that takes several; else an empty list."""
        found: list[str] = self.get("values", [])
        return found

    @property
    def number(self) -> int | float | None:
        """The value as a number: whole where it is one; None where it is none."""
        return parse_number(str(self.get("value", "")))

    @property
    def checked(self) -> bool:
        """Whether the checkbox or radio button is checked."""
        return bool(self.get("checked", False))

    @property
    def key(self) -> str:
        """The key that was pressed, as the DOM names it: ``"Enter"``, ``"a"``; else empty."""
        return str(self.get("key", ""))

    @property
    def fields(self) -> Mapping[str, Any]:
        """What the fields of the form hold, by name.

        A text for most; for a checkbox without a value whether it is checked, for one with a
        value that or None, for several of one name the list of what is checked; for a select
        that takes several a list. The button that was used is there, too.
        """
        found: Mapping[str, Any] = self.get("fields", {})
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
        is_concurrent: whether it starts at once and runs beside the session's other handlers.
        is_query: whether it only reads, and what it returns is the answer.
        limit: the seconds it may take without a write or an await that returns; None for no limit.
    """

    name: str
    function: Function
    is_async: bool
    argument: str
    is_concurrent: bool = False
    is_query: bool = False
    limit: float | None = LIMIT

    def call(self, event: Event) -> Any:
        """Call the function with the event, if it takes one."""
        if not self.argument:
            return self.function()
        if self.argument == "*":
            return self.function(event)
        return self.function(**{self.argument: event})


def make_handler(
    name: str,
    function: Function,
    *,
    concurrent: bool = False,
    query: bool = False,
    limit: float | None = LIMIT,
) -> Handler:
    """Read a function's signature and return its Handler.

    The event goes to a parameter without default, or to one named ``event``; other defaults
    are never filled.

    Raises:
        RouteError: if the name is no text, or the function needs more than the event.
    """
    if not isinstance(name, str) or not name:
        where = str(find_origin())
        raise RouteError("an event needs a name", where=where, expected='@app.event("save")', got=repr(name))
    problem, argument = _read_signature(function)
    if problem:
        raise _refusal(RouteError, f'the handler of "{name}"', problem, function, str(find_origin()))
    is_async = inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004 - an object with an async __call__
    )
    return Handler(name, function, is_async, argument, concurrent, query, limit)


def check_callable(function: Function, where: Callable[[], str], error: type[CacaoError]) -> None:
    """Raise an error if a function cannot be a handler; where it stands is asked for only then."""
    problem, _ = _read_signature(function)
    if problem:
        raise _refusal(error, "this handler", problem, function, where())


def find_handler(action: Action, registered: Callable[[str | Function], Handler | None]) -> Handler | None:
    """Return the Handler of an action: that of its function, or the one found by its name.

    A function that is registered, too, runs as it was registered, with its options; so does a partial of it.
    """
    if action.found is None:
        function = action.handler
        if function is None or isinstance(function, str):
            action.found = registered(action.name)
        else:
            action.found = registered(function) or make_handler(action.name, function)
            alike = registered(function.func) if isinstance(function, partial) else None
            if alike is not None:
                action.found = replace(
                    action.found,
                    is_concurrent=alike.is_concurrent,
                    is_query=alike.is_query,
                    limit=alike.limit,
                )
    found: Handler | None = action.found
    return found


def _refusal(error: type[CacaoError], who: str, problem: str, function: Function, where: str) -> CacaoError:
    if problem == "none":
        return error("a handler is a function", where=where, got=repr(function))
    if problem == "yields":
        return error(
            f"{who} yields, so it would never run",
            where=where,
            expected="a plain or async function",
            cure="Write States as it goes; each await shows them.",
        )
    return error(
        f"{who} needs more than the event",
        where=where,
        expected="one parameter, or none",
        got=problem,
        cure="Pass values from the page in params and read event.params.",
    )


def _read_signature(function: Function) -> tuple[str, str]:
    """Return what is wrong with a function as a handler, or nothing, and how it takes the event."""
    if not callable(function):
        return "none", ""
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        return "yields", ""
    plain = function.__func__ if isinstance(function, MethodType) else function
    if isinstance(plain, FunctionType) and not vars(plain):
        # A page makes its lambdas anew at every render; they share their code.
        keywords = frozenset(plain.__kwdefaults__ or ())
        is_method = isinstance(function, MethodType)
        return _read_code(plain.__code__, len(plain.__defaults__ or ()), keywords, is_method)
    return _read_parameters(list(inspect.signature(function).parameters.values()))


@lru_cache(4_096)
def _read_code(code: CodeType, defaults: int, keywords: frozenset[str], is_method: bool) -> tuple[str, str]:
    cells = tuple(CellType() for _ in code.co_freevars)
    alike = FunctionType(code, {}, "", (None,) * defaults, cells)
    alike.__kwdefaults__ = dict.fromkeys(keywords)
    function = MethodType(alike, alike) if is_method else alike
    return _read_parameters(list(inspect.signature(function).parameters.values()))


def _read_parameters(parameters: list[inspect.Parameter]) -> tuple[str, str]:
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    needed = [
        parameter
        for parameter in parameters
        if (parameter.name == "event" or parameter.default is parameter.empty)
        and parameter.kind not in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    ]
    if len(needed) > 1:
        return ", ".join(parameter.name for parameter in needed), ""
    if not needed:
        return "", ""
    is_first = needed[0] is parameters[0] and needed[0].kind in positional
    return "", "*" if is_first else needed[0].name


def make_event(message: wire.Input, node: Node, action: Action, told: Mapping[str, Any]) -> Event:
    """Return what the handler of a node's action is told of a message from the browser.

    Args:
        message: the message.
        node: what the event happened on.
        action: what of the node's it calls.
        told: the payload, checked.
    """
    around: Node | None = node
    component_type: str | None = None
    while around is not None and component_type is None:
        component_type = around.attributes.get("data-component-type")
        around = around.parent
    return Event(
        told,
        action=action.name,
        kind=message.kind.partition(".")[0],
        params=_own(action.params) if action.params else {},
        component_type=component_type,
    )


def _own(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return params that a handler may change without changing those of the next event."""
    try:
        return deepcopy(dict(params))
    except Exception:
        return dict(params)  # a lock, a connection: what cannot be copied is meant to be shared
