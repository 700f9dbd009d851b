"""Likeness: what tells two functions or values apart, the same in every process."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from types import CodeType, FunctionType, MethodType
from typing import Any

from .declaration import Declaration
from .world import current_world

MAX_DEPTH = 64
MAX_CODES = 4_096


def like_function(function: Any, identities: Mapping[int, str], *, values: bool, depth: int = 0) -> Any:
    """Return what a callable is like, as plain JSON values.

    Args:
        function: any callable.
        identities: what components are called, by their ``id()``.
        values: whether what it closes over and its defaults count, or its code alone.
        depth: how deep it stands in what is described.
    """
    if isinstance(function, MethodType):
        owner = function.__self__
        known = identities.get(id(owner))
        if known is None:
            known = like_value(owner, identities, depth + 1) if values else type(owner).__qualname__
        return ["method", like_function(function.__func__, identities, values=values, depth=depth), known]
    if isinstance(function, FunctionType):
        told: list[Any] = [function.__module__, function.__qualname__, _like_code(function.__code__)]
        if values:
            cells = [_content(cell) for cell in function.__closure__ or ()]
            for held in (cells, function.__defaults__, function.__kwdefaults__):
                with suppress(RecursionError):
                    told.append(like_value(held, identities, depth + 1))
        return told
    if isinstance(function, functools.partial):
        inner = like_function(function.func, identities, values=values, depth=depth + 1)
        held = [function.args, function.keywords] if values else []
        return ["partial", inner, like_value(held, identities, depth + 1)]
    name = getattr(function, "__qualname__", None)
    if name is not None:  # a class, or a function written in C
        owner = getattr(function, "__self__", None)
        return ["builtin", name, like_value(owner, identities, depth + 1) if values else None]
    return ["object", _like_object(function) if values else type(function).__qualname__]


def _content(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return None


def like_value(value: Any, identities: Mapping[int, str], depth: int = 0) -> Any:
    """Return what a value is like, as JSON values; an address, never counts.

    Args:
        value: any value.
        identities: what components are called, by their ``id()``; such a number stands for its component.
        depth: how deep it stands in what is described.

    Raises:
        RecursionError: if it holds itself.
    """
    if value is None or isinstance(value, str | bool | float):
        is_plain = type(value) in (str, bool, float, type(None))
        return value if is_plain else [type(value).__qualname__, str(value)]
    if isinstance(value, int):
        if value in identities:
            return {"id": identities[value]}
        return str(value) if abs(value) >> 62 else int(value)  # JSON here has 64 bits
    if id(value) in identities:
        return {"id": identities[id(value)]}
    if depth > MAX_DEPTH:
        raise RecursionError("a value that holds itself")
    if isinstance(value, dict):
        return {str(name): like_value(inner, identities, depth + 1) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [like_value(inner, identities, depth + 1) for inner in value]
    if isinstance(value, set | frozenset):
        return ["set", sorted(map(repr, value))]
    if isinstance(value, Declaration):
        return ["declared", value.name]
    if isinstance(value, Decimal | bytes) or hasattr(value, "isoformat") or hasattr(value, "hex"):
        return [type(value).__qualname__, str(value)]
    if callable(value):
        return like_function(value, identities, values=True, depth=depth + 1)
    return _like_object(value)


def _like_object(value: object) -> Any:
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    # Only what is plain: the rest may lead to the whole of the program.
    held: dict[str, Any] = getattr(value, "__dict__", None) or {}
    return [kind, {name: inner for name, inner in held.items() if type(inner) in (str, bool, type(None))}]


def _like_code(code: CodeType) -> str:
    codes = current_world().codes
    known = codes.get(id(code))
    if known is None:
        if len(codes) >= MAX_CODES:
            codes.clear()
        digest = hashlib.blake2b(digest_size=9)
        _add_code(digest, code)
        known = codes[id(code)] = code, digest.hexdigest()
    return known[1]


def _add_code(digest: Any, code: CodeType) -> None:
    digest.update(code.co_code)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            _add_code(digest, constant)
        else:
            digest.update(repr(constant).encode("utf-8", "replace"))
    digest.update(" ".join((*code.co_names, *code.co_varnames, *code.co_freevars)).encode("utf-8", "replace"))
