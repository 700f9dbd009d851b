"""A browser's document in plain Python, for tests: parsed from HTML, changed by the wire's ops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from . import svg, wire
from .element import Element, build
from .elements import VOID
from .finder import Finder, take_field
from .html import ROOT, STYLE_CLASS
from .node import COMMENT, TEXT
from .selector import join_selectors
from .style import Style

# The rules of a first paint, as style.spell_rules writes them; texts in values may hold anything.
_RULE = re.compile(
    rf"""(?:(?P<screen>@media[^{{]*)\{{)?\#{ROOT}\ \.{STYLE_CLASS}(?P<number>\d+)(?P<states>[^{{]*)
    \{{(?P<properties>(?:"[^"]*"|'[^']*'|[^"'{{}}])*)\}}""",
    re.VERBOSE,
)
PROPERTY = re.compile(r"""([\w-]+):((?:"[^"]*"|'[^']*'|[^"';])*)""")

# As in client/morph.js: the client's own attributes, and elements that another page must not share.
_KEPT_NAMES = ("open",)
_STATEFUL = ("input", "textarea", "select", "details", "dialog", "audio", "video", "canvas")


class Document(HTMLParser):
    """A page as its HTML says, and as patches leave it.

    Args:
        html: the whole page.

    Attributes:
        root: the element around the tree; the tree's root node is its only child.
        title: the page's title.
        above: what scripts show above the tree, such as toasts.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.above: list[Element] = []
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
        self._dress("".join(node.content for node in found if node.tag == "style"))

    def _dress(self, css: str) -> None:
        """Give each element the style of its class, which is the first paint's way to send it."""
        styles: dict[str, Style] = {}
        for rule in _RULE.finditer(css):
            style = styles.setdefault(f"{STYLE_CLASS}{rule['number']}", {})
            properties = dict(PROPERTY.findall(rule["properties"]))
            key = join_selectors(rule["screen"] or "", rule["states"])
            style.update({key: properties} if key else properties)
        for element in self.root.walk():
            *own, last = element.attributes.get("class", "").split(" ")
            if last in styles:
                element.style = styles[last]
                if own:
                    element.attributes["class"] = " ".join(own)
                else:
                    del element.attributes["class"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element."""
        element = Element(tag)
        # A browser's parser spells viewBox as SVG does; Python's has small letters alone.
        spell = svg.attribute_name if tag in svg.TAGS else str
        element.attributes = {spell(name) or name: value or "" for name, value in attrs}
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
    def view(self) -> Element:
        """All that may be seen: the element around the tree, and what lies above it."""
        if not self.above:
            return self.root
        view = Element("body")
        view.children = [self.root, *self.above]  # they do not know of it: ids count from the root
        return view

    @property
    def text(self) -> str:
        """What can be read on the page, one line for each piece of text."""
        return self.view.reading

    def find(self, label: str) -> Element:
        """Return the innermost element that says this of itself.

        Raises:
            AssertionError: if there is none.
        """
        found = [node for node in self.root.walk() if node.is_element and node.label == label]
        if not found:
            raise AssertionError(f"nothing is called {label!r}; the page shows:\n{self.root.outline()}")
        return found[-1]

    def field(self, label: str) -> Element:
        """Return the one field that a visitor calls so.

        Raises:
            AssertionError: if there is none, or several.
        """
        return Finder(self.root).one(label, take_field, "field")

    def count(self) -> int:
        """Return how many nodes the tree has, as the client counts them."""
        return sum(1 for _ in self.root.walk()) - 1

    def morph(self, packed: Any, *, is_other: bool = False) -> None:
        """Show another tree, keeping every node that can stay, with what the user has typed in it.

        Args:
            packed: the tree as the wire has it.
            is_other: whether it is another page's; then only what is the same on both may stay.
        """
        _morph_children(self.root, [packed], is_other)

    def apply(self, ops: list[list[Any]]) -> list[tuple[str, Any, list[Any]]]:
        """Apply the ops of a patch, as the client does.

        Returns:
            Those that are not about the tree: letter, element or text, and what follows.
        """
        return [left for op in ops for left in self._apply(op)]

    def _apply(self, op: list[Any]) -> Iterator[tuple[str, Any, list[Any]]]:
        letter, place, *rest = op
        if letter == wire.OP_TITLE:
            self.title = place
            return
        if letter == wire.OP_URL:
            yield letter, place, rest
            return
        if letter == wire.OP_KITS:
            return
        if place is None:
            yield letter, None, rest
            return
        if letter == wire.OP_INSERT:
            self._at(place[:-1]).insert(place[-1], build(rest[0]))
            return
        node = self._at(place)
        if letter == wire.OP_CALL:
            yield letter, node, rest
        elif letter == wire.OP_TEXT:
            node.text = rest[0]
        elif letter == wire.OP_STYLE:
            node.style = rest[0]
        elif letter == wire.OP_NAMES:
            node.rename(rest[0], rest[1:])
        elif letter == wire.OP_REMOVE and node.parent is not None:
            node.parent.remove(node)
        elif letter == wire.OP_SWAP and node.parent is not None:
            node.parent.insert(node.parent.children.index(node), build(rest[0]))
            node.parent.remove(node)
        elif letter == wire.OP_MOVE:
            node.children.insert(rest[1], node.children.pop(rest[0]))

    def _at(self, place: list[int]) -> Element:
        node = self.root.children[0]
        for index in place:
            node = node.children[index]
        return node


def _morph_children(parent: Element, wanted: list[Any], is_other: bool) -> None:
    for index, packed in enumerate(wanted):
        found = _find_like(parent.children[index:], packed, is_other)
        if found is None:
            parent.insert(index, build(packed))
            continue
        parent.children.remove(found)
        parent.children.insert(index, found)
        if isinstance(packed, str):
            found.text = packed
        elif packed != 0:
            _morph(found, packed, is_other)
    for left in parent.children[len(wanted) :]:
        parent.remove(left)


def _find_like(rest: list[Element], packed: Any, is_other: bool) -> Element | None:
    """Return the first of these that can become the wanted node."""
    if not isinstance(packed, list):
        kind = COMMENT if packed == 0 else TEXT
        return rest[0] if rest and rest[0].tag == kind else None
    tag, names, _ = packed
    for node in rest:
        same = node.tag == tag and node.key == names.get("data-cacao-key")
        if same and (not is_other or _is_shared(node, names)):
            return node
    return None


def _is_shared(element: Element, names: dict[str, Any]) -> bool:
    """Tell whether an element is the same on two pages: a mark, an id or a key says so."""
    for name in ("data-cacao-mark", "id"):
        if element.attributes.get(name) != names.get(name):
            return False
        if names.get(name):
            return True
    return element.key is not None or element.tag not in _STATEFUL


def _morph(element: Element, packed: Any, is_other: bool) -> None:
    _, attributes, children = packed
    names = {name: value for name, value in attributes.items() if name != "style"}
    element.style = attributes.get("style", {})
    gone = {name: None for name in element.attributes if name not in names and name not in _KEPT_NAMES}
    changed = {name: value for name, value in names.items() if element.attributes.get(name) != value}
    if gone or changed:
        element.rename({**gone, **changed}, [])
    if element.tag == "textarea":
        text = "".join(child for child in children if isinstance(child, str))
        if element.content != text:
            element.rename({"value": text}, [])
    else:
        _morph_children(element, children, is_other)
