"""Drawing: one node of a type that a plugin renders, a component in all but the class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .errors import CacaoError, TreeError, shorten
from .trail import Trail, spell

MAX_DEPTH = 50
"""How many nodes of one such type may stand in each other."""


class Drawing:
    """A node whose type has a ``render``; the tree's builder runs it as a region of its own.

    Args:
        draw: the type's ``render``.
        node: the node as the page wrote it.
        props: its props.
        path: where it stands, ending in its type.
        common: those of its props that every node may have; what stands for the node gets them.

    Attributes:
        kind: its type, among nodes of which it is counted where it has no key.
    """

    def __init__(
        self,
        draw: Callable[[Mapping[str, Any]], object],
        node: Mapping[str, Any],
        props: Mapping[str, Any],
        path: Trail,
        common: Mapping[str, Any],
    ) -> None:
        self._draw = draw
        self._key = node.get("key", props.get("key"))
        self._common = common
        props = {name: given for name, given in props.items() if name not in common} if common else props
        self._props = props if node.get("children") is None else {**props, "children": node["children"]}
        self._path = path
        self.kind = path[1]

    def render(self) -> object:
        """Return the tree that stands for the node; the node's key goes with it.

        Raises:
            TreeError: if the type renders nothing but itself, or refuses the props.
            Exception: whatever else the type's ``render`` raises, with a note that says where.
        """
        _refuse_endless(self._path)
        try:
            drawn = self._draw(self._props)
        except CacaoError as error:
            raise TreeError(str(error).rstrip("."), where=spell(self._path)) from error
        except Exception as error:
            error.add_note(f"It was raised where {spell(self._path)} is rendered.")
            raise
        if self._key is not None and isinstance(drawn, dict):
            drawn = {**drawn, "key": self._key}
        return self._hand_on(drawn) if self._common else drawn

    def _hand_on(self, drawn: object) -> object:
        """Give what stands for the node the props that every node may have."""
        for _ in range(MAX_DEPTH):
            if isinstance(drawn, type) or not callable(getattr(drawn, "render", None)):
                break
            drawn = drawn.render()  # type: ignore[attr-defined]
        if drawn is None:
            return None
        if not isinstance(drawn, dict):
            name = next(iter(self._common))
            raise TreeError(
                f"what stands for this node is {shorten(drawn)}, which cannot be given {name!r}",
                where=spell(self._path),
                cure="Put it on a node around.",
            )
        own = drawn.get("props") or {}
        return {**drawn, "props": {**self._common, **own}} if isinstance(own, dict) else drawn


def _refuse_endless(path: Trail) -> None:
    """Refuse a type that goes on standing in what it rendered itself."""
    kind, depth = path[1], 0
    step: Trail | None = path
    while step is not None:
        depth += step[1] == kind
        step = step[0]
    if depth > MAX_DEPTH:
        raise TreeError(f'the node type "{kind}" renders itself without end', where=f"{spell(path)[:200]} …")
