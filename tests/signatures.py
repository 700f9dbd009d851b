"""Signatures: the types that an editor shows of the public names."""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

FACES = ("cacao", "cacao.ui", "cacao.ui.themes", "cacao.core.server", "cacao.testing", "cacao_kernel")
"""The modules whose names are the public ones."""

_OURS = ("cacao_kernel", "cacao_plugins")
_SHOWN = ("__init__", "__call__")


class Annotation(NamedTuple):
    """A type that an editor shows.

    Attributes:
        place: the class or function, and the attribute or parameter, such as ``State.set(value)``.
        text: the type as it is written.
    """

    place: str
    text: str


def public_objects() -> Iterator[tuple[str, object]]:
    """Yield everything public, and of classes what they inherit in Cacao, each once."""
    seen: set[int] = set()
    for face in map(import_module, FACES):
        for name in _names(face):
            for found in _with_bases(getattr(face, name)):
                if id(found) not in seen:
                    seen.add(id(found))
                    yield getattr(found, "__qualname__", name), found


def annotations_of(name: str, public: object) -> Iterator[Annotation]:
    """Yield the types of a public function, or of the attributes and methods of a class."""
    if isinstance(public, FunctionType):
        yield from _of_function(name, public)
    if not isinstance(public, type):
        return
    for attribute, written in inspect.get_annotations(public).items():
        if not attribute.startswith("_"):
            yield Annotation(f"{name}.{attribute}", _text(written))
    for function in functions_of(public):
        yield from _of_function(function.__qualname__, function)


def functions_of(public: type) -> Iterator[FunctionType]:
    """Yield the functions behind the public methods and properties of a class."""
    for name, held in vars(public).items():
        if name.startswith("_") and name not in _SHOWN:
            continue
        inner: Any = held
        if isinstance(held, staticmethod | classmethod):
            inner = held.__func__
        elif isinstance(held, property):
            inner = held.fget
        elif isinstance(held, cached_property):
            inner = held.func
        inner = inspect.unwrap(inner) if callable(inner) else inner
        if isinstance(inner, FunctionType) and not _is_foreign(inner):
            yield inner


def _is_foreign(function: FunctionType) -> bool:
    """Tell whether it is of another's making, such as what ``dataclass`` writes."""
    return function.__module__.split(".")[0] in sys.stdlib_module_names


def _with_bases(public: object) -> Iterator[object]:
    if isinstance(public, type):
        yield from (base for base in public.__mro__ if base.__module__.startswith(_OURS))
    elif isinstance(public, FunctionType):
        yield inspect.unwrap(public)
    elif type(public).__module__.startswith(_OURS):  # such as mix, the one of its class
        yield from _with_bases(type(public))


def _names(face: ModuleType) -> list[str]:
    listed: list[str] = getattr(face, "__all__", None) or [name for name in vars(face) if name[0] != "_"]
    return [name for name in listed if not isinstance(getattr(face, name), ModuleType)]


def _of_function(name: str, function: FunctionType) -> Iterator[Annotation]:
    for parameter, written in inspect.get_annotations(function).items():
        yield Annotation(f"{name}({parameter})", _text(written))


def _text(written: object) -> str:
    return written.__forward_arg__ if isinstance(written, typing.ForwardRef) else str(written)
