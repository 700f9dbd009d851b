"""Routing: which page a path shows, and which function handles an event."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import RouteError
from .event import Function, Handler, make_handler
from .names import find_origin


@dataclass(frozen=True, slots=True)
class Page:
    """The function behind a route.

    Attributes:
        path: the route, such as ``"/"``.
        function: returns the page's tree.
    """

    path: str
    function: Callable[[], Any]


@dataclass(slots=True)
class Routes:
    """The pages and handlers of one App, as its decorators collect them."""

    pages: dict[str, Page] = field(default_factory=dict[str, Page])
    handlers: dict[str, Handler] = field(default_factory=dict[str, Handler])

    def add_page(self, path: str, function: Function) -> None:
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
        if "{" in path:
            raise RouteError("a route cannot have parameters yet", where=where, got=repr(path))
        if not callable(function) or inspect.iscoroutinefunction(function):
            raise RouteError(
                f'the page of "{path}"', where=where, expected="a plain function", got=repr(function)
            )
        missing = [
            name
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.default is parameter.empty
            and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        ]
        if missing:
            raise RouteError(
                f'the page of "{path}" needs arguments', where=where, expected="none", got=", ".join(missing)
            )
        if path in self.pages:
            raise RouteError(
                f'there are two pages at "{path}"', where=where, cure="Give one of them another path."
            )
        self.pages[path] = Page(path, function)

    def add_handler(self, name: str, function: Function) -> None:
        """Call the function when a node's handler of this name is wanted.

        Raises:
            RouteError: if the function cannot be a handler, or the name is taken.
        """
        handler = make_handler(name, function)
        if name in self.handlers:
            raise RouteError(
                f'there are two handlers of "{name}"',
                where=str(find_origin()),
                cure="Give one of them another name.",
            )
        self.handlers[name] = handler
