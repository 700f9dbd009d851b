"""Bound: the binding of a field to the State that its prop ``bind`` names."""

from __future__ import annotations

from typing import Any

from . import wire
from .binding import Binding, Op
from .edits import count_of, options, shown_value
from .fields import paint_bound
from .node import Node
from .state import State
from .trail import Trail, spell


class BoundBinding(Binding):
    """A field that shows the value of a State.

    Args:
        node: the field, its children built.
        source: the State.
        path: where it stands, for errors.
    """

    __slots__ = ()

    def __init__(self, node: Node, source: State[Any], path: Trail) -> None:
        super().__init__(node, source, path)

    def apply(self, value: Any) -> list[Op]:
        """Let the field show the value."""
        return [op for _, op in self.paint(value)]

    def paint(self, value: Any) -> list[tuple[Node, Op]]:
        """Let the field show the value, and return what changes of it, and of its options, with the ops."""
        node = self.node
        painted = [node, *options(node)] if node.tag == "select" else [node]
        before = [dict(each.attributes) for each in painted]
        text = shown_value(node) if node.tag == "textarea" else ""
        paint_bound(node, value, spell(self.path))
        told: list[tuple[Node, Op]] = []
        for each, old in zip(painted, before, strict=True):
            changes: dict[str, str | None] = {
                name: now for name, now in each.attributes.items() if old.get(name) != now
            }
            changes |= dict.fromkeys(old.keys() - each.attributes.keys())
            if changes:
                told.append((each, [wire.OP_NAMES, each.place(), changes, *count_of(each, changes)]))
        if node.tag == "textarea" and shown_value(node) != text:
            changed: dict[str, str | None] = {"value": str(shown_value(node))}
            told.append((node, [wire.OP_NAMES, node.place(), changed, *count_of(node, changed)]))
        return told
