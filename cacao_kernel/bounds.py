"""Bounds: which values a field takes, as its own attributes say; a browser's word is not enough."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from .node import Node
from .payload import parse_number

_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)


def takes_number(node: Node, text: str, present: object) -> bool:
    """Tell whether a field takes a number.

    Args:
        node: the field.
        text: the number, checked to be one.
        present: what its State holds.
    """
    number, is_range = Decimal(text), node.attributes.get("type", "").lower() == "range"
    low, high, step = (_number(node, name) for name in ("min", "max", "step"))
    low = Decimal(0) if low is None and is_range else low
    high = Decimal(100) if high is None and is_range else high
    if (low is not None and number < low) or (high is not None and number > high):
        return False
    if not step or step < 0:
        return True
    # Without a least value steps may be counted from 0, or from where a browser does: the value it was given.
    held = parse_number(str(present))
    bases = [low] if low is not None else [Decimal(0), Decimal(str(held or 0))]
    return any(_is_stepped_to(number - base, step) for base in bases)


def takes_moment(node: Node, kind: str, moment: date | time) -> bool:
    """Tell whether a date or time is within the least and the latest that a field takes.

    Args:
        node: the field.
        kind: its type.
        moment: what it would hold.
    """
    low, high = (_moment(kind, node.attributes.get(name, "")) for name in ("min", "max"))
    try:
        is_late, is_early = low is None or moment >= low, high is None or moment <= high
        # From ten in the evening until six in the morning: around midnight, one of both is enough.
        is_around = kind == "time" and low is not None and high is not None and low > high
    except TypeError:  # with a timezone, which no field has
        return False
    return is_late or is_early if is_around else is_late and is_early


def takes_text(node: Node, text: str, present: object) -> bool:
    """Tell whether a field takes a text of this length; one that was too long before may become shorter.

    Args:
        node: the field.
        text: what it would hold.
        present: what its State holds.
    """
    most = node.attributes.get("maxlength", "")
    if not (most.isascii() and most.isdigit()):
        return True
    held = _length(present) if isinstance(present, str) else 0
    return _length(text) <= max(int(most), held)


def parse_moment(kind: str, text: str) -> date | time:
    """Return what the text of a field stands for; of a month or week its first day.

    Raises:
        ValueError: if it is none.
    """
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "time":
        return time.fromisoformat(text)
    if kind == "datetime-local":
        return datetime.fromisoformat(text)
    found = (_MONTH if kind == "month" else _WEEK).fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, part = int(found[1]), int(found[2])
    return date(year, part, 1) if kind == "month" else date.fromisocalendar(year, part, 1)


def _number(node: Node, name: str) -> Decimal | None:
    text = node.attributes.get(name, "")
    return None if parse_number(text) is None else Decimal(text)


def _moment(kind: str, text: str) -> Any:
    try:
        return parse_moment(kind, text)
    except ValueError:
        return None


def _is_stepped_to(distance: Decimal, step: Decimal) -> bool:
    try:
        return not distance % step
    except InvalidOperation:  # further away than can be told
        return False


def _length(text: str) -> int:
    """Return how long a text is to a browser, to which a letter beyond the first 65,536 counts as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
