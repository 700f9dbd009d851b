"""Handler: the user's function that answers an event, and how it runs."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache, partial
from types import CellType, CodeType, FunctionType, MethodType
from typing import Any, Literal, NamedTuple, TypedDict, TypeVar

from .errors import CacaoError, RouteError
from .event import Event
from .names import find_origin
from .node import Action

Function = Callable[..., Any]
F = TypeVar("F", bound=Function)

# Whether a handler runs beside the others; "newest" lets a newer event of its node take its place.
Concurrent = bool | Literal["newest"]

# Seconds a handler may take without a sign of life.
LIMIT = 30.0

_MARK = "__cacao_handler__"  # the attribute of a function that holds its options
_MARKS = frozenset({_MARK})


class Options(TypedDict, total=False):
    """How a handler runs, as :class:`Handler` says."""

    concurrent: Concurrent
    query: bool
    limit: float | None


_NONE = Options()


class Handler(NamedTuple):
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
        is_newest: whether a newer event of its node takes the place of one that runs.
    """

    name: str
    function: Function
    is_async: bool
    argument: str
    is_concurrent: bool = False
    is_query: bool = False
    limit: float | None = LIMIT
    is_newest: bool = False

    @property
    def options(self) -> Options:
        """How it runs, for another that is to run like it."""
        concurrent: Concurrent = "newest" if self.is_newest else self.is_concurrent
        return Options(concurrent=concurrent, query=self.is_query, limit=self.limit)

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
    concurrent: Concurrent = False,
    query: bool = False,
    limit: float | None = LIMIT,
) -> Handler:
    """Read a function's signature and return its Handler.

    The event goes to a parameter without default, or to one named ``event``; other defaults
    are never filled.

    Raises:
        RouteError: if the name is no text, the function needs more than the event, or ``concurrent`` is
            something else than True, False or ``"newest"``.
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
    if concurrent is False:
        return Handler(name, function, is_async, argument, False, query, limit)
    _check_concurrent(concurrent)
    return Handler(name, function, is_async, argument, True, query, limit, concurrent == "newest")


def handler(
    *, concurrent: Concurrent = False, query: bool = False, limit: float | None = LIMIT
) -> Callable[[F], F]:
    """Say how a function runs where it is the handler of a node; for those that no App registers by name.

    It is a decorator, of a widget's own methods too; a ``partial`` of the function runs as it does.

    Args:
        concurrent: as ``@app.event`` takes it, with all else.
        query: as there.
        limit: as there.

    Raises:
        RouteError: if ``concurrent`` is something else than True, False or ``"newest"``.

    Example:
        @handler(concurrent="newest")
        async def look_for(self, event): ...
    """
    _check_concurrent(concurrent)

    def mark(function: F) -> F:
        setattr(function, _MARK, Options(concurrent=concurrent, query=query, limit=limit))
        return function

    return mark


def _check_concurrent(concurrent: object) -> None:
    if not (isinstance(concurrent, bool) or concurrent == "newest"):
        where = str(find_origin())
        raise RouteError(
            "concurrent of a handler", where=where, expected='True, False or "newest"', got=repr(concurrent)
        )


def check_callable(function: Function, where: Callable[[], str], error: type[CacaoError]) -> None:
    """Raise an error if a function cannot be a handler; where it stands is asked for only then."""
    problem, _ = _read_signature(function)
    if problem:
        raise _refusal(error, "this handler", problem, function, where())


def find_handler(action: Action, registered: Callable[[str | Function], Handler | None]) -> Handler | None:
    """Return the Handler of an action: that of its function, or the one found by its name."""
    if action.found is None:
        function = action.handler
        called = action.name if function is None or isinstance(function, str) else function
        action.found = read_handler(action.name, called, registered)
    found: Handler | None = action.found
    return found


def read_handler(
    name: str, called: str | Function, registered: Callable[[str | Function], Handler | None]
) -> Handler | None:
    """Return the Handler of a name or a function, with the options it is registered with, or has of its own.

    A partial runs as its function does, and one that passes on as the handler that it passes on to.
    """
    found = registered(called)
    if found is not None or isinstance(called, str):
        return found
    function = inner = called
    while isinstance(inner, partial):
        if isinstance(inner, Passing):
            return make_handler(name, function, **_options_to_pass(inner.to, registered))
        inner = inner.func
    alike = registered(inner) if inner is not function else None
    own: Options = getattr(inner, _MARK, _NONE) if alike is None else alike.options
    return make_handler(name, function, **own)


def _options_to_pass(
    handler: str | Function, registered: Callable[[str | Function], Handler | None]
) -> Options:
    """Return how what passes on to a handler runs; whether it writes itself is not for the other to say."""
    other = read_handler("passed on", handler, registered)
    if other is None:
        return _NONE
    options = other.options
    options["query"] = False
    return options


class Passing(partial[Any]):
    """A function that passes on what it handles.

    Attributes:
        to: the handler it passes on to: its name, or a function.
    """

    to: str | Function


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
    if isinstance(plain, FunctionType) and vars(plain).keys() <= _MARKS:
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
