"""Correction: what an event tells of its field, and what puts a bound field right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import wire
from .diff import Op
from .edits import Edits, Shown, input_type, is_typed, option_value, options, shown_value
from .fields import NUMBERS, TAGS
from .node import Node
from .payload import parse_number


def take_edits(node: Node, payload: Mapping[str, Any], told: dict[str, Any]) -> Shown | None:
    """Note what an event tells of its field, and put right what it tells.

    Args:
        node: what the event happened on.
        payload: as it came over the wire.
        told: the payload, checked; what a field holds is replaced by what it holds once all
            values that are under way to it have arrived.

    Returns:
        What the field shows; None if the event tells nothing of a field.
    """
    if node.tag == "form":
        for field in _fields(node):
            name = field.attributes.get("name", "")
            if field.edits is not None and told.get("fields", {}).get(name) == field.edits.typed:
                told["fields"][name] = field.edits.shown
        return None
    if node.tag not in TAGS:
        return None
    counts = [payload.get(name) for name in ("edits", "seen")]
    count, seen = (value if type(value) is int and 0 <= value <= wire.MAX_NUMBER else 0 for value in counts)
    if node.edits is None:
        node.edits = Edits(node, seen)
    held = node.edits.take(count, seen, told)
    if isinstance(held, str):
        told["value"] = held
    return held


def _fields(node: Node) -> Iterator[Node]:
    for child in node.children:
        if is_typed(child):
            yield child
        else:
            yield from _fields(child)


def correct(edits: Edits, root: Node) -> list[Op]:
    """Return the ops that bring a bound field back to its State, if it shows something else.

    A handler may refuse or change what was typed; where the State is then what it was before,
    no difference of trees tells the browser.
    """
    node = edits.node
    if not node.is_bound or not _stands_in(node, root):
        return []
    painted = shown_value(node)
    if _means(node, edits.shown) == _means(node, painted):
        return []
    place = node.place()
    if isinstance(painted, list):
        edits.shown = painted
        return [
            [
                wire.OP_NAMES,
                option.place(),
                {"selected": "" if option_value(option) in painted else None},
                edits.count,
            ]
            for option in options(node)
        ]
    if not isinstance(painted, bool):
        return [[wire.OP_NAMES, place, {"value": painted}, edits.answer(painted)]]
    ops: list[Op] = [[wire.OP_NAMES, place, {"checked": "" if painted else None}, edits.answer(painted)]]
    if input_type(node) == "radio":  # the browser has taken the check from another one of its group
        for other in _radios(root, node.attributes.get("name", "")):
            if other is not node and "checked" in other.attributes:
                count = [] if other.edits is None else [other.edits.answer(True)]
                ops.append([wire.OP_NAMES, other.place(), {"checked": ""}, *count])
    return ops


def _means(node: Node, shown: Shown) -> object:
    """Return what a field's text stands for: "1.50" and "1.5" are one number."""
    if node.tag == "input" and input_type(node) in NUMBERS and isinstance(shown, str):
        number = parse_number(shown)
        return shown if number is None else number
    return shown


def _radios(node: Node, name: str) -> Iterator[Node]:
    for child in node.children:
        if child.tag == "input" and input_type(child) == "radio" and child.attributes.get("name", "") == name:
            yield child
        yield from _radios(child, name)


def _stands_in(node: Node, root: Node) -> bool:
    while node is not root:
        parent = node.parent
        if parent is None or not any(child is node for child in parent.children):
            return False
        node = parent
    return True
