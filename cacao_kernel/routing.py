"""Routing: which page a path shows, and which function handles an event."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from .errors import RouteError, closest, shorten
from .handler import Function, Handler, make_handler
from .names import find_origin
from .parameters import NO_PARAMETERS, Parameters, read_parameters
from .pattern import Pattern
from .timer import Timer

MAX_PATH = 8_192

_NONE: Mapping[str, Any] = MappingProxyType({})

Gate = Callable[..., object]


class Page(NamedTuple):
    """The function behind a route.

    Attributes:
        path: the route, such as ``"/users/{id:int}"``.
        function: returns the page's tree.
        is_async: whether the function is ``async def``, and so awaited on the event loop.
        parameters: what it asks for.
        title: the page's title, or a function that returns it; None for the App's.
        title_parameters: what such a function asks for.
        meta: contents of ``<meta>`` by name.
        guards: what must let a visitor pass before the page runs.
    """

    path: str
    function: Function
    is_async: bool = False
    parameters: Parameters = NO_PARAMETERS
    title: str | Function | None = None
    title_parameters: Parameters | None = None
    meta: Mapping[str, str] = _NONE
    guards: tuple[Gate, ...] = ()


@dataclass(slots=True)
class Routes:
    """The pages and handlers of one App, as its decorators collect them.

    Attributes:
        pages: the pages by their routes.
        handlers: the handlers by name.
        guards: what must let a visitor pass before any page runs.
    """

    pages: dict[str, Page] = field(default_factory=dict[str, Page])
    handlers: dict[str, Handler] = field(default_factory=dict[str, Handler])
    timers: list[Timer] = field(default_factory=list[Timer])
    openers: list[Handler] = field(default_factory=list[Handler])
    closers: list[Handler] = field(default_factory=list[Handler])
    guards: list[Gate] = field(default_factory=list[Gate])
    _patterns: dict[str, Pattern] = field(default_factory=dict[str, Pattern])

    def add_page(
        self,
        path: str,
        function: Function,
        *,
        title: str | Function | None = None,
        meta: Mapping[str, str] | None = None,
        guard: Gate | Iterable[Gate] | None = None,
    ) -> None:
        """Show what the function returns at this path.

        Raises:
            RouteError: if the path or the function cannot be a page, or the path is taken.
        """
        where = str(find_origin())
        if not isinstance(path, str) or not path.startswith("/"):
            raise RouteError(
                "a route begins with a slash", where=where, expected='@app.mix("/about")', got=repr(path)
            )
        if path.startswith("/_cacao"):
            raise RouteError("routes below /_cacao are Cacao's own", where=where, got=repr(path))
        if not callable(function):
            raise RouteError(f'the page of "{path}"', where=where, expected="a function", got=repr(function))
        pattern = Pattern(path, where)
        clash = next((known for known in self._patterns.values() if known.shape == pattern.shape), None)
        if path in self.pages or clash is not None:
            told = "" if clash is None or clash.path == path else f' and "{clash.path}", which match the same'
            raise RouteError(
                f'there are two pages at "{path}"{told}',
                where=where,
                cure="Give one of them another path.",
            )
        if not (title is None or isinstance(title, str) or callable(title)):
            raise RouteError(
                f'the title of "{path}"', where=where, expected="a text or a function", got=shorten(title)
            )
        what = f'the page of "{path}"'
        page = Page(
            path,
            function,
            is_async(function),
            read_parameters(function, pattern.parameters, where, what),
            title,
            read_parameters(title, pattern.parameters, where, f"the title of {what[4:]}")
            if callable(title)
            else None,
            _read_meta(meta, where),
            _read_guards(guard, where),
        )
        self.pages[path] = page
        if pattern.parameters:
            self._patterns[path] = pattern

    def find(self, path: str) -> tuple[Page, Mapping[str, Any]] | None:
        """Return the page a path shows and the values of its parameters.

        A route without parameters wins over those with some; of these, the first that was made.
        """
        page = self.pages.get(path)
        if page is not None and path not in self._patterns:
            return page, _NONE
        if len(path) > MAX_PATH:
            return None
        for route, pattern in self._patterns.items():
            values = pattern.match(path)
            if values is not None:
                return self.pages[route], values
        return None

    def mend(self, path: str) -> str | None:
        """Return the path with its last slash taken off, or put on, if only that one shows a page."""
        other = path[:-1] if path.endswith("/") else f"{path}/"
        if not other or "//" in path or self.find(path) is not None:
            return None
        return other if self.find(other) is not None else None

    def suggest(self, path: str) -> str:
        """Return a sentence for the developer on what there is instead of this path."""
        if not self.pages:
            return "There are no pages yet."
        close = closest(path, self.pages, alike=0.6)
        return f"Did you mean {close[0]}?" if close else f"There are: {', '.join(self.pages)}."

    def add_guard(self, guard: Gate) -> None:
        """Ask this function before any page is shown.

        Raises:
            RouteError: if it is no function.
        """
        self.guards += _read_guards(guard, str(find_origin()))

    def add_handler(self, name: str, function: Function, **options: Any) -> None:
        """Call the function when a node's handler of this name is wanted.

        Raises:
            RouteError: if the function cannot be a handler, or the name is taken.
        """
        handler = make_handler(name, function, **options)
        if name in self.handlers:
            raise RouteError(
                f'there are two handlers of "{name}"',
                where=str(find_origin()),
                cure="Give one of them another name.",
            )
        self.handlers[name] = handler


def is_async(function: object) -> bool:
    """Tell whether a function is ``async def``, also under decorators that hide it."""
    inner: Any = inspect.unwrap(function) if callable(function) else function
    return inspect.iscoroutinefunction(inner) or inspect.iscoroutinefunction(
        getattr(inner, "__call__", None)  # noqa: B004 - an object with an async __call__
    )


def _read_meta(meta: Mapping[str, str] | None, where: str) -> Mapping[str, str]:
    if meta is None:
        return _NONE
    if not isinstance(meta, Mapping) or not all(
        isinstance(name, str) and name and isinstance(content, str) for name, content in meta.items()
    ):
        raise RouteError(
            "meta of a page", where=where, expected='{"description": "…"}, names and texts', got=shorten(meta)
        )
    return MappingProxyType(dict(meta))


def _read_guards(guard: Gate | Iterable[Gate] | None, where: str) -> tuple[Gate, ...]:
    given: tuple[Any, ...] = ()
    if guard is not None:
        given = tuple(guard) if isinstance(guard, list | tuple) else (guard,)
    for function in given:
        if not callable(function):
            raise RouteError("a guard is a function", where=where, got=shorten(function))
        needed = [
            name
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.default is parameter.empty
            and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        ]
        if len(needed) > 1:
            raise RouteError(
                "a guard asks for more than the visit",
                where=where,
                expected="one parameter, or none",
                got=", ".join(needed),
            )
    return given


def need_brackets(given: object, example: str) -> None:
    """Refuse a decorator that was written without brackets.

    Raises:
        RouteError: if it was given the function itself.
    """
    if callable(given):
        raise RouteError(
            "a decorator without brackets registers nothing", where=str(find_origin()), expected=example
        )
