"""Kept trees: what texts became, so that a page that is shown again need not read them again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

Tree = dict[str, Any]

NODE_BYTES = 600
"""What a node weighs, without its texts."""


class KeptTrees:
    """The trees that were asked for last, as far as there is room for them.

    Args:
        max_bytes: how much all of them may weigh.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._trees: OrderedDict[Hashable, tuple[int, list[Tree]]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], list[Tree]]) -> list[Tree]:
        """Return the nodes of a key, which are shared and not to be changed.

        Args:
            key: tells them apart from others.
            make: makes them, if they are not there.
        """
        with self._lock:
            found = self._trees.get(key)
            if found is not None:
                self._trees.move_to_end(key)
                return found[1]
        nodes = make()
        weight = weigh(key) + weigh(nodes)
        with self._lock:
            before = self._trees.pop(key, None)
            self._trees[key] = (weight, nodes)
            self._bytes += weight - (before[0] if before else 0)
            while self._bytes > self.max_bytes:
                _, (gone, _) = self._trees.popitem(last=False)
                self._bytes -= gone
        return nodes


def weigh(value: Any) -> int:
    """Return about how many bytes a value of texts and nodes takes; a letter may take four."""
    if isinstance(value, str):
        return 4 * len(value)
    if isinstance(value, dict):
        return NODE_BYTES + sum(map(weigh, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(weigh, value))
    return 0
