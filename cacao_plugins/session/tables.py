"""Tables: what the file of a store holds, and whether a file is one of ours."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from cacao_kernel import StoreError

from .place import Place, setting, unusable

VERSION = "1"  # of the tables
SAFE = "PRAGMA trusted_schema = OFF"  # a file that was tampered with runs nothing

_SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE records (id TEXT PRIMARY KEY, version INTEGER NOT NULL, opened INTEGER NOT NULL, "
    "seen INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE cells (record TEXT, name TEXT, value BLOB NOT NULL, PRIMARY KEY (record, name)) "
    "WITHOUT ROWID",
    "CREATE TABLE tabs (record TEXT, tab TEXT, value BLOB NOT NULL, PRIMARY KEY (record, tab)) WITHOUT ROWID",
    "CREATE INDEX records_opened ON records (opened)",
    "CREATE INDEX records_seen ON records (seen)",
)


class Broken(Exception):
    """The file is no database of ours."""


def decode_text(data: bytes) -> str:
    """Return a text of the file, whatever was done to it."""
    return data.decode("utf-8", "replace")


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in _SCHEMA:
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('version', ?), ('salt', ?)", [VERSION, os.urandom(16)])
    connection.execute("COMMIT")


def check_tables(connection: sqlite3.Connection, path: Path) -> bytes:
    """Return the salt of a database that is one of ours.

    Raises:
        Broken: if it is not.
        StoreError: if it is one of another Cacao's.
    """
    tables = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    if _SCHEMA[0] not in tables:
        raise StoreError(
            "the session store cannot be used: the file is a database of something else",
            where=str(path),
            cure=f"Move the file away, or give another path: {setting()}.",
        )
    meta = dict(connection.execute("SELECT name, value FROM meta"))
    if meta.get("version") != VERSION:
        raise StoreError(
            "the session store was written by another version of Cacao",
            where=str(path),
            expected=f"version {VERSION}",
            got=f"version {meta.get('version')}",
            cure=f"Move the file away, or give another path: {setting()}.",
        )
    salt = meta.get("salt")
    if tables != set(_SCHEMA) or not isinstance(salt, bytes):
        raise Broken("its tables are others")
    return salt


def refuse_others(place: Place) -> None:
    """Refuse a file that is none of ours, without a trace: what is ours has its lock beside it.

    Of a file without one, as out of a backup, its tables have to tell.

    Raises:
        StoreError: if it is something else, or no file.
    """
    try:
        if not place.is_there() or place.was_locked() or not place.path.stat().st_size:
            return
        # As it is on the disk: nothing is made beside it, and nobody who has it open is disturbed.
        address = f"{place.path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True)
    except OSError as error:
        raise unusable(place.path, error) from None
    except sqlite3.Error as error:
        raise _foreign(place.path, str(error)) from None
    try:
        connection.execute(SAFE)
        connection.text_factory = decode_text
        check_tables(connection, place.path)
    except Broken:
        return  # and yet ours, which its first table has shown
    except sqlite3.Error as error:
        raise _foreign(place.path, str(error)) from None
    finally:
        connection.close()


def _foreign(path: Path, got: str) -> StoreError:
    return StoreError(
        "the session store cannot be used: the file is something else, and is left as it is",
        where=str(path),
        expected="a session store, or no file yet",
        got=got,
        cure=f"Move the file away, or give another path: {setting()}.",
    )
