"""Extent: how large the tree of one page may be."""

from __future__ import annotations

from typing import NamedTuple

from .errors import TreeError

MAX_NODES = 100_000
MAX_DEPTH = 128
# So many nodes at once are built on the event loop; what is more is built in a thread, so that nobody waits.
MAX_ON_LOOP = 10_000


class NotHere(Exception):
    """More is to be built than may be where it was begun."""


class Extent(NamedTuple):
    """How large the tree of one page may be.

    Attributes:
        nodes: how many nodes it may have; the texts in them are not counted.
        depth: how many of them may stand in each other.
    """

    nodes: int = MAX_NODES
    depth: int = MAX_DEPTH

    def refuse_size(self, where: str) -> TreeError:
        """Return the error of a page that has more nodes."""
        return TreeError(
            "the page has too many nodes",
            where=where[:200],
            expected=f"up to {self.nodes}",
            cure="Show fewer of them at a time, or raise server.max_tree_nodes in cacao.json.",
        )

    def refuse_depth(self, where: str) -> TreeError:
        """Return the error of a page whose nodes stand deeper in each other."""
        return TreeError(
            f"the tree is deeper than {self.depth} nodes",
            where=f"{where[:100]} …",
            cure="Nest less: max_tree_depth cannot be raised beyond that." if self.depth >= MAX_DEPTH else "",
        )
