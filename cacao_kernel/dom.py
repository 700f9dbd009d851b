"""A browser's document in plain Python, for tests: parsed from HTML, changed by the wire's ops."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from . import wire
from .elements import VOID
from .node import COMMENT, TEXT


class Element:
    """One node of the document.

    Attributes:
        tag: the element's name, or TEXT or COMMENT.
        text: the text of a TEXT node.
        attributes: the attributes; those without a value are empty strings.
        children: the nodes below.
        parent: the node above.
    """

    def __init__(self, tag: str, text: str = "") -> None:
        self.tag = tag
        self.text = text
        self.attributes: dict[str, str] = {}
        self.children: list[Element] = []
        self.parent: Element | None = None

    def walk(self) -> Iterator[Element]:
        """Yield this node and all below, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def insert(self, index: int, child: Element) -> None:
        """Put a child in at this index."""
        child.parent = self
        self.children.insert(index, child)

    @property
    def content(self) -> str:
        """The text of the node and all below."""
        return "".join(node.text for node in self.walk())

    @property
    def label(self) -> str:
        """What a visitor calls the element: its aria-label, or else its text."""
        return self.attributes.get("aria-label") or " ".join(self.content.split())

    def listens(self, kind: str) -> bool:
        """Tell whether an event of this kind on the element goes to the server."""
        return kind in self.attributes.get("data-cacao-on", "").split()

    def id(self) -> list[int | str]:
        """Return the node's id: for each step from the root its key, else its place."""
        steps: list[int | str] = []
        node = self
        while node.parent is not None and node.parent.parent is not None:
            key = node.attributes.get("data-cacao-key")
            steps.append(key if key is not None else node.parent.children.index(node))
            node = node.parent
        return steps[::-1]

    def outline(self, depth: int = 0) -> str:
        """Return the tree as indented text, for failure messages."""
        indent = "  " * depth
        if self.tag == TEXT:
            return f"{indent}{self.text!r}\n"
        if self.tag == COMMENT:
            return ""
        shown = "".join(
            f' {name}="{value}"' if value else f" {name}"
            for name, value in self.attributes.items()
            if not name.startswith("data-cacao") and name != "class"
        )
        return f"{indent}<{self.tag}{shown}>\n" + "".join(child.outline(depth + 1) for child in self.children)


def build(packed: Any) -> Element:
    """Return the node that a packed one of the wire stands for."""
    if packed == 0:
        return Element(COMMENT)
    if isinstance(packed, str):
        return Element(TEXT, packed)
    tag, attributes, children = packed
    element = Element(tag)
    element.attributes = {name: value for name, value in attributes.items() if name != "style"}
    for child in children:
        element.insert(len(element.children), build(child))
    return element


class Document(HTMLParser):
    """A page as its HTML says, and as patches leave it.

    Args:
        html: the whole page.

    Attributes:
        root: the element around the tree; the tree's root node is its only child.
        title: the page's title.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open = [Element("#document")]
        self.feed(html)
        self.close()
        found = list(self._open[0].walk())
        self.title = next((node.content for node in found if node.tag == "title"), "")
        self.root = next(
            (node for node in found if node.attributes.get("id") == "cacao"),
            next((node for node in found if node.tag == "body"), self._open[0]),
        )
        self.root.parent = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element."""
        element = Element(tag)
        element.attributes = {name: value or "" for name, value in attrs}
        self._add(element)
        if tag not in VOID | {"link", "meta"}:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Add a text."""
        self._add(Element(TEXT, data))

    def handle_comment(self, data: str) -> None:
        """Add a comment."""
        self._add(Element(COMMENT))

    def _add(self, element: Element) -> None:
        self._open[-1].insert(len(self._open[-1].children), element)

    @property
    def text(self) -> str:
        """What can be read on the page, one line for each piece of text."""
        return "\n".join(node.text for node in self.root.walk() if node.text.strip())

    def find(self, label: str) -> Element:
        """Return the innermost element that a visitor calls so.

        Raises:
            AssertionError: if there is none.
        """
        found = [node for node in self.root.walk() if node.tag not in (TEXT, COMMENT) and node.label == label]
        if not found:
            raise AssertionError(f"nothing is called {label!r}; the page shows:\n{self.root.outline()}")
        return found[-1]

    def count(self) -> int:
        """Return how many nodes the tree has, as the client counts them."""
        return sum(1 for _ in self.root.walk()) - 1

    def replace(self, packed: Any) -> None:
        """Show another tree."""
        self.root.children = []
        self.root.insert(0, build(packed))

    def apply(self, ops: list[list[Any]]) -> None:
        """Apply the ops of a patch, as the client does."""
        for letter, place, *rest in ops:
            if letter == wire.OP_INSERT:
                self._at(place[:-1]).insert(place[-1], build(rest[0]))
                continue
            node = self._at(place)
            if letter == wire.OP_TEXT:
                node.text = rest[0]
            elif letter == wire.OP_NAMES:
                node.attributes.update({name: value for name, value in rest[0].items() if value is not None})
                for name in [name for name, value in rest[0].items() if value is None]:
                    node.attributes.pop(name, None)
            elif letter == wire.OP_REMOVE and node.parent is not None:
                node.parent.children.remove(node)
            elif letter == wire.OP_SWAP and node.parent is not None:
                node.parent.insert(node.parent.children.index(node), build(rest[0]))
                node.parent.children.remove(node)
            elif letter == wire.OP_MOVE:
                node.children.insert(rest[1], node.children.pop(rest[0]))

    def _at(self, place: list[int]) -> Element:
        node = self.root.children[0]
        for index in place:
            node = node.children[index]
        return node
