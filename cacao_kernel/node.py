"""Node: one element, text or comment of the UI tree, in the shape the browser has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TEXT = "#text"
COMMENT = "#comment"


@dataclass(frozen=True, slots=True)
class Action:
    """What an event on a node calls: the handler's name, and the params the page gave it."""

    name: str
    params: Mapping[str, Any]


class Node:
    """One element, text or comment of the tree.

    Attributes:
        tag: the element's name, or TEXT or COMMENT.
        key: names the node among its siblings; an empty string for none.
        text: the text of a TEXT node.
        attributes: attributes as painted, marks and keys included.
        style: safe CSS properties.
        children: the nodes below, one for each DOM child.
        actions: handlers by kind of event.
        mark: proves to the server that an event meant this node and these handlers.
        parent: the node above, None at the root.
    """

    __slots__ = ("actions", "attributes", "children", "key", "mark", "parent", "style", "tag", "text")

    def __init__(self, tag: str, text: str = "", key: str = "") -> None:
        self.tag = tag
        self.text = text
        self.key = key
        self.attributes: dict[str, str] = {}
        self.style: dict[str, str] = {}
        self.children: list[Node] = []
        self.actions: dict[str, Action] = {}
        self.mark = ""
        self.parent: Node | None = None

    def place(self) -> list[int]:
        """Return the node's place: the index of each step from the root."""
        steps: list[int] = []
        node = self
        while node.parent is not None:
            steps.append(next(i for i, child in enumerate(node.parent.children) if child is node))
            node = node.parent
        return steps[::-1]

    def ancestors(self) -> Iterator[Node]:
        """Yield the nodes above, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def find(self, steps: list[int | str]) -> Node | None:
        """Return the node with this id below: a key (str) where a child has one, else a place (int)."""
        node = self
        for step in steps:
            if isinstance(step, str):
                found = next((child for child in node.children if child.key == step), None)
                if found is None:
                    return None
                node = found
            elif 0 <= step < len(node.children):
                node = node.children[step]
            else:
                return None
        return node

    @property
    def is_disabled(self) -> bool:
        """Whether the browser would refuse to use this element, or the fieldset around it."""
        return "disabled" in self.attributes or any(
            node.tag == "fieldset" and "disabled" in node.attributes for node in self.ancestors()
        )

    def packed(self) -> Any:
        """Return the node as the browser gets it: text, 0 for a comment, or [tag, attributes, children]."""
        if self.tag == TEXT:
            return self.text
        if self.tag == COMMENT:
            return 0
        attributes: dict[str, Any] = dict(self.attributes)
        if self.style:
            attributes["style"] = self.style
        return [self.tag, attributes, [child.packed() for child in self.children]]
