"""Coding: how each kind of plain value that JSON has no word for becomes data, and is made of it again."""

from __future__ import annotations

import math
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from .classes import Unfit

MAX_DEPTH = 64
TAG = "$"

_MICROSECOND = timedelta(microseconds=1)


class Coding(NamedTuple):
    """How values of exactly one type become data of plain JSON, and the other way round."""

    name: str
    kind: type
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


def _encode_zone(zone: tzinfo | None) -> Any:
    """Return a time zone as data: its key, or its offset in microseconds with its name if it has one."""
    if zone is None:
        return None
    if type(zone) is timezone:
        offset, name = zone.utcoffset(None), zone.tzname(None)
        is_named = name != timezone(offset).tzname(None)
        return [offset // _MICROSECOND, *([_encode_text(name)] if is_named else [])]
    zones = sys.modules.get("zoneinfo")
    key = getattr(zone, "key", None)
    if zones is not None and type(zone) is zones.ZoneInfo and isinstance(key, str):
        return key
    raise Unfit(
        f"its time zone is of type {type(zone).__qualname__}",
        'Use zoneinfo.ZoneInfo("Area/Place") or datetime.timezone.',
    )


def _decode_zone(data: Any) -> tzinfo | None:
    if data is None:
        return None
    if isinstance(data, str):
        from zoneinfo import ZoneInfo  # most apps have no use for it

        return ZoneInfo(data)
    offset, *name = data
    return timezone(offset * _MICROSECOND, *map(_decode_text, name))


def _encode_moment(value: datetime | time) -> list[Any]:
    return [value.replace(tzinfo=None, fold=0).isoformat(), _encode_zone(value.tzinfo), value.fold]


def _decode_datetime(data: Any) -> datetime:
    text, zone, fold = data
    moment = datetime.fromisoformat(text)
    _refuse_zone(moment.tzinfo)
    return moment.replace(tzinfo=_decode_zone(zone), fold=fold)


def _decode_time(data: Any) -> time:
    text, zone, fold = data
    moment = time.fromisoformat(text)
    _refuse_zone(moment.tzinfo)
    return moment.replace(tzinfo=_decode_zone(zone), fold=fold)


def _refuse_zone(zone: tzinfo | None) -> None:
    if zone is not None:
        raise ValueError("the zone stands twice")


def _encode_text(text: str) -> str:
    # Not every str can stand in JSON: halves of a pair of surrogates cannot.
    return b64encode(text.encode("utf-8", "surrogatepass")).decode()


def _decode_text(data: Any) -> str:
    return b64decode(data, validate=True).decode("utf-8", "surrogatepass")


def _decode_float(data: Any) -> float:
    number = float(data)
    if math.isfinite(number):
        raise ValueError("a finite number is one of JSON")
    return number


def _encode_timedelta(value: timedelta) -> list[int]:
    return [value.days, value.seconds, value.microseconds]


def _decode_timedelta(data: Any) -> timedelta:
    days, seconds, microseconds = data
    return timedelta(days, seconds, microseconds)


CODINGS: Mapping[type, Coding] = MappingProxyType(
    {
        coding.kind: coding
        for coding in (
            # In hex, since Python refuses to write thousands of decimal digits.
            Coding("int", int, lambda value: f"{value:x}", lambda data: int(data, 16)),
            Coding("float", float, repr, _decode_float),
            Coding("str", str, _encode_text, _decode_text),
            Coding(
                "bytes",
                bytes,
                lambda value: b64encode(value).decode(),
                lambda data: b64decode(data, validate=True),
            ),
            Coding("datetime", datetime, _encode_moment, _decode_datetime),
            Coding("date", date, date.isoformat, date.fromisoformat),
            Coding("time", time, _encode_moment, _decode_time),
            Coding("timedelta", timedelta, _encode_timedelta, _decode_timedelta),
            Coding("Decimal", Decimal, str, Decimal),
            Coding("UUID", UUID, str, UUID),
        )
    }
)
"""Those Cacao has, by type; of int, float and str, for the values that JSON cannot hold."""
