"""Payload: what a browser tells of an event, each entry checked as it is read off the wire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import Any

MAX_FIELDS = 1_000
MAX_NAME = 1_000

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_MAX_DIGITS = 400

# What may come, and its type; anything else is left out.
_KINDS: Mapping[str, type] = {
    "value": str,
    "checked": bool,
    "key": str,
    "open": bool,
    "bad": bool,
    "name": str,
}


def read_payload(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries that are what they should be.

    ``value``, ``key`` and ``name`` are text, ``checked`` and ``open`` booleans, ``values`` a list
    of texts, and ``fields`` a dict of what the fields of a form hold: a text, a boolean, None, or
    a list of texts.
    """
    if not payload:
        return {}
    found = {name: payload[name] for name, kind in _KINDS.items() if type(payload.get(name)) is kind}
    values = payload.get("values")
    if _is_texts(values):
        found["values"] = values
    fields = payload.get("fields")
    if isinstance(fields, dict):
        sound = [(name, value) for name, value in fields.items() if len(name) <= MAX_NAME and _is_held(value)]
        found["fields"] = dict(sound[:MAX_FIELDS])
    return found


def parse_number(text: str) -> int | float | None:
    """Return the number that a number field's text stands for, whole where it is spelled so, or None."""
    if len(text) > _MAX_DIGITS or not _NUMBER.fullmatch(text):
        return None
    if text.removeprefix("-").isdigit():
        return int(text)
    found = float(text)
    return found if isfinite(found) else None


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_held(value: object) -> bool:
    return value is None or isinstance(value, str | bool) or _is_texts(value)
