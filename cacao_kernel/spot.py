"""Spot: where in the tree the builder stands, and what stood there last time."""

from __future__ import annotations

from collections.abc import Container

from .node import Kept, Node
from .trail import Trail


class Spot:
    """A place in the tree that is being built.

    Attributes:
        path: where it is in what the user wrote, for errors.
        tags: the elements around it, outermost first.
        node: the element around it.
        old: what that element was last time; None if it is new.
        keyed: whether a key stands above.
        keys: the keys above, as far as the region reaches.
    """

    __slots__ = ("keyed", "keys", "node", "old", "path", "tags")

    def __init__(
        self,
        path: Trail,
        tags: list[str],
        node: Node,
        old: Node | None = None,
        *,
        keyed: bool = False,
        keys: tuple[str, ...] = (),
    ) -> None:
        self.path = path
        self.tags = tags
        self.node = node
        self.old = old
        self.keyed = keyed
        self.keys = keys

    def at(self, path: Trail) -> Spot:
        """Return the same spot, called otherwise."""
        return Spot(path, self.tags, self.node, self.old, keyed=self.keyed, keys=self.keys)

    def keyed_by(self, key: str, path: Trail) -> Spot:
        """Return the same spot, called otherwise and below this key, if it is one."""
        keys = (*self.keys, key) if key else self.keys
        return Spot(path, self.tags, self.node, self.old, keyed=self.keyed or bool(key), keys=keys)

    def of(self, before: Kept | None, path: Trail) -> Spot:
        """Return the same spot, called otherwise, with what the row that stands there was last time."""
        return Spot(
            path,
            self.tags,
            self.node,
            None if before is None else before.node,
            keyed=self.keyed,
            keys=self.keys,
        )

    def child(self, index: int, path: Trail, others: Container[int]) -> Spot:
        """Return the same spot, called otherwise, with the child that stood at this index last time.

        Args:
            index: which child it is.
            path: what it is called.
            others: the ids of the nodes that other regions had become.
        """
        old = self.old
        below = old.children[index] if old is not None and index < len(old.children) else None
        if below is not None and id(below) in others:
            below = None
        return Spot(path, self.tags, self.node, below, keyed=self.keyed, keys=self.keys)

    def inside(self, node: Node, path: Trail, tags: list[str]) -> Spot:
        """Return the spot of the children of an element that stands here."""
        old = self.old
        if old is not None and (old.tag != node.tag or old.key != node.key):
            old = None
        keys = (*self.keys, node.key) if node.key else self.keys
        return Spot(path, [*tags, node.tag], node, old, keyed=self.keyed or bool(node.key), keys=keys)

    def kept(self, place: str | int) -> Kept | None:
        """Return what the row of this key or number was last time."""
        rows = None if self.old is None else self.old.rows
        return None if rows is None else rows.get(place)
