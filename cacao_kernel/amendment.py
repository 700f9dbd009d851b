"""Amendments: where a tree differs from what it was, if nothing but texts of elements differ.

Most events change a number or a word of a page. What surrounds it need be neither built anew nor
compared node by node: the snapshots of before and after say where they differ, and that this is all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from .contributions import NodeType
from .node import TEXT, Node
from .props import text_of

Amendment = tuple[Node, str]  # a text node, and its new text

_MORE = 65_536  # bytes that a text may well be longer than the one before

# What stands for exactly one node among children.
_SINGLE = (dict, str, int, float, bool, type(None))
# Elements whose children or text are not simply what stands in the tree.
_ODD = frozenset({"table", "textarea", "select", "optgroup", "option"})


def find_amendments(
    before: bytes, after: bytes, node: Node, types: Mapping[str, NodeType]
) -> list[Amendment] | None:
    """Return the texts that differ between two snapshots; None if anything else does.

    Args:
        before: the snapshot of what the node was built of.
        after: that of what stands in its place now.
        node: the node, which is not changed.
        types: the node types that plugins contributed, by name.
    """
    if len(after) > 2 * len(before) + _MORE:
        return None  # so much has come that it is not worth reading both
    old = orjson.loads(before)
    found: list[Amendment] = []
    if not _compare(old, orjson.loads(after), node, types, found):
        return None
    # The old shape has been given the new texts: only if it is the new one now, nothing else differs.
    return found if orjson.dumps(old) == after else None


def _compare(
    old: dict[str, Any],
    new: dict[str, Any],
    node: Node,
    types: Mapping[str, NodeType],
    found: list[Amendment],
) -> bool:
    for name, value in new.items():
        was = old.get(name)
        if was == value:
            continue
        if name == "children":
            if not _compare_children(was, value, node, types, found):
                return False
        elif name == "props" and isinstance(was, dict) and isinstance(value, dict):
            if not _compare_props(old, was, value, node, types, found):
                return False
        else:
            return False
    return True


def _compare_props(
    around: dict[str, Any],
    old: dict[str, Any],
    new: dict[str, Any],
    node: Node,
    types: Mapping[str, NodeType],
    found: list[Amendment],
) -> bool:
    for name, value in new.items():
        if old.get(name) == value:
            continue
        if name == "children":
            if not _compare_children(old.get(name), value, node, types, found):
                return False
            continue
        if name != "content":
            node_type = types.get(around["type"])
            if node_type is None or name != node_type.label:
                return False
        children = node.children
        if (
            len(children) != 1
            or children[0].tag != TEXT
            or children[0].binding is not None
            or name not in old
        ):
            return False
        text = text_of(value) if type(value) in (str, int, float) else None
        if not text or node.tag in _ODD:
            return False
        found.append((children[0], text))
        old[name] = value
    return True


def _compare_children(
    old: Any, new: Any, node: Node, types: Mapping[str, NodeType], found: list[Amendment]
) -> bool:
    children = node.children
    if not (type(old) is type(new) is list and len(old) == len(new) == len(children)) or node.tag in _ODD:
        return False
    for was, value, child in zip(old, new, children, strict=True):
        if type(value) not in _SINGLE:
            return False
        if was != value and not (
            type(was) is type(value) is dict and _compare(was, value, child, types, found)
        ):
            return False
    return True
