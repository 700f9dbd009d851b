"""Ledger: the file of a store, for somebody who looks after it, also while a server has it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from cacao_kernel import ALL, Listed, Record, StoreError

from .batch import Batch, Rules
from .database import BUSY_SECONDS
from .digest import EVERYBODY
from .place import VARIABLE, Place, unusable
from .sealing import PLAIN, Plain, Sealed
from .tables import SAFE, Broken, check_tables, decode_text

FOREVER = 1e11  # seconds: what is too old is shown as long as it is there
ENDED_AT_ONCE = 500  # so that the server writes in between

T = TypeVar("T")


class Ledger:
    """A store's file, opened beside the server that has it: SQLite lets others read, and write in between.

    Args:
        path: of the file.
        secrets: what its values are encrypted with; none for values as they are.
    """

    def __init__(self, path: Path, secrets: Sequence[bytes]) -> None:
        self._path = path
        self._secrets = secrets
        self._rules = Rules(Plain(), FOREVER, None, 0)
        self._connection: sqlite3.Connection

    def __enter__(self) -> Self:
        """Open the file.

        Raises:
            StoreError: if there is none, or it is no store.
        """
        try:
            if not Place(self._path).is_there():
                raise StoreError("no session has been stored yet", where=str(self._path))
            address = f"{self._path.absolute().as_uri()}?mode=rw"
            self._connection = sqlite3.connect(address, BUSY_SECONDS, isolation_level=None, uri=True)
        except OSError as error:
            raise unusable(self._path, error) from None
        except sqlite3.Error as error:
            raise self._broken(error) from None
        try:
            self._connection.text_factory = decode_text
            self._connection.execute(SAFE)
            salt = check_tables(self._connection, self._path)
            if self._secrets:
                self._rules.sealer = Sealed(self._secrets, salt)
        except BaseException as error:
            self._connection.close()
            if isinstance(error, sqlite3.Error | Broken):
                raise self._broken(error) from None
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        self._connection.close()

    def sessions(self) -> Sequence[Listed]:
        """Return the sessions there are, those seen last first."""
        return [one for one in self._do(Batch.list) if one.id != EVERYBODY]

    def load(self, record: str) -> Record | None:
        """Return what is stored of a session; None if that cannot be read."""
        return self._do(lambda batch: batch.load(record), record)

    def is_sealed(self, record: str) -> bool:
        """Tell whether there is a value of a session's that is encrypted."""
        values = self._connection.execute(
            "SELECT 1 FROM cells WHERE record = ? AND substr(value, 1, 1) != ?", [record, PLAIN]
        )
        return values.fetchone() is not None

    def end(self, *records: str, is_all: bool = False) -> None:
        """Drop sessions for good, and let the server that has the file know.

        Args:
            records: the sessions.
            is_all: whether the server is to end those as well of which nothing is stored.
        """
        for start in range(0, len(records), ENDED_AT_ONCE):
            part = records[start : start + ENDED_AT_ONCE]
            self._do(lambda batch: batch.end(*part), begin="BEGIN IMMEDIATE")  # noqa: B023
        if is_all:
            self._do(lambda batch: batch.end(ALL), begin="BEGIN IMMEDIATE")

    def _do(self, work: Callable[[Batch], T], *records: str, begin: str = "BEGIN") -> T:
        connection = self._connection
        try:
            with connection:
                connection.execute(begin)
                return work(Batch(connection, self._rules, round(time.time() * 1e6), records))
        except sqlite3.Error as error:
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> StoreError:
        is_shut = isinstance(error, sqlite3.OperationalError) and not os.access(self._path.parent, os.W_OK)
        cure = (
            "SQLite writes beside a file also to read it: copy it, with its -wal, to where you may write, "
            f"and name the copy by {VARIABLE}."
        )
        return StoreError(
            "the session store cannot be read",
            where=str(self._path),
            got=f"{type(error).__name__}: {error}",
            cure=cure if is_shut else "",
        )
