"""Convertor: what ``{id:int}`` in a route lets pass, and the value the page is handed for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

MAX_TEXT = 1_000  # characters of one part of an address

_INT = re.compile(r"-?[0-9]{1,18}\Z")  # what fits into 64 bits
_FLOAT = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Convertor(NamedTuple):
    """Reads one part of an address.

    Attributes:
        kind: the type of the values.
        called: what a visitor is told was expected, such as ``"a whole number"``.
        read: returns the value of a text.

    Raises:
                ValueError: if the text has no such value.
    """

    kind: type
    called: str
    read: Callable[[str], Any]


def _read_text(text: str) -> str:
    if len(text) > MAX_TEXT or _CONTROL.search(text):
        raise ValueError(text)
    return text


def _shaped(shape: re.Pattern[str], make: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return a reader that looks at the shape first: Python reads more than a person would write."""

    def read(text: str) -> Any:
        if not shape.match(text):
            raise ValueError(text)
        return make(text)

    return read


INT = Convertor(int, "a whole number", _shaped(_INT, int))
FLOAT = Convertor(float, "a number", _shaped(_FLOAT, float))
DATE = Convertor(date, "a date such as 2026-01-31", _shaped(_DATE, date.fromisoformat))
UNIQUE = Convertor(UUID, "a UUID", _shaped(_UUID, UUID))
TEXT = Convertor(str, "a text", _read_text)

CONVERTORS: Mapping[str, Convertor] = MappingProxyType(
    {"str": TEXT, "int": INT, "float": FLOAT, "path": TEXT, "uuid": UNIQUE, "date": DATE}
)
