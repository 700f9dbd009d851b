"""Parameters: what a page's function asks for, and where in the address each value stands."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from .convertor import Convertor
from .errors import RouteError
from .query import Query
from .reader import Reader, make_reader
from .refusal import Refusal

MAX_SHOWN = 40

_VARIABLE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


class Parameters(NamedTuple):
    """The parameters of a function that are filled from the address.

    Attributes:
        positional: those that are handed over by place, in their order, with their defaults.
        path: those that the route names.
        query: those that are read from the query string if they stand there.
    """

    positional: Mapping[str, Any]
    path: frozenset[str]
    query: Mapping[str, Reader]

    def bind(self, path: Mapping[str, Any], query: Query) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return the arguments for the function.

        Args:
            path: the values of the route's parameters.
            query: what stands behind the question mark.

        Raises:
            Refusal: with status 400, if a value in the query string is not what is asked for.
        """
        named = {name: value for name, value in path.items() if name in self.path}
        for name, reader in self.query.items():
            try:
                named[name] = reader.read(query.all(name))
            except LookupError:
                continue
            except ValueError as error:
                raise _wrong(name, reader, str(error)) from None
        by_place = tuple(named.pop(name, default) for name, default in self.positional.items())
        return by_place, named


NO_PARAMETERS = Parameters(MappingProxyType({}), frozenset(), MappingProxyType({}))


def read_parameters(
    function: Callable[..., Any], path: Mapping[str, Convertor], where: str, what: str
) -> Parameters:
    """Return what a function asks for.

    Args:
        function: a page, or what makes a page's title.
        path: the parameters that the route names.
        where: file and line, for errors.
        what: what the function is, for errors: ``the page of "/users/{id}"``.

    Raises:
        RouteError: if a parameter has no source, or is of a type no text can become.
    """
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        raise RouteError(f"{what} cannot be called", where=where, got=repr(function)) from None
    missing = [
        name
        for name, parameter in parameters.items()
        if parameter.default is parameter.empty and name not in path and parameter.kind not in _VARIABLE
    ]
    if missing:
        named = " and ".join(f'"{name}"' for name in missing)
        raise RouteError(
            f"{what} asks for {named}, and nothing gives it",
            where=where,
            cure=f'Name it in the route, "/{{{missing[0]}}}", or give it a default to read it from the '
            "query.",
        )
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    positional: dict[str, Any] = {}
    query: dict[str, Reader] = {}
    for name, parameter in parameters.items():
        if parameter.kind in _VARIABLE:
            continue
        if parameter.kind is parameter.POSITIONAL_ONLY:
            positional[name] = parameter.default
        annotation = _resolve(parameter.annotation, function)
        if name in path:
            _check_type(annotation, path[name], f'"{name}" of {what}', where)
            continue
        reader = None if annotation is _UNREADABLE else make_reader(annotation, parameter.default)
        if reader is None:
            raise RouteError(
                f'"{name}" of {what} cannot be read from the query',
                where=where,
                expected="str, int, float, bool, date, UUID, an Enum, a Literal, or a list of these",
                got=str(parameter.annotation if annotation is not parameter.empty else parameter.default),
            )
        query[name] = reader
    taken = frozenset(path) if takes_all else frozenset(name for name in path if name in parameters)
    return Parameters(positional, taken, query)


_UNREADABLE: Any = object()


def _resolve(annotation: Any, function: Callable[..., Any]) -> Any:
    """Return the type that an annotation means, also where it is kept as text."""
    if not isinstance(annotation, str):
        return annotation
    inner: Any = inspect.unwrap(getattr(function, "func", function))
    inner = getattr(inner, "__func__", inner)
    try:
        return eval(annotation, dict(getattr(inner, "__globals__", {})))  # noqa: S307 - the developer's own
    except Exception:
        return _UNREADABLE


def _check_type(annotation: Any, convertor: Convertor, what: str, where: str) -> None:
    """Refuse an annotation that the route's convertor breaks: ``{id}`` gives a str."""
    if annotation not in (int, float, bool) or annotation is convertor.kind:
        return
    if (annotation, convertor.kind) != (float, int):
        name = annotation.__name__
        raise RouteError(
            f"{what} is not what the route gives",
            where=where,
            expected=name,
            got=convertor.kind.__name__,
            cure="" if annotation is bool else f'Write "{{…:{name}}}" in the route.',
        )


def _wrong(name: str, reader: Reader, text: str) -> Refusal:
    shown = text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
    return Refusal(
        400,
        "This address cannot be read",
        f"“{name}” should be {reader.convertor.called}, and “{shown}” is not.",
    )
