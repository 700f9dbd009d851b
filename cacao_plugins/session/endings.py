"""Endings: the sessions that a command has ended while a server had the file, until that has seen it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from cacao_kernel import ALL

# They stand among the notes on the file, under this and what the record is called.
_NAME = "ended:"
_RANGE = "name >= 'ended:' AND name < 'ended;'"


def note_ended(connection: sqlite3.Connection, records: Iterable[str]) -> None:
    """Note that these have been ended; ALL among them for every session."""
    notes = [(f"{_NAME}{record}", b"") for record in records]
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", notes)


def is_ended(connection: sqlite3.Connection, record: str) -> bool:
    """Tell whether it is noted that a record has been ended."""
    names = json.dumps([f"{_NAME}{record}", f"{_NAME}{ALL}"])
    found = connection.execute("SELECT 1 FROM meta WHERE name IN (SELECT value FROM json_each(?))", [names])
    return found.fetchone() is not None


def take_ended(connection: sqlite3.Connection) -> list[str]:
    """Return what has been ended, and forget that it has."""
    found = connection.execute(f"SELECT name FROM meta WHERE {_RANGE}").fetchall()  # noqa: S608 - ours
    if found:
        connection.execute(f"DELETE FROM meta WHERE {_RANGE}")  # noqa: S608 - ours
    return [str(name).removeprefix(_NAME) for (name,) in found]
