"""Packer: turns one value of any kind into data of plain JSON, and knows where in it the trouble is."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterable, Mapping
from typing import Any

from .classes import Unfit, is_model, pack_dataclass, pack_member, pack_model
from .coding import CODINGS, MAX_DEPTH, TAG, Coding
from .errors import shorten


class Packer:
    """Turns one value into data of plain JSON.

    Args:
        codings: those that plugins have added, by type.

    Attributes:
        value: the part that is being turned.
    """

    def __init__(self, codings: Mapping[type, Coding]) -> None:
        self.value: object = None
        self._codings = codings
        self._path: list[str] = []
        self._above: list[object] = []

    def place(self, where: str) -> str:
        """Return the way to the part that is being turned: ``rows[3].owner``."""
        return where + "".join(self._path)

    def pack(self, value: object) -> Any:
        """Return a value as data.

        Raises:
            Unfit: if it cannot be stored.
        """
        self.value = value
        kind = type(value)
        if value is None or kind is bool or _is_json(value):
            return value
        if kind in CODINGS:
            coding = CODINGS[kind]
            return {TAG: coding.name, "v": coding.encode(value)}
        if isinstance(value, enum.Enum) and kind not in self._codings:
            return {TAG: "enum", "v": pack_member(value, self.pack)}
        if len(self._above) >= MAX_DEPTH:
            if any(above is value for above in self._above):
                raise Unfit("the value contains itself", "Refer to its parts by a key instead.")
            raise Unfit(f"the value is nested past {MAX_DEPTH} levels", "Make it flatter.")
        self._above.append(value)
        packed = self._pack(value, kind)
        self._above.pop()
        return packed

    def _pack(self, value: Any, kind: type) -> Any:
        if kind is list:
            return self._items(value)
        if kind is dict:
            return self._dict(value)
        if kind is tuple or kind is set or kind is frozenset:
            return {TAG: kind.__name__, "v": self._items(value)}
        if kind in self._codings:
            return self._registered(value, self._codings[kind])
        if is_model(kind):
            return {TAG: "model", "v": pack_model(value, self.pack)}
        if dataclasses.is_dataclass(kind):
            return {TAG: "dataclass", "v": pack_dataclass(value, self._field)}
        for plain in (dict, list, tuple, set, frozenset, str, bytes, int, float):
            if isinstance(value, plain):
                cure = f"Make it a plain {plain.__name__}, or register a codec for its type."
                raise Unfit(f"a value of type {kind.__qualname__} would come back as {plain.__name__}", cure)
        raise Unfit(f"a value of type {kind.__qualname__} cannot be stored")

    def _items(self, values: Iterable[object]) -> list[Any]:
        return [self._part(value, f"[{place}]") for place, value in enumerate(values)]

    def _dict(self, value: dict[Any, Any]) -> Any:
        if TAG not in value and all(type(key) is str and _is_json(key) for key in value):
            return {key: self._part(item, _step(key)) for key, item in value.items()}
        pairs = [[self._part(key, " (a key)"), self._part(value[key], _step(key))] for key in value]
        return {TAG: "dict", "v": pairs}

    def _field(self, value: object, name: str) -> Any:
        return self._part(value, f".{name}")

    def _part(self, value: object, step: str) -> Any:
        self._path.append(step)
        packed = self.pack(value)
        self._path.pop()
        return packed

    def _registered(self, value: object, coding: Coding) -> Any:
        try:
            made = coding.encode(value)
        except Exception as error:
            raise Unfit(f'the codec "{coding.name}" raised {type(error).__name__}: {error}') from None
        return {TAG: coding.name, "v": self.pack(made)}


def _is_json(value: object) -> bool:
    """Tell whether a number or text is one that JSON can hold."""
    if type(value) is int:
        return -(2**63) <= value < 2**64
    if type(value) is float:
        return value - value == 0  # neither infinite nor no number
    if type(value) is not str:
        return False
    try:
        return value.isascii() or bool(value.encode())
    except UnicodeEncodeError:  # halves of a pair of surrogates
        return False


def _step(key: object) -> str:
    return f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{shorten(key).partition(' ')[2]}]"
