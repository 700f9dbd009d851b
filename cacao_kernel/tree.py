"""The UI tree: what a page returned, normalised once into Nodes of the shape the browser will have.

One child of a Node is one child of its DOM element: None becomes a comment, and a comment
stands between neighbouring texts, which the HTML parser would else join.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from . import elements
from .amendment import Amendment, find_amendments
from .bound import BoundBinding
from .children import Children
from .contributions import NodeType
from .drawing import Drawing
from .errors import CacaoError, TreeError, cure_for, nearest, shorten
from .fields import unlike
from .node import COMMENT, Kept, Node
from .piece import Piece
from .props import clean, read_actions, read_attributes
from .spot import Spot
from .trail import DRAWING, Trail, spell, spell_prop

_NODE_KEYS = ("type", "props", "children", "key", "component_type")
_KNOWN_KEYS = frozenset(_NODE_KEYS)
_PLAIN = NodeType("")


class Builder(Children):
    """Turns what a page or component returned into Nodes.

    Args:
        host: the rendering that runs components and makes marks.
        types: the node types that plugins contributed, by name.
        extent: how large the tree may be.
        room: how many nodes it may have, those elsewhere on the page taken off.
        here: how many may be built where this runs.
    """

    def build(self, value: object, spot: Spot) -> Node:
        """Return the Node for a dict or component, or a comment for None.

        Args:
            value: what the page or component returned.
            spot: where it stands.

        Raises:
            TreeError: if the value has no shape a tree can have.
        """
        if isinstance(value, Piece):
            try:
                return self.build(value.render(), spot)
            except CacaoError as error:
                error.blame(value.made_at)
                raise
        opened = self.host.open_region(value, spot)
        if opened is not None:
            returned, inside = opened
            size = self.size
            with inside as region:
                node = Node(COMMENT) if returned is None else self.build(returned, spot.at(region.path))
                region.node = node
                region.size = self.size - size
            return node
        try:
            if not isinstance(value, dict):
                raise TreeError(
                    "this is no part of a page",
                    where=spell(spot.path),
                    expected='a dict with a "type", or a component',
                    got=shorten(value),
                    cure=cure_for(value),
                )
            return self._element(value, spot)
        except TreeError as error:
            self._trace(error, spot)
            raise

    def _trace(self, error: TreeError, spot: Spot) -> None:
        """Note what the browser shows where an error is, and whose tree it is of."""
        error.node = error.node or spot.old
        error.makers = error.makers or self.host.makers()

    def find_amendments(self, before: Kept, taken: bytes) -> list[Amendment] | None:
        """Return the texts that differ from what a row or region was built of; None if more does."""
        return find_amendments(before, taken, None, self.types)

    def _element(self, value: dict[Any, Any], spot: Spot) -> Node:
        kind = value.get("type")
        path, tags = spot.path, spot.tags
        if not isinstance(kind, str):
            raise TreeError(
                'a node needs a "type"',
                where=spell(path),
                expected="a string",
                got=shorten(kind),
                cure=next(filter(None, (nearest(str(name)[:60], ["type"]) for name in value)), "")
                if "type" not in value
                else "",
            )
        node_type = self.types.get(kind)
        if node_type is None and kind not in elements.TAGS:
            raise TreeError(
                f'there is no node type "{kind:.60}"',
                where=spell(path),
                cure=elements.refuse_tag(kind) or nearest(kind[:60], {*elements.TAGS, *self.types}),
            )
        path = (path, kind)
        if not value.keys() <= _KNOWN_KEYS:
            name = next(name for name in value if name not in _NODE_KEYS)
            raise TreeError(
                f"a node has no {name!r}",
                where=spell(path),
                expected=", ".join(_NODE_KEYS),
                cure=nearest(str(name), _NODE_KEYS, alike=0.7) or "Put it in props.",
            )
        node_type = node_type or _PLAIN
        props = value.get("props") or {}
        if not isinstance(props, dict):
            raise TreeError("props of a node", where=spell(path), expected="a dict", got=shorten(props))
        if node_type.kits:
            self.host.use(node_type.kits)
        if node_type.render is not None and _is_rendered(node_type, kind, props, spot.path):
            self.drawn += 1
            if node_type.render_kits:
                self.host.use(node_type.render_kits)
            drawing = Drawing(node_type.render, value, props, path, self.host.common.among(props))
            return self.build(drawing, spot.keyed_by(_key(value, props, path), path))
        if not tags and self.host.common.of_pages:
            props = {**self.host.common.of_pages, **props}
        tag = node_type.tag or kind
        if tag == "tr" and tags[-1:] == ["table"]:
            tags = [*tags, "tbody"]  # put around it by _with_tbody
        reason = elements.refuse_nesting(tag, tags)
        if reason:
            raise TreeError(f"{reason}, so the browser would change this tree", where=spell(path))
        self.size += 1
        if self.size > self.here or self.size > self.room:
            raise self.refuse_more(path)
        if len(tags) >= self.extent.depth:
            raise self.extent.refuse_depth(spell(path[0] or path))
        node = Node(tag, key=_key(value, props, path))
        inside = spot.inside(node, path, tags)
        read_attributes(node, node_type, props, path, self.host)
        component_type = value.get("component_type")
        if component_type is not None:
            if not isinstance(component_type, str):
                raise TreeError(
                    "component_type of a node",
                    where=spell(path),
                    expected="a string",
                    got=shorten(component_type),
                )
            node.attributes["data-component-type"] = clean(component_type)
        node.actions = read_actions(node, props, path, self.host.warn)
        if node.actions:
            for action in node.actions.values():
                if callable(action.handler):
                    self.host.holders.append((action.handler, action))
            try:
                node.mark = self.host.sign(node.actions, keyed=inside.keyed)
            except RecursionError:
                raise TreeError(
                    "params hold themselves, or stand too deep in each other",
                    where=spell_prop(path, "params"),
                    expected="plain data",
                ) from None
            node.attributes["data-cacao-on"] = " ".join(node.actions)
            node.attributes["data-cacao-mark"] = node.mark
        if node.key:
            node.attributes["data-cacao-key"] = node.key
        self._children(node, node_type, value, props, inside)
        if props.get("bind") is not None:  # read_actions has seen that it is a State
            bound = BoundBinding(node, props["bind"], (path, "props.bind"))
            self.host.watch(bound)
            if odd := unlike(node, bound.value):
                self.host.warn(f"{spell_prop(path, 'bind')}: {odd}")
        return node


def _is_rendered(node_type: NodeType, kind: str, props: dict[Any, Any], around: Trail) -> bool:
    """Tell whether a node is rendered by its type; in what that renders, the type is the plain element."""
    if node_type.tag and around[1] == DRAWING and around[0] is not None and around[0][1] == kind:
        return False
    return node_type.when is None or node_type.when(props)


def _key(value: dict[Any, Any], props: dict[Any, Any], path: Trail) -> str:
    key = value.get("key", props.get("key"))
    if isinstance(key, Enum):
        key = key.value
    if key is None:
        return ""
    if not isinstance(key, str | int) or isinstance(key, bool) or key == "":
        raise TreeError(
            "key of a node", where=spell(path), expected="a string or a whole number", got=shorten(key)
        )
    return clean(str(key))
