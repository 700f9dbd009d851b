"""Painted: the pages that a GET has painted, waiting a while for the join that follows."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from .cells import Overlay
from .screen import Screen

MAX_PAINTED = 256
MAX_PAINTED_NODES = 50_000  # in all of them; the newest is kept however large it is
SECONDS = 15.0

Key = tuple[str, str, str]


@dataclass(slots=True)
class Waiting:
    """A page painted by a GET: its screen, what the page wrote, how long it is kept, and how large it is."""

    screen: Screen
    cells: Overlay
    until: float
    nodes: int


class Painted:
    """A small bounded memory; nothing that is right depends on it."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Waiting] = OrderedDict()
        self._nodes = 0

    def keep(self, key: Key, screen: Screen, cells: Overlay, now: float, nodes: int = 0) -> None:
        """Keep a page; the oldest go if there are too many, and those whose time is over.

        Args:
            key: session, address and hash of the tree.
            screen: the page.
            cells: what it saw and wrote.
            now: the loop's time.
            nodes: how many nodes it has.
        """
        self.take(key)
        self._pages[key] = Waiting(screen, cells, now + SECONDS, nodes)
        self._nodes += nodes
        while len(self._pages) > 1 and self._is_too_much(now):
            self.take(next(iter(self._pages)))

    def _is_too_much(self, now: float) -> bool:
        oldest = next(iter(self._pages.values()))
        return len(self._pages) > MAX_PAINTED or self._nodes > MAX_PAINTED_NODES or oldest.until < now

    def take(self, key: Key) -> Waiting | None:
        """Return a page that waits, and forget it."""
        waiting = self._pages.pop(key, None)
        if waiting is not None:
            self._nodes -= waiting.nodes
        return waiting
