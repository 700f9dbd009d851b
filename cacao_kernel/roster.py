"""Roster: the items of a keyed list as they were, so that those that have changed since are found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count
from operator import is_not
from typing import Any

import orjson

from . import snapshot
from .cells import is_immutable

_BATCH = 256  # items that share a snapshot

# The snapshot of a batch; or of each of its items, if one of them has none.
_Taken = bytes | list[bytes | None]


class Roster:
    """The items of a keyed list, and what they held when its rows ran.

    An item is as it was if it is the same object and has not been edited in place. For that there
    is a snapshot of some hundred items at once: only where that differs each of them is looked at.

    Attributes:
        items: the items, in their order.
        keys: the key of each.
    """

    __slots__ = ("_taken", "items", "keys")

    def __init__(self, items: list[Any], keys: list[str]) -> None:
        self.items = items
        self.keys = keys
        self._taken = [_take(items[first : first + _BATCH]) for first in range(0, len(items), _BATCH)]

    def find_changed(self, new: Roster) -> list[int]:
        """Return the places whose items are not as they were, of a roster of as many items."""
        changed = {*compress(count(), map(is_not, self.items, new.items))}
        for number, (old, taken) in enumerate(zip(self._taken, new._taken, strict=True)):
            if type(old) is bytes and old == taken:
                continue
            first = number * _BATCH
            items = new.items[first : first + _BATCH]
            if changed and type(old) is bytes and _take(self._with_old(items, first, changed)) == old:
                continue  # nothing but what is another object, and is known as such
            for place, (item, *pair) in enumerate(zip(items, _contents(old), _contents(taken), strict=True)):
                if not _is_same(item, *pair):
                    changed.add(first + place)
        return sorted(changed)

    def find_known(self, new: Roster) -> set[str]:
        """Return the keys whose items are as they were, wherever they stand now."""
        if self.keys == new.keys:
            changed = self.find_changed(new)
            return {*new.keys}.difference([new.keys[place] for place in changed])
        old = {key: pair for key, *pair in zip(self.keys, self.items, self._each(), strict=True)}
        known: set[str] = set()
        for key, item, content in zip(new.keys, new.items, new._each(), strict=True):
            before = old.get(key)
            if before is not None and before[0] is item and _is_same(item, before[1], content):
                known.add(key)
        return known

    def _with_old(self, items: list[Any], first: int, changed: set[int]) -> list[Any]:
        """Return a batch with the old items in the place of those that are others now."""
        return [
            self.items[place] if place in changed else item for place, item in enumerate(items, start=first)
        ]

    def _each(self) -> Iterator[bytes | None]:
        for taken in self._taken:
            yield from _contents(taken)


def _take(items: list[Any]) -> _Taken:
    return snapshot.of_value(items) or [*map(snapshot.of_value, items)]


def _contents(taken: _Taken) -> list[bytes | None]:
    """Return the snapshot of each item of a batch; equal ones are equal values of equal types."""
    if isinstance(taken, list):
        return [None if one is None else orjson.dumps(orjson.loads(one)) for one in taken]
    return [*map(orjson.dumps, orjson.loads(taken))]


def _is_same(item: object, old: bytes | None, new: bytes | None) -> bool:
    return old == new and (new is not None or is_immutable(item))
