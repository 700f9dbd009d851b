"""Plain: the JSON of values that are JSON as they are, told from all others at C speed."""

from __future__ import annotations

import marshal
import re
from typing import Any

import orjson

from .coding import MAX_DEPTH, TAG

MAX_PLAIN = 2**24  # bytes; no tuple in them is so long that its length takes the fourth byte

_OPTIONS = (
    orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
)
_SCALARS = (str, int, float, bool, type(None))
_TAGGED = f'"{TAG}"'.encode()
_MARSHAL_VERSION = 3  # the last one that writes all tuples alike: a letter and four bytes of length
# What may be a tuple, or a float that is no number. Each pattern begins with one byte, which is found fast.
_TUPLE = re.compile(rb"\(.{3}\x00", re.DOTALL).search
_SHARED_TUPLE = re.compile(rb"\xa8.{3}\x00", re.DOTALL).search
_NO_NUMBER = re.compile(rb"g.{6}[\xf0-\xff][\x7f\xff]", re.DOTALL).search
_SHARED_NO_NUMBER = re.compile(rb"\xe7.{6}[\xf0-\xff][\x7f\xff]", re.DOTALL).search
_BUT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


def dump_plain(value: Any) -> bytes | None:
    """Return the JSON of a value that is JSON as it is; None of any other, or if that is not sure.

    orjson alone would write tuples as lists, members of Enums as their values and what is no
    number as null. marshal, about as fast, takes nothing but plain types, exactly, and marks tuples.
    """
    try:
        data = orjson.dumps(value, option=_OPTIONS)
        if type(value) in _SCALARS:
            return data if data != b"null" or value is None else None
        types = marshal.dumps(value, _MARSHAL_VERSION)
    except (TypeError, ValueError, RuntimeError):  # the last, if a thread changes it meanwhile
        return None
    if _TAGGED in data or len(data) > MAX_PLAIN or not _is_shallow(data):
        return None
    looks_like_tuple = _TUPLE(types) or _SHARED_TUPLE(types)
    if looks_like_tuple or (b"null" in data and (_NO_NUMBER(types) or _SHARED_NO_NUMBER(types))):
        # What looks like one may be a part of a number or text.
        return data if orjson.loads(data) == value else None
    return data


def _is_shallow(data: bytes) -> bool:
    """Tell whether JSON is surely not nested past the bound; texts may hold brackets, too."""
    brackets = data.translate(None, _BUT_BRACKETS)
    if len(brackets) <= 2 * MAX_DEPTH:
        return True
    for _ in range(MAX_DEPTH):
        rest = brackets.replace(b"[]", b"").replace(b"{}", b"")
        if not rest:
            return True
        if len(rest) == len(brackets):
            return False
        brackets = rest
    return False
