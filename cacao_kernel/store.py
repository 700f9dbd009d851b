"""Store: where sessions live on when nothing of them is in memory.

A store keeps records: one for each session, and one, ``APP``, of the cells for everybody. What a
record holds is bytes to it; what those mean, the kernel knows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from .errors import CacaoError

APP = "app"
ALL = "*"  # in the place of what lists call a session: every one
BETWEEN = "\x1f"  # in the name of a cell: behind its State's, before its place


class StoreError(CacaoError):
    """A store cannot be opened, or did not write: all it held before is as it was."""


class Conflict(CacaoError):
    """A record has another version than the one that was to be changed: nothing was written.

    Attributes:
        record: its id.
    """

    def __init__(self, record: str, expected: int | None, got: int | None) -> None:
        super().__init__(
            "a record was changed by somebody else",
            expected=f"version {expected}" if expected else "no record",
            got=f"version {got}" if got else "no record",
            cure="Load it again.",
        )
        self.record = record


class Ended(Conflict):
    """A record is gone, since somebody else has ended the session: by a command, say."""


class Record(NamedTuple):
    """All that is stored of a session, or of what belongs to everybody.

    Attributes:
        version: grows with every change.
        cells: the values of States, by a name that holds in every process.
        tabs: by tab id, what is kept of each: its place and the events that have been handled.
        opened: when it was begun, in seconds of the wall clock.
        seen: when its visitor was seen last, likewise.
    """

    version: int
    cells: Mapping[str, bytes]
    tabs: Mapping[str, bytes]
    opened: float
    seen: float


class Change(NamedTuple):
    """What becomes of one record.

    Attributes:
        expected: the version it has; None for a record to be begun.
        cells: those to put in, by name.
        dropped_cells: the names of those to take out.
        tabs: those to put in, by tab id.
        dropped_tabs: the ids of those to take out.
        opened: when it was begun; None leaves that as it is, in a new record it is now.
        seen: when its visitor was seen last, likewise.
    """

    expected: int | None
    cells: Mapping[str, bytes] = MappingProxyType({})
    dropped_cells: Collection[str] = ()
    tabs: Mapping[str, bytes] = MappingProxyType({})
    dropped_tabs: Collection[str] = ()
    opened: float | None = None
    seen: float | None = None


class Listed(NamedTuple):
    """A record, as a list of all shows it.

    Attributes:
        id: what tells it apart; it need not be the session's id, which is as good as its cookie.
        size: the bytes of its cells and tabs.
        opened: when it was begun, in seconds of the wall clock.
        seen: when its visitor was seen last, likewise.
        cells: how many it has.
        tabs: of how many something is stored.
    """

    id: str
    size: int
    opened: float
    seen: float
    cells: int = 0
    tabs: int = 0


class SessionStore(Protocol):
    """Keeps records. What is called for one record takes effect in the order it was called in."""

    async def open(self) -> None:
        """Begin.

        Raises:
            StoreError: if that cannot be.
        """
        ...

    async def load(self, record: str) -> Record | None:
        """Return a record; None if there is none, it is too old, or it cannot be read any more.

        Raises:
            StoreError: if it cannot be told.
        """
        ...

    async def commit(self, changes: Mapping[str, Change]) -> Mapping[str, int]:
        """Change records, all of them or none, and return their new versions once that is safe.

        Raises:
            Conflict: if one has another version than expected.
            Ended: if that is so because somebody else has ended it.
            StoreError: if it could not be written.
        """
        ...

    async def forget(self, record: str) -> None:
        """Drop a record, if there is one.

        Raises:
            StoreError: if it could not be written.
        """
        ...

    async def expire(self, now: float, keep: Collection[str] = ()) -> int:
        """Drop the records that are too old, and return how many.

        Args:
            now: seconds of the wall clock.
            keep: the sessions that stay, however old: those of visitors who are there.

        Raises:
            StoreError: if it could not be written.
        """
        ...

    async def records(self) -> Sequence[Listed]:
        """Return all records there are, those seen last first.

        Raises:
            StoreError: if it cannot be told.
        """
        ...

    async def ended(self) -> Collection[str]:
        """Return the sessions that somebody else has ended since this was asked last, as lists call them.

        ``ALL`` among them stands for every session, stored or not.

        Raises:
            StoreError: if it cannot be told.
        """
        ...

    def listed(self, record: str) -> str:
        """Return what lists call a record."""
        ...

    async def close(self) -> None:
        """Write what has been asked for, and end."""
        ...
