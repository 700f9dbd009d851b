"""Word: what the element of uploads tells the server, checked entry by entry."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from .slot import Wish

MAX_TEXT = 65_536
MAX_FILES = 50  # of one word
MAX_NAME = 1_000
MAX_NUMBER = 2**53

_ID = re.compile(r"[0-9a-z]{8,32}\Z")
_TICKET = re.compile(r"[\w-]{1,64}\Z", re.ASCII)


class Word(NamedTuple):
    """What is told: files that were chosen, one that is there, or one that cannot be read.

    Attributes:
        chosen: what was chosen, by the id the browser gives each.
        done: the id of a file of which all is there; empty for none.
        ticket: what it was sent by.
        failed: the id of a file that the browser cannot read; empty for none.
    """

    chosen: Sequence[tuple[str, Wish]] = ()
    done: str = ""
    ticket: str = ""
    failed: str = ""


def read_word(text: str | None) -> Word:
    """Return what a text tells; of what is not well formed, nothing."""
    if not text or len(text) > MAX_TEXT:
        return Word()
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return Word()
    match told:
        case {"add": [*entries]} if len(entries) <= MAX_FILES:
            return Word([found for entry in entries if (found := _read_wish(entry)) is not None])
        case {"done": [str(name), str(ticket)]} if _ID.match(name) and _TICKET.match(ticket):
            return Word(done=name, ticket=ticket)
        case {"fail": str(name)} if _ID.match(name):
            return Word(failed=name)
        case _:
            return Word()


def _read_wish(entry: Any) -> tuple[str, Wish] | None:
    match entry:
        case [str(file), str(name), int(size), str(kind), int(modified)]:
            is_said = _ID.match(file) and len(name) <= MAX_NAME and len(kind) <= MAX_NAME
            is_counted = 0 <= size < MAX_NUMBER and abs(modified) < MAX_NUMBER
            if is_said and is_counted and not isinstance(size, bool) and not isinstance(modified, bool):
                return file, Wish(name, size, kind, modified)
        case _:
            pass
    return None
