"""Stencil: a row that has been built, from which rows that are like it are copied.

Rows of a list mostly differ in their texts, keys, attributes and params alone. What stands around
these need not be checked for each row anew: the snapshot of a stencil has holes in their place, and
a row whose snapshot fits is made of the same nodes, filled with what it has in the holes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import orjson

from .contributions import NodeType
from .errors import TreeError
from .handler import check_callable
from .node import Action, Holder, Kept, Node
from .piercing import Part, Piercing, Unlike, Way
from .props import clean, text_of, write_attribute
from .renderer import Renderer
from .snapshot import Speller
from .trail import Trail, spell_prop

# A list of so many rows is worth a stencil; once so many rows were like none, no more are made.
MIN_ROWS = 40
MAX_STENCILS = 4

_HOLE = re.compile(rb'"\\u0000hole(\d+)"')  # no text of a page has the first: props.clean replaces it
_VALUE = rb'("(?:[^"\\]|\\.)*+"|-?[0-9.eE+-]++)'  # a text or a number of JSON


class Stencil:
    """A row with holes.

    Args:
        value: what the row was built of.
        kept: what it became.
        functions: those in it, in the order of its snapshot.
        types: the node types that plugins contributed, by name.

    Attributes:
        size: how many nodes it has.
        keyed: whether a key says which row it is.

    Raises:
        Unlike: if no row can be copied from this one.
    """

    def __init__(
        self, value: object, kept: Kept, functions: Sequence[Any], types: Mapping[str, NodeType]
    ) -> None:
        if kept.snapshot is None or kept.bindings:
            raise Unlike
        self.size = kept.size
        self.keyed = kept.keyed
        piercing = Piercing(functions, types)
        pierced, self._root = piercing.node(value, kept.node, (), (), is_root=True)
        self._hints = {part.node_type.when_text.encode() for part in _all(self._root) if part.node_type.when}
        pieces = _HOLE.split(Speller().take(pierced, values=not kept.keyed) or b"")
        self._order = [*map(int, pieces[1::2])]
        self._pattern = re.compile(_VALUE.join(map(re.escape, pieces[::2])))
        if sorted(self._order) != [*range(piercing.holes)] or not self._pattern.fullmatch(kept.snapshot):
            raise Unlike

    def copy(
        self, value: object, taken: bytes, functions: Sequence[Any], path: Trail, host: Renderer
    ) -> tuple[Node, list[list[Holder]]]:
        """Return the node of a row, and for each of its functions what holds it.

        Args:
            value: the row.
            taken: its snapshot.
            functions: those in it, in the order of the snapshot.
            path: where it stands.
            host: the rendering that makes marks.

        Raises:
            Unlike: if it does not fit; then nothing has been done.
            TreeError: if a function of it can be no handler.
        """
        match = self._pattern.fullmatch(taken)
        if match is None:
            raise Unlike
        values: list[Any] = [None] * len(self._order)
        for number, held in zip(self._order, orjson.loads(b"[%b]" % b",".join(match.groups())), strict=True):
            values[number] = held
        keyed = self.keyed or self._root.key is not None
        copying = _Copying(value, values, functions, path, host, keyed=keyed)
        copying.is_asked = any(hint in taken for hint in self._hints)
        return copying.node(self._root), copying.held


def _all(part: Part) -> Iterator[Part]:
    """Go through a part and those in it."""
    yield part
    for inner in part.parts:
        yield from _all(inner)


class _Copying:
    """One row that is copied; what it changes outside of its own nodes it does not begin before all fits."""

    def __init__(
        self,
        value: Any,
        values: list[Any],
        functions: Sequence[Any],
        path: Trail,
        host: Renderer,
        *,
        keyed: bool,
    ) -> None:
        self._value = value
        self._values = values
        self._functions = functions
        self._path = path
        self._host = host
        self._keyed = keyed
        self.held: list[list[Holder]] = [[] for _ in functions]
        self.is_asked = True  # whether a node of it may have become one that is rendered

    def node(self, part: Part) -> Node:
        """Return the node of a part, with all below it."""
        model = part.model
        node = Node(model.tag)
        if part.text is not None:
            text = text_of(self._values[part.text])
            if not text:
                raise Unlike  # a comment stands there, or an error
            node.text = text
            return node
        when = part.node_type.when
        if self.is_asked and when is not None and when(self._find(part.way)):
            raise Unlike  # what it says now makes it a node that is rendered
        node.attributes = attributes = dict(model.attributes)
        node.style = model.style
        if part.key is not None:
            key = self._values[part.key]
            if isinstance(key, float) or key == "":
                raise Unlike
            node.key = attributes["data-cacao-key"] = clean(str(key))
        for prop, number in part.attributes:
            write_attribute(node, part.node_type, prop, self._trail(part), self._host, self._values[number])
        if part.calls:
            self._call(node, part)
        children = node.children = [self.node(inner) for inner in part.parts]
        for index, child in enumerate(children):
            child.parent = node
            child.index = index
        return node

    def _call(self, node: Node, part: Part) -> None:
        for token, handler, way in part.calls:
            params = self._find(way).get("params")
            if isinstance(handler, str):
                node.actions[token] = Action(handler, {} if params is None else params)
                continue
            function = self._functions[handler]
            check_callable(function, partial(spell_prop, self._trail(part), f"on_{token}"), TreeError)
            action = node.actions[token] = Action(function, {} if params is None else params)
            self.held[handler].append(action)
        try:
            node.mark = self._host.sign(node.actions, keyed=self._keyed)
        except RecursionError:
            raise Unlike from None
        node.attributes["data-cacao-mark"] = node.mark

    def _find(self, way: Way) -> Mapping[Any, Any]:
        value = self._value
        for step in way:
            value = value[step]
        return value.get("props") or {}

    def _trail(self, part: Part) -> Trail:
        trail = self._path
        for step in part.steps:
            trail = trail, step
        return trail


class Stencils:
    """The stencils of one list that is being built.

    Args:
        types: the node types that plugins contributed, by name.
    """

    def __init__(self, types: Mapping[str, NodeType]) -> None:
        self._types = types
        self._known: list[Stencil] = []
        self._misses = 0

    def copy(
        self, value: object, taken: bytes, functions: Sequence[Any], path: Trail, host: Renderer
    ) -> tuple[Kept, Sequence[tuple[Any, Holder]]] | None:
        """Return a row as one of the stencils makes it, and what holds its functions; None if none fits."""
        for stencil in self._known:
            try:
                node, held = stencil.copy(value, taken, functions, path, host)
            except Unlike:
                continue
            holders = [
                (function, one) for function, those in zip(functions, held, strict=True) for one in those
            ]
            return Kept(taken, node, held, [], stencil.size, keyed=stencil.keyed), holders
        return None

    def learn(self, value: object, kept: Kept, functions: Sequence[Any]) -> None:
        """Make a stencil of a row that has been built, unless there are enough."""
        if len(self._known) + self._misses < MAX_STENCILS:
            try:
                self._known.append(Stencil(value, kept, functions, self._types))
            except Unlike:
                self._misses += 1
