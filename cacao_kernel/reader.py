"""Reader: makes the value a page's parameter asks for of the texts in a query string."""

from __future__ import annotations

import enum
import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from uuid import UUID

from .convertor import DATE, FLOAT, INT, TEXT, UNIQUE, Convertor

MAX_VALUES = 100

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


def _read_bool(text: str) -> bool:
    if text.lower() not in _TRUE | _FALSE:
        raise ValueError(text)
    return text.lower() in _TRUE


_PLAIN: Mapping[Any, Convertor] = MappingProxyType(
    {
        str: TEXT,
        int: INT,
        float: FLOAT,
        date: DATE,
        UUID: UNIQUE,
        bool: Convertor(bool, "true or false", _read_bool),
    }
)
_MANY: Mapping[Any, Callable[[list[Any]], Any]] = MappingProxyType(
    {list: list, tuple: tuple, set: set, frozenset: frozenset}
)


class Reader(NamedTuple):
    """Reads one parameter.

    Attributes:
        convertor: reads one text.
        gather: makes one value of several; None where one is wanted.
    """

    convertor: Convertor
    gather: Callable[[list[Any]], Any] | None = None

    def read(self, texts: Sequence[str]) -> Any:
        """Return the value of the texts that the query string has for a name.

        Raises:
            ValueError: with the text that is no such value.
            LookupError: if nothing was entered, so that the default counts.
        """
        # A form sends its empty fields, too.
        given = [text for text in texts if text or self.convertor.kind is str]
        if not given:
            raise LookupError
        if len(given) > MAX_VALUES:
            raise ValueError(f"{len(given)} values")
        if self.gather is None:
            return self._read(given[-1])
        return self.gather([self._read(text) for text in given])

    def _read(self, text: str) -> Any:
        try:
            return self.convertor.read(text)
        except ValueError:
            raise ValueError(text) from None


def make_reader(annotation: Any, default: Any) -> Reader | None:
    """Return the reader for a parameter; None if no text can become what it asks for.

    Args:
        annotation: its annotation, ``inspect.Parameter.empty`` for none.
        default: its default, whose type counts where there is no annotation.
    """
    if annotation is not inspect.Parameter.empty:
        return _of_annotation(annotation)
    if isinstance(default, enum.Enum):
        return _of_annotation(type(default))
    if type(default) in _MANY:
        kinds = {type(item) for item in default} or {str}
        inner = _of_annotation(kinds.pop()) if len(kinds) == 1 else None
        return None if inner is None or inner.gather else Reader(inner.convertor, _MANY[type(default)])
    return Reader(TEXT) if default is None else _of_annotation(type(default))


def _of_annotation(annotation: Any) -> Reader | None:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of_annotation(arguments[0])
    if origin in (Union, types.UnionType):
        others = [argument for argument in arguments if argument is not types.NoneType]
        return _of_annotation(others[0]) if len(others) == 1 else None
    if origin is Literal:
        return Reader(_of_choices({str(choice): choice for choice in arguments}))
    gather = _MANY.get(origin or annotation)
    if gather is not None:
        kinds = [argument for argument in arguments if argument is not Ellipsis]
        inner = _of_annotation(kinds[0]) if len(kinds) == 1 else Reader(TEXT) if not kinds else None
        return None if inner is None or inner.gather else Reader(inner.convertor, gather)
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return Reader(_of_choices({str(member.value): member for member in annotation}))
    convertor = _PLAIN.get(str if annotation is Any else annotation)
    return None if convertor is None else Reader(convertor)


def _of_choices(choices: dict[str, Any]) -> Convertor:
    def read(text: str) -> Any:
        if text not in choices:
            raise ValueError(text)
        return choices[text]

    return Convertor(object, f"one of {', '.join(choices)}", read)
