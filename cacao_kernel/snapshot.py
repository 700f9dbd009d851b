"""Snapshot: what a part of a tree was, kept apart from the user's own objects.

A page hands over dicts and lists that it may edit later, so that comparing them with what they
were before would compare them with themselves. A snapshot is made of text, once, at C speed.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

import orjson

from .declaration import Declaration
from .likeness import like_function
from .trimmed import trimmed

_OPTIONS = (
    orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
)
_NOBODY: Mapping[int, str] = {}
_SPELLED = "\x00"  # no text of a page has it: props.clean replaces it


class Speller:
    """Takes snapshots of parts of a tree, one after the other.

    Two parts with equal snapshots become equal nodes, but for what their functions do.

    Attributes:
        functions: those in all of the parts, in the order they stand; one that stands twice in
            a part is there once.
    """

    def __init__(self) -> None:
        self.functions: list[Callable[..., Any]] = []
        self._first = 0
        self._values = False
        # What functions of one code are spelled as, by the id of the code; a function holds its own.
        self._told: dict[int, tuple[str, str, list[Any]]] = {}

    def take(self, value: object, *, values: bool) -> bytes | None:
        """Return the snapshot of a part; None if it holds a component, or what no snapshot can hold.

        Args:
            value: a dict that a page returned.
            values: whether what functions close over counts, or their code alone.
        """
        self._first = len(self.functions)
        self._values = values
        try:
            data = orjson.dumps(value, self._spell, _OPTIONS)
        except (TypeError, ValueError, RecursionError):
            return None
        # JSON has one word for None and for numbers that are none.
        return None if b"null" in data and _has_no_number(value, 0) else trimmed(data)

    def _spell(self, held: object) -> Any:
        functions, first = self.functions, self._first
        if isinstance(held, FunctionType):
            function: Callable[..., Any] = held
        elif isinstance(held, Declaration):
            return [_SPELLED, held.number, id(getattr(held, "instance", None))]
        elif callable(held) and not isinstance(held, type) and not hasattr(held, "render"):
            function = held
        else:
            return _spell(held)
        for place in range(first, len(functions)):
            if functions[place] is function:
                return [_SPELLED, "again", place - first]
        functions.append(function)
        if self._values or not isinstance(function, FunctionType):
            return _spell_function(function, values=self._values)
        module, name, told = self._told.get(id(function.__code__), ("", "", []))
        if name is not function.__qualname__ or module is not function.__module__:
            told = _spell_function(function, values=False)
            self._told[id(function.__code__)] = function.__module__, function.__qualname__, told
        return told


def of_tree(value: object, *, values: bool) -> tuple[bytes | None, list[Callable[..., Any]]]:
    """Return the snapshot of one part of a tree, as a :class:`Speller` takes it, and its functions."""
    speller = Speller()
    return speller.take(value, values=values), speller.functions


def of_value(value: object) -> bytes | None:
    """Return the snapshot of any value, such as an item of a list; None if none can be made."""
    return _dump(value, _spell_value)


def _dump(value: object, spell: Callable[[Any], Any]) -> bytes | None:
    try:
        data = orjson.dumps(value, spell, _OPTIONS)
    except (TypeError, ValueError, RecursionError):
        return None
    # JSON has one word for None and for numbers that are none.
    return None if b"null" in data and _has_no_number(value, 0) else trimmed(data)


def _spell(held: object) -> Any:
    if isinstance(held, Decimal) or hasattr(held, "isoformat") or hasattr(held, "total_seconds"):
        return [_SPELLED, type(held).__qualname__, str(held)]
    raise TypeError


def _spell_value(held: object) -> Any:
    if isinstance(held, Declaration):
        return [_SPELLED, held.number, id(getattr(held, "instance", None))]
    if isinstance(held, type):
        return [_SPELLED, held.__module__, held.__qualname__]
    if callable(held) and not hasattr(held, "render"):
        return _spell_function(held, values=True)
    if is_dataclass(held):
        return _spell_content(held, {field.name: getattr(held, field.name) for field in fields(held)})
    if isinstance(held, set | frozenset):
        return [_SPELLED, "set", sorted(map(repr, held))]
    content = getattr(held, "__dict__", None)
    if content is not None and not isinstance(held, dict | list | str | int):
        return _spell_content(held, content)
    return _spell(held)


def _spell_function(function: Any, *, values: bool) -> Any:
    told: list[Any] = [_SPELLED, like_function(function, _NOBODY, values=False)]
    if not values:
        return told
    while isinstance(function, functools.partial):
        told.append([function.args, function.keywords])
        function = function.func
    if isinstance(function, MethodType):
        told.append(function.__self__)
        function = function.__func__
    if isinstance(function, FunctionType):
        # An empty cell is a name that is not bound yet; what it will be cannot be told.
        told.append([cell.cell_contents for cell in function.__closure__ or ()])
        told.append([function.__defaults__, function.__kwdefaults__])
    elif not isinstance(function, BuiltinFunctionType | MethodType):
        raise TypeError
    else:
        told.append(getattr(function, "__self__", None))
    return told


def _spell_content(held: object, content: dict[str, Any]) -> Any:
    if _has_no_number(content, 0):
        raise TypeError
    # Two components are never one, however alike they are: each has States of its own.
    number = id(held) if hasattr(held, "render") else 0
    return [_SPELLED, type(held).__qualname__, number, content]


def _has_no_number(value: object, depth: int) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    if depth > 250:
        return True
    if isinstance(value, dict):
        return any(_has_no_number(inner, depth + 1) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(_has_no_number(inner, depth + 1) for inner in value)
    return False
