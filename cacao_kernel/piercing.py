"""Piercing: how a row that has been built becomes a stencil, from which rows like it are copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from . import elements
from .contributions import NodeType
from .node import COMMENT, TEXT, Action, Node

_SCALARS = frozenset({str, int, float})
_PLAIN = NodeType("")

# Elements whose children are not simply what stands in the tree.
_ODD = frozenset({"table", "textarea", "select", "optgroup", "option"})
# Props that are no attribute of their own, or mean more than one.
_NO_ATTRIBUTES = frozenset(
    "content children key params action component_type bind style target type rel debounce throttle".split()
)

Way = tuple[Any, ...]  # the keys and indices that lead to something in what the user wrote


class Unlike(Exception):
    """A row can be no stencil, or fits none."""


class Call(NamedTuple):
    """A handler: the token of its event, its name or the number of its function, and its params' node."""

    token: str
    handler: str | int
    way: Way


class Part(NamedTuple):
    """One node of a stencil.

    Attributes:
        model: the node it is copied from.
        node_type: what reads its props.
        steps: what leads to it from the row, for warnings.
        text: the hole of its text.
        key: the hole of its key.
        attributes: the props that attributes are made of, with the hole of each.
        calls: its handlers.
        parts: the nodes in it.
        way: what leads to it in what the user wrote.
    """

    model: Node
    node_type: NodeType = _PLAIN
    steps: tuple[str, ...] = ()
    text: int | None = None
    key: int | None = None
    attributes: Sequence[tuple[str, int]] = ()
    calls: Sequence[Call] = ()
    parts: Sequence[Part] = ()
    way: Way = ()


class Piercing:
    """Makes the holes of a stencil."""

    def __init__(self, functions: Sequence[Any], types: Mapping[str, NodeType]) -> None:
        self._functions = functions
        self._types = types
        self.holes = 0

    def _hole(self) -> tuple[int, str]:
        self.holes += 1
        return self.holes - 1, f"\0hole{self.holes - 1}"

    def node(
        self, value: Any, node: Node, way: Way, steps: tuple[str, ...], *, is_root: bool = False
    ) -> tuple[dict[Any, Any], Part]:
        """Return a node of the row with holes in it, and the part that such nodes are copied from."""
        kind = value.get("type") if type(value) is dict else None
        if not isinstance(kind, str) or node.tag in _ODD:
            raise Unlike
        node_type = self._types.get(kind) or _PLAIN
        steps = (*steps, kind)
        pierced: dict[Any, Any] = dict(value)
        given = value.get("props") or {}
        props: dict[Any, Any] = dict(given)
        if given:
            pierced["props"] = props
        nodes = list(node.children)
        parts: list[Part] = []
        for name in ("content", node_type.label):
            if name and given.get(name) is not None:
                props[name], part = self._text(given[name], _next(nodes))
                parts.append(part)
        around, outer = (pierced, way) if value.get("children") else (props, (*way, "props"))
        if around.get("children"):
            around["children"] = self._children(around["children"], nodes, (*outer, "children"), steps, parts)
        if nodes:
            raise Unlike  # comments stand between neighbouring texts
        key = None
        holder = pierced if "key" in value else props
        if holder.get("key") is not None:
            if not is_root:
                raise Unlike  # it would have to be another than its siblings'
            key, holder["key"] = self._hole()
        attributes: list[tuple[str, int]] = []
        for prop, held in given.items():
            if type(held) not in _SCALARS or prop in _NO_ATTRIBUTES or prop == node_type.label:
                continue
            if not prop.startswith("on_") and elements.attribute_name(prop, node.tag) in node.attributes:
                number, props[prop] = self._hole()
                attributes.append((prop, number))
        if given.get("params"):
            props["params"] = self._params(given["params"])
        calls = [self._call(token, action, way) for token, action in node.actions.items()]
        return pierced, Part(node, node_type, steps, None, key, attributes, calls, parts, way)

    def _children(
        self, items: Any, nodes: list[Node], way: Way, steps: tuple[str, ...], parts: list[Part]
    ) -> list[Any]:
        if type(items) not in (list, tuple):
            raise Unlike
        pierced: list[Any] = []
        for place, item in enumerate(items):
            inner: Any
            if type(item) is dict:
                inner_steps = (*steps, f"children[{place}]")
                inner, part = self.node(item, _next(nodes), (*way, place), inner_steps)
            else:
                inner, part = self._text(item, _next(nodes))
            pierced.append(inner)
            parts.append(part)
        return pierced

    def _text(self, value: Any, node: Node) -> tuple[Any, Part]:
        if node.tag == TEXT and type(value) in _SCALARS:
            number, mark = self._hole()
            return mark, Part(node, text=number)
        if node.tag == COMMENT and (value is None or type(value) in _SCALARS or isinstance(value, bool)):
            return value, Part(node)
        raise Unlike

    def _params(self, value: Any) -> Any:
        """Return params with holes that nothing looks at: a row's are taken from the row itself."""
        if type(value) in _SCALARS:
            return self._hole()[1]
        if type(value) is dict:
            return {name: self._params(inner) for name, inner in value.items()}
        return [*map(self._params, value)] if type(value) in (list, tuple) else value

    def _call(self, token: str, action: Action, way: Way) -> Call:
        if action.bind is not None or action.handler is None:
            raise Unlike
        if isinstance(action.handler, str):
            return Call(token, action.handler, way)
        for number, function in enumerate(self._functions):
            if function is action.handler:
                return Call(token, number, way)
        raise Unlike


def _next(nodes: list[Node]) -> Node:
    """Take the first of the nodes."""
    if not nodes:
        raise Unlike
    return nodes.pop(0)
