"""Batch: what one transaction does, in order, with as few statements as there can be.

Each statement lets go of Python's lock and waits to get it back from a busy event loop, up to
some milliseconds. So a batch looks up all versions at once, judges the commits in memory, and
writes what comes of them by statements of many rows.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cacao_kernel import Change, Conflict, Ended, Listed, Record, StoreError

from .digest import EVERYBODY
from .endings import is_ended, note_ended, take_ended
from .sealing import Damaged, Sealer

EXPIRED_AT_ONCE = 500

_ROWS = (64, 16, 4, 1)  # so that there are few different statements
_HEADS = (
    "SELECT json_group_array(json_array(id, version, opened, seen)) FROM records "
    "WHERE id IN (SELECT value FROM json_each(?))"
)
_LISTED = (
    "SELECT id, opened, seen, "
    "(SELECT total(length(value) - 1) FROM cells WHERE record = id) + "
    "(SELECT total(length(value) - 1) FROM tabs WHERE record = id), "
    "(SELECT count(*) FROM cells WHERE record = id), (SELECT count(*) FROM tabs WHERE record = id) "
    "FROM records ORDER BY seen DESC, id"
)


class Head(NamedTuple):
    """A record without what it holds; times in microseconds of the wall clock."""

    version: int
    opened: int
    seen: int


@dataclass
class Rules:
    """What holds for every batch, and what earlier ones have found out.

    Attributes:
        sealer: how values look in the file.
        lifetime: seconds after which a record is too old.
        idle: seconds after which it is if its visitor was not seen; None for no such bound.
        max_value_bytes: how long a value of a session may be.
        unreadable: the records that were found damaged or too old: they count as none.
        aging: those with values sealed by an older secret.
        damaged: how many have been found damaged.
    """

    sealer: Sealer
    lifetime: float
    idle: float | None
    max_value_bytes: int
    unreadable: set[str] = field(default_factory=set[str])
    aging: set[str] = field(default_factory=set[str])
    damaged: list[str] = field(default_factory=list[str])

    def oldest(self, now: int) -> tuple[int, int]:
        """Return the times of opening and seeing up to which a record is too old by now."""
        idle = self.lifetime if self.idle is None else self.idle
        return now - round(self.lifetime * 1e6), now - round(idle * 1e6)


class Batch:
    """What one transaction does, in order.

    Args:
        connection: within a transaction.
        rules: what holds for every batch.
        now: microseconds of the wall clock.
        records: all that will be committed.
    """

    def __init__(
        self, connection: sqlite3.Connection, rules: Rules, now: int, records: Iterable[str]
    ) -> None:
        self._connection = connection
        self._rules = rules
        self._now = now
        self._cells: dict[tuple[str, str], bytes | None] = {}
        self._tabs: dict[tuple[str, str], bytes | None] = {}
        self._written: dict[str, Head] = {}
        self._moved: set[str] = set()  # those that are new or have other times than before
        (found,) = connection.execute(_HEADS, [json.dumps(list(records))]).fetchone()
        self._heads = {record: Head(*head) for record, *head in json.loads(found)}

    def commit(self, changes: Mapping[str, tuple[str, Change]]) -> dict[str, int]:
        """Change records, given by what they are called in the file; return their versions by their ids."""
        for record, (name, change) in changes.items():
            if change.expected is None and record in self._rules.unreadable:
                self.forget(record)
            head = self._heads.get(record)
            version = head.version if head else None
            if version != change.expected:
                is_over = version is None and is_ended(self._connection, record)
                raise (Ended if is_over else Conflict)(name, change.expected, version)
            if record != EVERYBODY:
                self._check_sizes(change)
        return {name: self._change(record, change) for record, (name, change) in changes.items()}

    def _check_sizes(self, change: Change) -> None:
        limit = self._rules.max_value_bytes
        for kind, values in (("cell", change.cells), ("tab", change.tabs)):
            for name, value in values.items():
                if len(value) > limit:
                    raise StoreError(
                        "a session holds too much to be stored",
                        where=f"{kind} {name}",
                        expected=f"{limit} bytes at most",
                        got=f"{len(value)}",
                        cure="Keep less in it, or what is large elsewhere.",
                    )

    def _change(self, record: str, change: Change) -> int:
        if record in self._rules.aging:
            self._renew(record)
        head = self._heads.get(record)
        before = head or Head(0, self._now, self._now)
        after = Head(
            before.version + 1,
            before.opened if change.opened is None else round(change.opened * 1e6),
            before.seen if change.seen is None else round(change.seen * 1e6),
        )
        if head is None or after[1:] != head[1:]:
            self._moved.add(record)
        self._heads[record] = self._written[record] = after
        for table, kind, values, dropped in (
            (self._cells, "cell", change.cells, change.dropped_cells),
            (self._tabs, "tab", change.tabs, change.dropped_tabs),
        ):
            for name in dropped:
                table[record, name] = None
            for name, value in values.items():
                table[record, name] = self._rules.sealer.seal(record, f"{kind}:{name}", value)
        return after.version

    def _renew(self, record: str) -> None:
        """Seal by the first secret what an older one has sealed."""
        self.write()
        self._rules.aging.discard(record)
        with contextlib.suppress(Damaged):  # which the next load tells
            for table, kind in ((self._cells, "cell"), (self._tabs, "tab")):
                for name, (value, is_old) in self._values(record, kind).items():
                    if is_old:
                        table[record, name] = self._rules.sealer.seal(record, f"{kind}:{name}", value)

    def load(self, record: str) -> Record | None:
        """Return a record; None if there is none that can be read and is not too old."""
        self.write()
        head = self._heads.get(record)
        if head is None:
            return None
        oldest = self._rules.oldest(self._now)
        try:
            if not all(isinstance(number, int) for number in head):
                raise Damaged
            if record != EVERYBODY and (head.opened <= oldest[0] or head.seen <= oldest[1]):
                self._rules.unreadable.add(record)
                return None
            cells, tabs = self._values(record, "cell"), self._values(record, "tab")
        except Damaged:
            self._rules.unreadable.add(record)
            self._rules.damaged.append(record)
            return None
        self._rules.unreadable.discard(record)  # the clock may have been put back
        if any(is_old for _, is_old in (*cells.values(), *tabs.values())):
            self._rules.aging.add(record)
        return Record(
            head.version,
            {name: value for name, (value, _) in cells.items()},
            {name: value for name, (value, _) in tabs.items()},
            head.opened / 1e6,
            head.seen / 1e6,
        )

    def _values(self, record: str, kind: str) -> dict[str, tuple[bytes, bool]]:
        """Return the values of one kind, each with whether an older secret has sealed it."""
        select = {
            "cell": "SELECT name, value FROM cells WHERE record = ?",
            "tab": "SELECT tab, value FROM tabs WHERE record = ?",
        }[kind]
        found: dict[str, tuple[bytes, bool]] = {}
        for name, value in self._connection.execute(select, [record]).fetchall():
            if not isinstance(name, str) or not isinstance(value, bytes):
                raise Damaged
            found[name] = self._rules.sealer.unseal(record, f"{kind}:{name}", value)
        return found

    def forget(self, *records: str) -> None:
        """Drop records."""
        self.write()
        names = [json.dumps(records)]
        for statement in (
            "DELETE FROM cells WHERE record IN (SELECT value FROM json_each(?))",
            "DELETE FROM tabs WHERE record IN (SELECT value FROM json_each(?))",
            "DELETE FROM records WHERE id IN (SELECT value FROM json_each(?))",
        ):
            self._connection.execute(statement, names)
        for record in records:
            self._heads.pop(record, None)
            self._rules.unreadable.discard(record)
            self._rules.aging.discard(record)

    def expire(self, now: float, keep: Sequence[str]) -> int:
        """Drop some of the records that are too old, but for those to keep; return how many."""
        self.write()
        late = self._connection.execute(
            # In two halves, each by an index: with OR, SQLite reads all records.
            "SELECT id FROM (SELECT id FROM records WHERE opened <= ? UNION "
            "SELECT id FROM records WHERE seen <= ?) "
            "WHERE id NOT IN (SELECT value FROM json_each(?)) LIMIT ?",
            [*self._rules.oldest(round(now * 1e6)), json.dumps([EVERYBODY, *keep]), EXPIRED_AT_ONCE],
        ).fetchall()
        if late:
            self.forget(*(record for (record,) in late))
        return len(late)

    def list(self) -> Sequence[Listed]:
        """Return all records, those seen last first."""
        self.write()
        return [
            Listed(record, int(size), opened / 1e6, seen / 1e6, cells, tabs)
            for record, opened, seen, size, cells, tabs in self._connection.execute(_LISTED).fetchall()
        ]

    def begin(self) -> None:
        """Put right what is there when a server begins.

        No session may have begun later than now, as by a clock that was ahead: it would last so much
        longer. And nobody has to be told any more what was ended while there was no server.
        """
        self._connection.execute(
            "UPDATE records SET opened = min(opened, ?1), seen = min(seen, ?1) WHERE id IN "
            "(SELECT id FROM records WHERE opened > ?1 UNION SELECT id FROM records WHERE seen > ?1)",
            [self._now],
        )
        take_ended(self._connection)

    def end(self, *records: str) -> None:
        """Drop records for good, and let the server that has them in memory know; ALL for whatever it has."""
        self.forget(*records)
        note_ended(self._connection, records)

    def ended(self) -> Sequence[str]:
        """Return what others have ended."""
        return take_ended(self._connection)

    def write(self) -> None:
        """Put what the commits so far have changed into the database."""
        if not self._written:
            return
        heads = [(record, *head) for record, head in self._written.items()]
        moved = [head for head in heads if head[0] in self._moved]
        times = "version = excluded.version, opened = excluded.opened, seen = excluded.seen"
        self._put("records", moved, times)
        # The indexes of times are left alone where no time has changed.
        self._put(
            "records", [head for head in heads if head[0] not in self._moved], "version = excluded.version"
        )
        for table, name, values in (("cells", "name", self._cells), ("tabs", "tab", self._tabs)):
            dropped = [key for key, value in values.items() if value is None]
            if dropped:
                statement = f"DELETE FROM {table} WHERE record = ? AND {name} = ?"  # noqa: S608 - ours
                self._connection.executemany(statement, dropped)
            put = [(*key, value) for key, value in values.items() if value is not None]
            self._put(table, put, "value = excluded.value")
            values.clear()
        self._written.clear()
        self._moved.clear()

    def _put(self, table: str, rows: Sequence[tuple[Any, ...]], changes: str) -> None:
        start = 0
        while start < len(rows):
            count = next(count for count in _ROWS if count <= len(rows) - start)
            part = rows[start : start + count]
            marks = ", ".join(["(" + ", ".join("?" * len(part[0])) + ")"] * count)
            self._connection.execute(
                f"INSERT INTO {table} VALUES {marks} ON CONFLICT DO UPDATE SET {changes}",  # noqa: S608 - ours
                [value for row in part for value in row],
            )
            start += count
