"""Codec: values of States as JSON, and back, without loss; never pickle.

What is JSON already is written as it is. Anything else is an object ``{"$": kind, "v": data}``, and
so is a dict whose keys JSON has not. One object that stands in two places of a value is two
equal ones afterwards; what a container holds of itself, or past 64 levels, is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import orjson

from .classes import Unfit, unpack_dataclass, unpack_member, unpack_model
from .coding import CODINGS, MAX_DEPTH, TAG, Coding
from .errors import CacaoError, shorten
from .packer import Packer
from .plain import dump_plain
from .trimmed import trimmed

_MAX_LEVELS = 4 * MAX_DEPTH  # of data: an object with a kind takes three for one level of the value
_OWN = frozenset({"dict", "tuple", "set", "frozenset", "enum", "dataclass", "model"}) | {
    coding.name for coding in CODINGS.values()
}
_CURE = "Keep only data in a State, or register a codec for its type."

T = TypeVar("T")


class CodecError(CacaoError):
    """A value cannot be stored, or what is stored is no value any more."""


class Codecs:
    """Makes JSON of values and values of JSON.

    Plugins may add kinds of values to those it knows.
    """

    def __init__(self) -> None:
        self._by_type: dict[type, Coding] = {}
        self._by_name: dict[str, Coding] = {coding.name: coding for coding in CODINGS.values()}

    def register(
        self, name: str, kind: type[T], encode: Callable[[T], object], decode: Callable[[Any], T]
    ) -> None:
        """Add a kind of values.

        Args:
            name: what it is stored under, such as ``"numpy.ndarray"``.
            kind: the type, exactly; subclasses are no such values.
            encode: returns what such a value is made of: anything that can be stored.
            decode: makes the value of that again.

        Raises:
            CodecError: if there is one of this name or for this type already.
        """
        if name in _OWN or name in self._by_name:
            raise CodecError(f'there is a codec "{name}" already', cure="Give it another name.")
        if kind in CODINGS or kind in self._by_type or kind in (bool, type(None), dict, list, tuple):
            raise CodecError(f"there is a codec for {kind.__qualname__} already", where=f'codec "{name}"')
        self._by_type[kind] = self._by_name[name] = Coding(name, kind, encode, decode)

    def encode(self, value: object, where: str = "value") -> bytes:
        """Return a value as JSON.

        Args:
            value: what a State holds.
            where: what to call it in an error: the State's name.

        Raises:
            CodecError: naming the place in the value, its type and what to do.
        """
        data = dump_plain(value)
        if data is not None:
            return trimmed(data)
        packer = Packer(self._by_type)
        try:
            return trimmed(orjson.dumps(packer.pack(value)))
        except Unfit as error:
            raise CodecError(
                error.what,
                where=packer.place(where),
                got=shorten(packer.value),
                cure=error.cure or _CURE,
            ) from None
        except Exception as error:  # of the value's own class, or as a thread changes it meanwhile
            what = f"the value cannot be stored: {type(error).__name__}: {error}"
            raise CodecError(what[:500], where=packer.place(where), cure=_CURE) from None

    def decode(self, data: bytes, where: str = "value") -> Any:
        """Return the value that JSON tells. No module is imported for it.

        Raises:
            CodecError: if it is no JSON, or fits the classes of today no more.
        """
        try:
            found = orjson.loads(data)
            return self._unpack(found, 0) if b'"$"' in data else found
        except Unfit as error:
            what = error.what
        except Exception as error:  # of a decoder, too: of a plugin's, or a class's own
            what = f"{type(error).__name__}: {error}"
        raise CodecError(f"what is stored fits no more: {what}"[:500], where=where)

    def _unpack(self, data: Any, level: int) -> Any:
        if level > _MAX_LEVELS:
            raise Unfit("it is nested too deeply")
        if type(data) is list:
            return [self._unpack(item, level + 1) for item in data]
        if type(data) is not dict:
            return data
        if TAG not in data:
            return {key: self._unpack(item, level + 1) for key, item in data.items()}
        name, held = data[TAG], data["v"]
        if name in ("tuple", "set", "frozenset"):
            make = cast(Callable[[Any], Any], {"tuple": tuple, "set": set, "frozenset": frozenset}[name])
            return make([self._unpack(item, level + 1) for item in held])
        if name == "dict":
            return {self._unpack(key, level + 1): self._unpack(item, level + 1) for key, item in held}

        def inner(data: Any) -> Any:
            return self._unpack(data, level + 1)

        if name == "enum":
            return unpack_member(held, inner)
        if name == "dataclass":
            return unpack_dataclass(held, inner)
        if name == "model":
            return unpack_model(held, inner)
        coding = self._by_name.get(name)
        if coding is None:
            raise Unfit(f"there is no codec {shorten(name)}")
        is_ours = CODINGS.get(coding.kind) is coding
        return coding.decode(held if is_ours else inner(held))
