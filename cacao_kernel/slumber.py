"""Slumber: what is kept of a tree that is let go while nothing happens on it."""

from __future__ import annotations

from typing import Protocol

from .cells import Key
from .html import paint
from .node import Node
from .readers import Readers


class Sleeper(Protocol):
    """What a slumber needs of a screen."""

    readers: Readers

    @property
    def root(self) -> Node:
        """The tree's root node."""
        ...

    def read_keys(self) -> list[Key]:
        """Return every key that some part of the screen has read."""
        ...


class Slumber:
    """What tells whether a tree that is made anew is the one that was let go.

    Args:
        screen: has the tree.

    Attributes:
        keys: what it has read.
        shown: the identities of the components it shows.
        fleeting: those of them that were made while rendering: their cells go once they are not shown.
        hash: that of the tree; empty where none will do, as a field holds what the user has typed.
    """

    __slots__ = ("fleeting", "hash", "keys", "shown")

    def __init__(self, screen: Sleeper) -> None:
        self.keys = frozenset(screen.read_keys())
        self.shown = frozenset(screen.readers.instances)
        self.fleeting = self.shown - screen.readers.held
        is_edited = any(node.edits is not None for node in screen.root.walk())
        self.hash = "" if is_edited else paint(screen.root).hash
