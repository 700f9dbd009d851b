"""SetView: a set as ``State.mutate()`` hands it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableSet
from typing import Any

from .view import View, bare, steadily

# What a view says it is: isinstance(view, set) holds, and errors of others do not call it a plain set.
_Set = type("SetView", (set,), {})


class SetView(View, MutableSet[Any]):
    """A set that is edited through a draft."""

    __slots__ = ()
    __class__: Any = property(lambda self: _Set)

    def __iter__(self) -> Iterator[Any]:
        return steadily(self, map(self.draft.wrap, self.now), len(self.now), "Set")

    def __contains__(self, value: object) -> bool:
        return bare(value) in self.now

    def copy(self) -> set[Any]:
        """Return a plain set."""
        return {*map(self.draft.wrap, self.now)}

    # Operators take sets alone, methods anything that can be walked through.

    def __and__(self, other: Any) -> Any:
        return self.copy() & bare(other)

    def __or__(self, other: Any) -> Any:
        return self.copy() | bare(other)

    def __sub__(self, other: Any) -> Any:
        return self.copy() - bare(other)

    def __xor__(self, other: Any) -> Any:
        return self.copy() ^ bare(other)

    def __rand__(self, other: Any) -> Any:
        return other & self.copy()

    def __ror__(self, other: Any) -> Any:
        return other | self.copy()

    def __rsub__(self, other: Any) -> Any:
        return other - self.copy()

    def __rxor__(self, other: Any) -> Any:
        return other ^ self.copy()

    def __iand__(self, other: Any) -> Any:
        now = self.write()
        now &= bare(other)
        return self

    def __ior__(self, other: Any) -> Any:
        now = self.write()
        now |= bare(other)
        return self

    def __isub__(self, other: Any) -> Any:
        now = self.write()
        now -= bare(other)
        return self

    def __ixor__(self, other: Any) -> Any:
        now = self.write()
        now ^= bare(other)
        return self

    def add(self, value: Any) -> None:
        """As of a set."""
        self.write().add(value)

    def discard(self, value: Any) -> None:
        """As of a set."""
        self.write().discard(bare(value))

    def remove(self, value: Any) -> None:
        """As of a set."""
        self.write().remove(bare(value))

    def pop(self) -> Any:
        """As of a set."""
        return self.draft.wrap(self.write().pop())

    def clear(self) -> None:
        """As of a set."""
        self.write().clear()

    def isdisjoint(self, other: Iterable[Any]) -> bool:
        """As of a set."""
        return bool(self.now.isdisjoint(other))

    def issubset(self, other: Iterable[Any]) -> bool:
        """As of a set."""
        return bool(self.now.issubset(other))

    def issuperset(self, other: Iterable[Any]) -> bool:
        """As of a set."""
        return bool(self.now.issuperset(other))

    def union(self, *others: Iterable[Any]) -> set[Any]:
        """As of a set."""
        return self.copy().union(*others)

    def intersection(self, *others: Iterable[Any]) -> set[Any]:
        """As of a set."""
        return self.copy().intersection(*others)

    def difference(self, *others: Iterable[Any]) -> set[Any]:
        """As of a set."""
        return self.copy().difference(*others)

    def symmetric_difference(self, other: Iterable[Any]) -> set[Any]:
        """As of a set."""
        return self.copy().symmetric_difference(other)

    def update(self, *others: Iterable[Any]) -> None:
        """As of a set."""
        self.write().update(*map(list, others))

    def intersection_update(self, *others: Iterable[Any]) -> None:
        """As of a set."""
        self.write().intersection_update(*map(list, others))

    def difference_update(self, *others: Iterable[Any]) -> None:
        """As of a set."""
        self.write().difference_update(*map(list, others))

    def symmetric_difference_update(self, other: Iterable[Any]) -> None:
        """As of a set."""
        self.write().symmetric_difference_update(list(other))
