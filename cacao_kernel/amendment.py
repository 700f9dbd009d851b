"""Amendments: where a tree differs from what it was, if nothing but texts of elements differ.

Most events change a number or a word of a page. What surrounds it need be neither built anew nor
compared node by node: the snapshots of before and after say where they differ, and that this is all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson

from .contributions import NodeType
from .node import TEXT, Kept, Node
from .props import text_of

Amendment = tuple[Node, str]  # a text node, and its new text
Rendered = Callable[[Any], bool]  # tells of a text whether with it the node would be rendered
Found = tuple[Node, str, Rendered | None]
# What stands before and behind a text in a snapshot, its node, and which texts it may not become.
Last = tuple[bytes, bytes, Node, Rendered | None]

_MORE = 65_536  # bytes that a text may well be longer than the one before
_MAX_REMEMBERED = 16_384  # bytes of a snapshot in which the place of a text is looked for

# What stands for exactly one node among children.
_SINGLE = frozenset({dict, str, int, float, bool, type(None)})
_TEXTUAL = frozenset({str, int, float})
_BEFORE_VALUE = b":[,"
_BEHIND_VALUE = frozenset({b",", b"]", b"}"})
# Elements whose children or text are not simply what stands in the tree.
_ODD = frozenset({"table", "textarea", "select", "optgroup", "option"})


def find_amendments(
    kept: Kept, taken: bytes, value: dict[str, Any] | None, types: Mapping[str, NodeType]
) -> list[Amendment] | None:
    """Return the texts that differ from what a node was built of; None if anything else does.

    Args:
        kept: what it was built of, with a snapshot.
        taken: the snapshot of what stands in its place now.
        value: what stands there, if it holds nothing but what a snapshot is made of.
        types: the node types that plugins contributed, by name.
    """
    before = kept.snapshot or b"null"
    if len(taken) > 2 * len(before) + _MORE:
        return None  # so much has come that it is not worth reading both
    if kept.last is not None:
        again = _amend_again(kept.last, taken)
        if again is not None:
            return [again]
    known: bytes | None
    old: Any
    known, old = kept.shape or (None, None)
    kept.shape = None
    if known is not before:  # also if what it was made for was never applied, as the pass failed
        old = orjson.loads(before)
    found: list[Found] = []
    if not _compare(old, orjson.loads(taken) if value is None else value, kept.node, types, found):
        return None
    # The old shape has been given the new texts: only if it is the new one now, nothing else differs.
    if orjson.dumps(old) != taken:
        return None
    kept.shape = taken, old
    kept.last = _remember(*found[0], before, taken) if len(found) == 1 else None
    return [(node, text) for node, text, _ in found]


def _amend_again(last: Last, taken: bytes) -> Amendment | None:
    """Return the new content of the text that alone was another last time, if it alone is so again."""
    head, tail, node, is_rendered = last
    if not (taken.startswith(head) and taken.endswith(tail)):
        return None
    try:  # one value stands there, as it did: so what is around it means what it meant
        value = orjson.loads(taken[len(head) : len(taken) - len(tail)])
    except orjson.JSONDecodeError:
        return None
    text = text_of(value) if type(value) in _TEXTUAL else None
    return (node, text) if text and not (is_rendered and is_rendered(value)) else None


def _remember(
    node: Node, text: str, is_rendered: Rendered | None, before: bytes, taken: bytes
) -> Last | None:
    """Return what stands around a text in a snapshot that differs from another in it alone."""
    if len(taken) > _MAX_REMEMBERED:
        return None
    for value in (orjson.dumps(text), text.encode()):  # it may have been a number
        start = taken.find(value)
        while start > 0 and before.startswith(taken[:start]):
            tail = taken[start + len(value) :]
            is_whole = taken[start - 1] in _BEFORE_VALUE and tail[:1] in _BEHIND_VALUE
            if is_whole and before.endswith(tail) and start + len(tail) < len(before):
                return taken[:start], tail, node, is_rendered
            start = taken.find(value, start + 1)
    return None


def apply_amendments(kept: Kept, taken: bytes, amendments: Sequence[Amendment]) -> list[Node]:
    """Give texts their new content, and return their nodes."""
    kept.snapshot = taken
    for node, text in amendments:
        node.text = text
        above = node.parent
        while above is not None:
            above.rows = None  # what the rows of a list were built of is not what they are now
            above = None if above is kept.node else above.parent
    return [node for node, _ in amendments]


def _compare(
    old: dict[str, Any],
    new: dict[str, Any],
    node: Node,
    types: Mapping[str, NodeType],
    found: list[Found],
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
    found: list[Found],
) -> bool:
    for name, value in new.items():
        if old.get(name) == value:
            continue
        if name == "children":
            if not _compare_children(old.get(name), value, node, types, found):
                return False
            continue
        node_type = types.get(around["type"])
        if name != "content" and (node_type is None or name != node_type.label):
            return False
        is_rendered = _asks(node_type, new, name) if node_type is not None else None
        if is_rendered is not None and is_rendered(value):
            return False
        children = node.children
        if (
            len(children) != 1
            or children[0].tag != TEXT
            or children[0].binding is not None
            or name not in old
        ):
            return False
        text = text_of(value) if type(value) in _TEXTUAL else None
        if not text or node.tag in _ODD:
            return False
        found.append((children[0], text, is_rendered))
        old[name] = value
    return True


def _asks(node_type: NodeType, props: Mapping[str, Any], name: str) -> Rendered | None:
    """Return what tells of a text whether a node with it, its other props as they are, is rendered."""
    when, hint = node_type.when, node_type.when_text
    if when is None:
        return None
    if hint:
        return lambda text: hint in str(text)
    others = dict(props)
    return lambda text: when({**others, name: text})


def _compare_children(
    old: Any, new: Any, node: Node, types: Mapping[str, NodeType], found: list[Found]
) -> bool:
    children = node.children
    if not isinstance(old, list) or not isinstance(new, list | tuple) or node.tag in _ODD:
        return False
    if not len(old) == len(new) == len(children):
        return False
    for was, value, child in zip(old, new, children, strict=True):
        if type(value) not in _SINGLE:
            return False
        if was != value and not (
            type(was) is type(value) is dict and _compare(was, value, child, types, found)
        ):
            return False
    return True
