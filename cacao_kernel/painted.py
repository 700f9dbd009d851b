"""Painted: the pages that a GET has painted, waiting a while for the join that follows."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from .cells import Overlay
from .screen import Screen

MAX_PAINTED = 256
SECONDS = 15.0

Key = tuple[str, str, str]


@dataclass(slots=True)
class Waiting:
    """A page painted by a GET: its screen, what the page wrote, and how long it is kept."""

    screen: Screen
    cells: Overlay
    until: float


class Painted:
    """A small bounded memory; nothing that is right depends on it."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Waiting] = OrderedDict()

    def keep(self, key: Key, screen: Screen, cells: Overlay, now: float) -> None:
        """Keep a page; the oldest go if there are too many, and those whose time is over.

        Args:
            key: session, address and hash of the tree.
            screen: the page.
            cells: what it saw and wrote.
            now: the loop's time.
        """
        self._pages[key] = Waiting(screen, cells, now + SECONDS)
        self._pages.move_to_end(key)
        while len(self._pages) > MAX_PAINTED or next(iter(self._pages.values())).until < now:
            self._pages.popitem(last=False)

    def take(self, key: Key) -> Waiting | None:
        """Return a page that waits, and forget it."""
        return self._pages.pop(key, None)
