"""Database: the SQLite file of a store, opened, mended and written; used by one thread alone."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cacao_kernel import CacaoError, StoreError

from .batch import Batch, Rules
from .digest import EVERYBODY, shown_id
from .place import Place, unusable
from .sealing import Plain, Sealed
from .tables import SAFE, Broken, check_tables, decode_text, make_tables, refuse_others

log = logging.getLogger("cacao.session")

LEAST_SQLITE = (3, 38)
BUSY_SECONDS = 5
MAX_TOLD = 20  # damaged records that are warned of one by one

_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA journal_size_limit = 67108864",
)
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Job(NamedTuple):
    """A piece of work: the records it commits to or reads, what it does within a batch, whether it writes."""

    records: Sequence[str]
    work: Callable[[Batch], Any]
    only_reads: bool = False


class Database:
    """The SQLite file of a store.

    Args:
        path: of the file.
        secrets: what its values are encrypted with; none for values as they are.
        rules: what holds for what is done in it.
        clock: seconds of the wall clock.
    """

    def __init__(
        self, path: Path, secrets: Sequence[bytes], rules: Rules, clock: Callable[[], float]
    ) -> None:
        self._place = Place(path)
        self._secrets = secrets
        self._rules = rules
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._told = 0

    def open(self) -> None:
        """Take the file for this process, and open it.

        Raises:
            StoreError: if another process has it, it is none of ours, or it cannot be used.
        """
        if sqlite3.sqlite_version_info < LEAST_SQLITE:
            raise StoreError(
                "this Python comes with too old an SQLite",
                expected=".".join(map(str, LEAST_SQLITE)),
                got=sqlite3.sqlite_version,
                cure="Use a newer Python.",
            )
        refuse_others(self._place)
        self._place.take()
        try:
            self._mended()
            self.perform([Job((), Batch.begin)])  # where the disk is full, that can wait
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file, and let others have it."""
        self._disconnect()
        self._place.release()

    def _mended(self) -> sqlite3.Connection:
        """Return the connection, made now if need be; a broken file is set aside for a fresh one."""
        if self._connection is None:
            try:
                self._connection = self._connect()
            except Broken as error:
                self._set_aside(error)
                self._connection = self._connect_afresh()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        size = self._place.prepare()
        connection = None
        try:
            connection = sqlite3.connect(self._place.path, isolation_level=None, timeout=BUSY_SECONDS)
            connection.text_factory = decode_text
            connection.execute(SAFE)
            if size > 0:  # before anything is changed in a file that may be another's
                check_tables(connection, self._place.path)
            for setting in _SETTINGS:
                connection.execute(setting).fetchall()
            if size <= 0:
                make_tables(connection)
            salt = check_tables(connection, self._place.path)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if isinstance(error, sqlite3.Error):
                raise self._translated(error) from None
            raise
        if size == 0:
            log.warning(
                "%s: the session store is empty where it was not; a fresh one is begun", self._place.path
            )
        self._rules.sealer = Sealed(self._secrets, salt) if self._secrets else Plain()
        return connection

    def _connect_afresh(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except Broken as error:
            raise self._translated(error) from None

    def _translated(self, error: Exception) -> Exception:
        """Return what to raise for an error of SQLite's."""
        if isinstance(error, sqlite3.Error) and _code(error) in _BROKEN:
            return Broken(str(error))
        if isinstance(error, OSError):
            return unusable(self._place.path, error)
        is_full = isinstance(error, sqlite3.Error) and _code(error) == sqlite3.SQLITE_FULL
        return StoreError(
            "the session store cannot be used",
            where=str(self._place.path),
            got=f"{type(error).__name__}: {error}",
            cure="Make room on the disk."
            if is_full
            else "See that the disk has room, and that this process may write there.",
        )

    def _set_aside(self, error: Exception) -> None:
        self._disconnect()
        try:
            aside = self._place.set_aside(self._clock())
        except OSError as failure:
            raise unusable(self._place.path, failure) from None
        self._rules.unreadable.clear()
        self._rules.aging.clear()
        log.warning(
            "%s: the session store is broken (%s); it is kept as %s, and a fresh one is begun",
            self._place.path,
            error,
            aside.name,
        )

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def perform(self, jobs: Sequence[Job]) -> list[Any]:
        """Do pieces of work in one transaction, and return what each returned or raised.

        If the transaction fails, each has one of its own, so that it fails for nobody else.
        """
        try:
            return self._transact(jobs)
        except Exception as error:
            failure = self._translated(error) if not isinstance(error, CacaoError | Broken) else error
        if isinstance(failure, Broken):
            try:
                self._set_aside(failure)
                return self._transact(jobs)
            except Exception as error:
                failure = error if isinstance(error, CacaoError) else self._translated(error)
        if len(jobs) == 1:
            return [failure]
        return [self.perform([job])[0] for job in jobs]

    def _transact(self, jobs: Sequence[Job]) -> list[Any]:
        connection = self._mended()
        outcomes: list[Any] = []
        try:
            # A command may write at the same time: it is waited for here, and not in the middle. What only
            # reads needs no right to write, nor a disk that takes anything.
            only_reads = all(job.only_reads for job in jobs)
            connection.execute("BEGIN" if only_reads else "BEGIN IMMEDIATE")
            named = dict.fromkeys(record for job in jobs for record in job.records)
            batch = Batch(connection, self._rules, round(self._clock() * 1e6), named)
            for job in jobs:
                try:
                    outcomes.append(job.work(batch))
                except CacaoError as error:  # a conflict, or too much: nothing of it was done
                    outcomes.append(error)
            batch.write()
            connection.execute("COMMIT")
        except BaseException as error:
            self._roll_back(error)
            raise
        self._tell_damaged()
        return outcomes

    def _roll_back(self, error: BaseException) -> None:
        """End a transaction that has failed; after trouble with the file, with a new connection next time."""
        connection = self._connection
        if connection is None:
            return
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._disconnect()
        if isinstance(error, sqlite3.Error) and _code(error) != sqlite3.SQLITE_FULL:
            self._disconnect()

    def _tell_damaged(self) -> None:
        for record in self._rules.damaged:
            self._told += 1
            if self._told <= MAX_TOLD:
                what = f"the stored session {shown_id(record)}"
                log.warning(
                    "%s: %s was tampered with, or its secret is gone; it begins anew%s",
                    self._place.path,
                    "what is stored for everybody could not be read: it" if record == EVERYBODY else what,
                    "" if self._told < MAX_TOLD else ". There may be more; no further one is told",
                )
        self._rules.damaged.clear()


def _code(error: sqlite3.Error) -> int:
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF  # without what SQLite adds to tell more
