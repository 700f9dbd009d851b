"""Markdown bounds: which texts are small enough to be read as Markdown while others wait.

Reading one takes the whole process for as long as it lasts, and what it takes follows from the signs, lines
and cells of a text rather than from its length. They are counted first, which takes next to nothing.
"""

from __future__ import annotations

import re

# A long article has a tenth of each.
MAX_CHARACTERS = 50_000
MAX_LINES = 4_000
MAX_SIGNS = 5_000
MAX_CELLS = 4_000

_SIGN = re.compile(r"[\[\]*_`<>&~\\]|\{%")
_LINE = re.compile(r"\r\n?|\n")
# What makes a table of the line above and of those below it; it may stand in a quotation or a list.
_RULER = re.compile(r"[-|: \t>*+0-9.)]+")
_RULED = re.compile("-+")


def is_small(text: str) -> bool:
    """Tell whether a text may be read as Markdown; if not, it is to be shown as it was written."""
    return (
        len(text) <= MAX_CHARACTERS
        and len(_LINE.findall(text)) < MAX_LINES
        and len(_SIGN.findall(text)) <= MAX_SIGNS
        and _count_cells(text) <= MAX_CELLS
    )


def _count_cells(text: str) -> int:
    """Return how many cells the tables of a text have at most: each row is filled up to the table's width."""
    cells = columns = 0
    for line in _LINE.split(text):
        if "|" in line and "-" in line and _RULER.fullmatch(line):
            columns = max(columns, len(_RULED.findall(line)))
            cells += columns  # of the line above
        elif not line.strip("\t >"):
            columns = 0
        cells += columns
    return cells
