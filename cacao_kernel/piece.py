"""Piece: what stands for a node in a tree and is no region of its own."""

from __future__ import annotations

from typing import Any


class Piece:
    """A node as an object, for those who like a class with typed arguments better than a dict.

    Subclass it and return the node from ``render``: a dict whose ``type`` is an element or a node type.
    Where it stands in a tree, that dict stands; unlike a component it is no region, and costs no more.
    """

    def render(self) -> dict[str, Any]:
        """Return the node."""
        raise NotImplementedError

    @property
    def made_at(self) -> str:
        """The line of the app that made it, such as ``main.py:12``, for errors; empty if nobody knows."""
        return ""
