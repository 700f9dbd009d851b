"""Checks: whether what a prop was given is of the type that the widget declares."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from cacao_kernel import Computed, State

Check = Callable[[object], bool]


def make_check(annotation: Any) -> Check:
    """Return a function that tells whether a value fits a type.

    Collections are looked at as a whole, not item by item: they may be long, and what stands in a tree
    is checked where it is built.
    """
    origin = get_origin(annotation)
    if annotation is Any or annotation is object or isinstance(annotation, TypeVar):
        return lambda value: True
    if annotation is None or annotation is type(None):
        return lambda value: value is None
    if origin in (Union, types.UnionType):
        checks = [make_check(inner) for inner in get_args(annotation)]
        return lambda value: any(check(value) for check in checks)
    if origin is Literal:
        allowed = get_args(annotation)
        return lambda value: (value.value if isinstance(value, Enum) else value) in allowed
    if origin is Callable or annotation is Callable:
        return lambda value: callable(value) and not isinstance(value, type)
    kind = origin or annotation
    if not isinstance(kind, type):
        return lambda value: True
    if kind is float:
        return lambda value: isinstance(value, int | float) and not isinstance(value, bool)
    if kind is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    if kind in (Sequence, Iterable):  # a text is no list of letters here
        return lambda value: isinstance(value, kind) and not isinstance(value, str | bytes)
    return lambda value: isinstance(value, kind)


@lru_cache(maxsize=1024)
def spell_type(annotation: Any) -> str:
    """Return a type as a developer reads it: ``"small", "medium" or "large"``, ``text or a State``."""
    words = list(dict.fromkeys(_words(annotation)))
    for group, name in _GROUPS:
        if group <= {*words}:
            words = [*(word for word in words if word not in group), name]
    if len(words) > 1 and "nothing" in words:
        words = [word for word in words if word != "nothing"]
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def allowed_words(annotation: Any) -> list[str]:
    """Return the words that a type allows, for a slip of one of them."""
    if get_origin(annotation) is Literal:
        return [word for word in get_args(annotation) if isinstance(word, str)]
    return [word for inner in get_args(annotation) for word in allowed_words(inner)]


def _words(annotation: Any) -> Iterable[str]:
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType):
        for inner in get_args(annotation):
            yield from _words(inner)
    elif origin is Literal:
        for word in get_args(annotation):
            yield f'"{word}"' if isinstance(word, str) else str(word)
    elif annotation is None or annotation is type(None):
        yield "nothing"
    elif origin is Callable or annotation is Callable:
        yield "a function"
    elif annotation is Any or isinstance(annotation, TypeVar):
        yield "anything"
    else:
        kind = origin or annotation
        yield _NAMES.get(kind, f"a {getattr(kind, '__name__', kind)}")


# What is always said together.
_GROUPS = (
    (
        {"a text", "a whole number", "a number", "a Decimal", "a date", "a time", "a timedelta", "a UUID"}
        | {"a Enum"},
        "a text, number or date",
    ),
    ({"a State", "a Computed", "a function"}, "what gives one (a State, a Computed, a function)"),
)

_NAMES: Mapping[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    Mapping: "a dict",
    dict: "a dict",
    Sequence: "a list",
    Iterable: "a list",
    list: "a list",
    tuple: "a tuple",
    State: "a State",
    Computed: "a Computed",
}
