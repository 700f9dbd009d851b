"""Excerpt: the lines of a file around one."""

from __future__ import annotations

import linecache
from typing import Any

from .quoting import quote_source

AROUND = 3  # lines before and after the one that is meant
MAX_LINE = 200


def read_excerpt(file: str, line: int) -> list[list[Any]]:
    """Return the lines around one: number, text, and whether it is the one; nothing if there is no such file.

    Args:
        file: the path as Python knows it.
        line: the line's number, from 1.
    """
    linecache.checkcache(file)
    lines = linecache.getlines(file)
    first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    while last > line and not lines[last - 1].strip():
        last -= 1
    while first < min(line, last) and not lines[first - 1].strip():
        first += 1
    shown = quote_source("".join(lines[first - 1 : last])).split("\n")
    return [
        [number, shown[number - first][:MAX_LINE].expandtabs(4), number == line]
        for number in range(first, last + 1)
    ]
