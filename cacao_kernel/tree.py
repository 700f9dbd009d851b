"""The UI tree: what a page returned, normalised once into Nodes of the shape the browser will have.

One child of a Node is one child of its DOM element: None becomes a comment, and a comment
stands between neighbouring texts, which the HTML parser would else join.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from . import elements
from .contributions import NodeType
from .errors import TreeError, nearest, shorten
from .node import COMMENT, TEXT, Action, Node
from .props import TEXTUAL, Trail, clean, read_actions, read_attributes, spell
from .state import State

MAX_DEPTH = 128

_NODE_KEYS = ("type", "props", "children", "key", "component_type")
_PLAIN = NodeType("")


class Renderer(Protocol):
    """What the builder needs of the rendering that uses it."""

    def open_region(self, value: object, path: Trail) -> tuple[object, AbstractContextManager[Region]] | None:
        """Return what a component rendered and the region around it; None if this is no component."""
        ...

    def sign(self, actions: Mapping[str, Action]) -> str:
        """Return the mark of a node with these handlers in the current region."""
        ...

    def warn(self, message: str) -> None:
        """Tell the developer of something that was left out."""
        ...


class Region(Protocol):
    """What the builder needs of a region: where it stands, and to say which node it became."""

    path: Trail
    node: Node


class Builder:
    """Turns what a page or component returned into Nodes.

    Args:
        host: the rendering that runs components and makes marks.
        types: the node types that plugins contributed, by name.
    """

    def __init__(self, host: Renderer, types: Mapping[str, NodeType]) -> None:
        self.host = host
        self.types = types

    def build(self, value: object, path: Trail, ancestors: list[str]) -> Node:
        """Return the Node for a dict or component.

        Args:
            value: what the page or component returned.
            path: where it stands, for errors.
            ancestors: tags of the elements around it, outermost first.

        Raises:
            TreeError: if the value has no shape a tree can have.
        """
        opened = self.host.open_region(value, path)
        if opened is not None:
            returned, inside = opened
            with inside as region:
                node = self.build(returned, region.path, ancestors)
                region.node = node
            return node
        if not isinstance(value, dict):
            raise TreeError(
                "this is no part of a page",
                where=spell(path),
                expected='a dict with a "type", or a component',
                got=shorten(value),
            )
        return self._element(value, path, ancestors)

    def _element(self, value: dict[Any, Any], path: Trail, ancestors: list[str]) -> Node:
        kind = value.get("type")
        if not isinstance(kind, str):
            raise TreeError(
                'a node needs a "type"', where=spell(path), expected="a string", got=shorten(kind)
            )
        node_type = self.types.get(kind)
        if node_type is None and kind not in elements.TAGS:
            raise TreeError(
                f'there is no node type "{kind}"',
                where=spell(path),
                cure=nearest(kind, {*elements.TAGS, *self.types}),
            )
        path = (path, kind)
        for name in value:
            if name not in _NODE_KEYS:
                raise TreeError(
                    f"a node has no {name!r}",
                    where=spell(path),
                    expected=", ".join(_NODE_KEYS),
                    cure=nearest(str(name), _NODE_KEYS) or "Put it in props.",
                )
        node_type = node_type or _PLAIN
        tag = node_type.tag or kind
        if tag == "tr" and ancestors[-1:] == ["table"]:
            ancestors = [*ancestors, "tbody"]  # put around it by _with_tbody
        reason = elements.refuse_nesting(tag, ancestors)
        if reason:
            raise TreeError(f"{reason}, so the browser would change this tree", where=spell(path))
        if len(ancestors) >= MAX_DEPTH:
            raise TreeError(f"the tree is deeper than {MAX_DEPTH} nodes", where=spell(path[0] or path)[:200])
        props = value.get("props") or {}
        if not isinstance(props, dict):
            raise TreeError("props of a node", where=spell(path), expected="a dict", got=shorten(props))
        node = Node(tag, key=self._key(value, props, path))
        read_attributes(node, node_type, props, path, self.host.warn)
        component_type = value.get("component_type")
        if component_type is not None:
            node.attributes["data-component-type"] = clean(str(component_type))
        node.actions = read_actions(props, tag, path)
        if node.actions:
            node.mark = self.host.sign(node.actions)
            node.attributes["data-cacao-on"] = " ".join(node.actions)
            node.attributes["data-cacao-mark"] = node.mark
        if node.key:
            node.attributes["data-cacao-key"] = node.key
        self._children(node, node_type, value, props, path, [*ancestors, tag])
        return node

    def _key(self, value: dict[Any, Any], props: dict[Any, Any], path: Trail) -> str:
        key = value.get("key", props.get("key"))
        if key is None:
            return ""
        if not isinstance(key, str | int) or isinstance(key, bool) or key == "":
            raise TreeError(
                "key of a node", where=spell(path), expected="a string or a whole number", got=shorten(key)
            )
        return clean(str(key))

    def _children(
        self,
        node: Node,
        node_type: NodeType,
        value: dict[Any, Any],
        props: dict[Any, Any],
        path: Trail,
        ancestors: list[str],
    ) -> None:
        below, inner = value.get("children"), props.get("children")
        if not (_is_none(below) or _is_none(inner)):
            raise TreeError(
                "children stand twice",
                where=spell(path),
                expected="them beside props or inside props",
                cure="Join the two lists.",
            )
        found: list[Node] = []
        for name in ("content", node_type.label):
            if name and props.get(name) is not None:
                found.append(self._text(props[name], (path, f"props.{name}"), node.tag))
        if _is_none(below):
            self._collect(found, inner, (path, "props.children"), ancestors)
        else:
            self._collect(found, below, (path, "children"), ancestors)
        if node.tag in elements.VOID and found:
            raise TreeError(
                f"<{node.tag}> holds nothing", where=spell(path), cure="Remove its content and children."
            )
        if node.tag == "textarea":
            joined = "".join(child.text for child in found)  # a comment would be text there
            found = [Node(TEXT, joined)] if joined else []
        _check_keys(found, path)
        if node.tag == "table":
            found = _with_tbody(found)
        children = node.children
        for child in found:
            if child.tag == TEXT and children and children[-1].tag == TEXT:
                children.append(Node(COMMENT))
            children.append(child)
        for child in children:
            child.parent = node

    def _collect(self, found: list[Node], value: object, path: Trail, ancestors: list[str]) -> None:
        """Add the nodes that children of any spelling stand for."""
        if value is None or isinstance(value, bool):
            if path[1].endswith("]"):  # one of several; children=None means no children at all
                found.append(Node(COMMENT))
        elif isinstance(value, list | tuple):
            parent, name = path
            if name.count("[") > MAX_DEPTH:
                raise TreeError(f"lists stand {MAX_DEPTH} deep in each other", where=spell(path)[:200])
            for index, child in enumerate(value):
                self._collect(found, child, (parent, f"{name}[{index}]"), ancestors)
        elif isinstance(value, (State, *TEXTUAL)):
            found.append(self._text(value, path, ancestors[-1]))
        else:
            found.append(self.build(value, path, ancestors))

    def _text(self, value: object, path: Trail, tag: str) -> Node:
        if isinstance(value, State):
            value = value.value
        if value is None:
            return Node(COMMENT)
        if not isinstance(value, TEXTUAL):
            raise TreeError(
                "this is no text", where=spell(path), expected="a string or a number", got=shorten(value)
            )
        text = clean(str(value))
        reason = elements.refuse_text(tag) if text else ""
        if reason:
            raise TreeError(f"{reason}, but here stands text", where=spell(path), got=shorten(value))
        return Node(TEXT, text) if text else Node(COMMENT)


def _is_none(children: object) -> bool:
    return children is None or (isinstance(children, list | tuple) and not children)


def _check_keys(children: list[Node], path: Trail) -> None:
    keys: set[str] = set()
    for child in children:
        if child.key in keys:
            raise TreeError(
                f"two children have the key {child.key!r}", where=spell(path), cure="Give each its own."
            )
        if child.key:
            keys.add(child.key)


def _with_tbody(children: list[Node]) -> list[Node]:
    """Return a table's children with rows put into a <tbody>, as the HTML parser would."""
    grouped: list[Node] = []
    body: Node | None = None
    for child in children:
        if child.tag == "tr":
            if body is None:
                body = Node("tbody")
                grouped.append(body)
            child.parent = body
            body.children.append(child)
        elif child.tag == COMMENT and body is not None:
            child.parent = body
            body.children.append(child)
        else:
            body = None
            grouped.append(child)
    return grouped
