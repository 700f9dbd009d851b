"""ListView: a list as ``State.mutate()`` hands it out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, MutableSequence
from typing import Any

from .view import View, bare

# What a view says it is: isinstance(view, list) holds, and errors of others do not call it a plain list.
_List = type("ListView", (list,), {})


class ListView(View, MutableSequence[Any]):
    """A list that is edited through a draft."""

    __slots__ = ()
    __class__: Any = property(lambda self: _List)

    def __getitem__(self, index: Any) -> Any:
        found = self.now[index]
        wrap = self.draft.wrap
        return [wrap(item) for item in found] if isinstance(index, slice) else wrap(found)

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            value = list(value)  # read first: it may come out of this very list
        self.write()[index] = value

    def __delitem__(self, index: Any) -> None:
        del self.write()[index]

    def __iter__(self) -> Iterator[Any]:
        index, wrap = 0, self.draft.wrap
        while index < len(self.now):  # a list may grow and shrink while it is walked
            yield wrap(self.now[index])
            index += 1

    def __reversed__(self) -> Iterator[Any]:
        index, wrap = len(self.now) - 1, self.draft.wrap
        while 0 <= index < len(self.now):
            yield wrap(self.now[index])
            index -= 1

    def __contains__(self, value: object) -> bool:
        return bare(value) in self.plain()

    def __add__(self, other: Any) -> Any:
        return self.copy() + other

    def __radd__(self, other: Any) -> Any:
        return other + self.copy()

    def __iadd__(self, values: Any) -> Any:
        self.extend(values)
        return self

    def __mul__(self, times: Any) -> Any:
        return self.copy() * times

    __rmul__ = __mul__

    def __imul__(self, times: Any) -> Any:
        now = self.write()
        now *= times
        return self

    def insert(self, index: int, value: Any) -> None:
        """As of a list."""
        self.write().insert(index, value)

    def append(self, value: Any) -> None:
        """As of a list."""
        self.write().append(value)

    def extend(self, values: Iterable[Any]) -> None:
        """As of a list."""
        self.write().extend(list(values))

    def pop(self, index: int = -1) -> Any:
        """As of a list."""
        return self.draft.wrap(self.write().pop(index))

    def remove(self, value: Any) -> None:
        """As of a list."""
        try:
            place = self.index(value)
        except ValueError:
            raise ValueError("list.remove(x): x not in list") from None
        del self.write()[place]

    def clear(self) -> None:
        """As of a list."""
        self.write().clear()

    def reverse(self) -> None:
        """As of a list."""
        self.write().reverse()

    def index(self, value: Any, start: int = 0, stop: int = sys.maxsize) -> int:
        """As of a list."""
        return int(self.plain().index(bare(value), start, stop))

    def count(self, value: Any) -> int:
        """As of a list."""
        return int(self.plain().count(bare(value)))

    def copy(self) -> list[Any]:
        """Return a plain list; what it holds is still edited through views."""
        return [*map(self.draft.wrap, self.now)]

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        """As of a list."""
        items = self.copy()
        ranks = items if key is None else [*map(key, items)]
        now = self.write()
        # By place, so that what stands in the list is moved as it is.
        now[:] = [now[place] for place in sorted(range(len(now)), key=ranks.__getitem__, reverse=reverse)]
