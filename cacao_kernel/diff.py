"""Diff: the ops that turn one tree into another, in the order the browser must apply them."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from . import wire
from .edits import Edits, carry, count_of, shown_value
from .node import COMMENT, TEXT, Node
from .style import is_same_style

Op = list[Any]
Carried = tuple[Node, Edits | None]  # a field, and the edits it goes on with


def diff(old: Node, new: Node, place: list[int]) -> list[Op]:
    """Return the ops that turn the old node, which stands at this place, into the new one.

    Each op addresses the tree as the ops before it have left it. As many children as before, with
    the same keys, are matched place by place, since None keeps its place; else each by its key,
    those without one by their order among their like. Another key or tag is another node.
    """
    ops: list[Op] = []
    carried: list[Carried] = []
    _node(ops, carried, old, new, place)
    for node, edits in carried:  # only now: a node may stand in both trees, in another place of each
        node.edits = edits
    return ops


def _node(ops: list[Op], carried: list[Carried], old: Node, new: Node, place: list[int]) -> None:
    if old is new:
        return
    if old.tag != new.tag or old.key != new.key:
        ops.append([wire.OP_SWAP, place, new.packed()])
    elif new.tag == TEXT:
        if old.text != new.text:
            ops.append([wire.OP_TEXT, place, new.text])
    elif new.tag != COMMENT:
        if old.edits is not None or new.edits is not None:
            carried.append((new, carry(old, new)))
        if old.attributes != new.attributes:
            ops.append(_names(old, place, _changes(old.attributes, new.attributes)))
        if not is_same_style(old.style, new.style):
            ops.append([wire.OP_STYLE, place, new.style])
        if new.tag == "textarea":  # its text is the value of a field
            if shown_value(old) != shown_value(new):
                ops.append(_names(old, place, {"value": str(shown_value(new))}))
            return
        _children(ops, carried, old.children, new.children, place)


def _names(old: Node, place: list[int], changes: dict[str, str | None]) -> Op:
    """Return the op that changes attributes; that of a field's value names the edits it answers."""
    return [wire.OP_NAMES, place, changes, *count_of(old, changes)]


def _changes(old: dict[str, str], new: dict[str, str]) -> dict[str, str | None]:
    changed: dict[str, str | None] = {name: value for name, value in new.items() if old.get(name) != value}
    changed.update((name, None) for name in old if name not in new)
    return changed


def _children(
    ops: list[Op], carried: list[Carried], old: list[Node], new: list[Node], place: list[int]
) -> None:
    if len(old) == len(new) and all(a.key == b.key for a, b in zip(old, new, strict=True)):
        for index, pair in enumerate(zip(old, new, strict=True)):
            _node(ops, carried, *pair, [*place, index])
        return
    places = {likeness: index for index, likeness in enumerate(_likenesses(old))}
    sources = [places.get(likeness) for likeness in _likenesses(new)]
    kept = {source for source in sources if source is not None}
    for index in range(len(old) - 1, -1, -1):
        if index not in kept:
            ops.append([wire.OP_REMOVE, [*place, index]])
    _arrange(ops, sources, new, place)
    for index, source in enumerate(sources):
        if source is not None:
            _node(ops, carried, old[source], new[index], [*place, index])


def _likenesses(nodes: list[Node]) -> list[tuple[str, str | int]]:
    """Return what each node is matched by: tag and key, or tag and number among its like."""
    counts: dict[str, int] = {}
    found: list[tuple[str, str | int]] = []
    for node in nodes:
        if node.key:
            found.append((node.tag, node.key))
        else:
            number = counts.get(node.tag, 0)
            counts[node.tag] = number + 1
            found.append((node.tag, number))
    return found


def _arrange(ops: list[Op], sources: list[int | None], new: list[Node], place: list[int]) -> None:
    """Add the inserts and the fewest moves that put the kept children into their new order.

    ``sources`` has for each new child the old index of the node it keeps, or None if it is new.
    """
    stay = _longest_increasing([source for source in sources if source is not None])
    present = sorted(source for source in sources if source is not None)
    # From the last to the first, so that the child to stand before is always in its place.
    # A number stands for an old child, a negative one for a new child put in here.
    before: int | None = None
    for index in range(len(sources) - 1, -1, -1):
        source = sources[index]
        if source is None:
            here = len(present) if before is None else present.index(before)
            ops.append([wire.OP_INSERT, [*place, here], new[index].packed()])
            before = -index - 1
            present.insert(here, before)
            continue
        if source not in stay:
            origin = present.index(source)
            del present[origin]
            here = len(present) if before is None else present.index(before)
            ops.append([wire.OP_MOVE, place, origin, here])
            present.insert(here, source)
        before = source


def _longest_increasing(numbers: list[int]) -> set[int]:
    """Return a longest increasing subsequence of distinct numbers, as a set (patience sorting)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tails, number)
        before[number] = tails[pile - 1] if pile else None
        tails[pile : pile + 1] = [number]
    chosen: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        chosen.add(last)
        last = before[last]
    return chosen
