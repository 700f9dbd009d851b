"""A page as a browser holds it: read from HTML, and changed by patches."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

VOID = frozenset("area br col hr img input link meta source track wbr".split())

Steps = list[int | str]


class Page:
    """What ``<div id="cacao">`` of a document holds.

    Args:
        html: the whole document.
    """

    def __init__(self, html: str) -> None:
        reader = _Reader()
        reader.feed(html)
        reader.close()
        self.hash: str = reader.names["data-cacao-hash"]
        self.tree: Any = reader.children[0]

    @property
    def text(self) -> str:
        """All text, as it stands in the document."""
        return _text(self.tree)

    def find(self, label: str) -> tuple[Steps, str]:
        """Return id and mark of the listening node with this text (or this name, for a field)."""
        found = _find(self.tree, [], label)
        assert found is not None, f"no listening node {label!r} in {self.tree}"
        return found

    def apply(self, ops: list[list[Any]]) -> None:
        """Apply the ops of a patch, each to the tree as the ones before it left it."""
        for letter, place, *rest in ops:
            if letter in "hg" or (letter == "c" and place is None):
                continue  # the title, kits, a call of the page: nothing of these stands in a node
            if letter in "nsm":
                node = self._at(place)
                if letter == "m":
                    node[2].insert(rest[1], node[2].pop(rest[0]))
                elif letter == "s":
                    node[1]["style"] = rest[0]
                else:
                    if node[0] == "textarea" and "value" in rest[0]:
                        text = rest[0].pop("value")
                        node[2][:] = [text] if text else []
                    node[1].update(rest[0])
                    for name in [name for name, value in rest[0].items() if value is None]:
                        del node[1][name]
            elif not place:
                self.tree = rest[0]
            else:
                siblings, index = self._at(place[:-1])[2], place[-1]
                if letter == "i":
                    siblings.insert(index, rest[0])
                elif letter == "r":
                    del siblings[index]
                else:  # text, or another node in its place
                    siblings[index] = rest[0]

    def _at(self, place: list[int]) -> Any:
        node = self.tree
        for index in place:
            node = node[2][index]
        return node


def _text(node: Any) -> str:
    if isinstance(node, str):
        return node
    return "".join(map(_text, node[2])) if isinstance(node, list) else ""


def _find(node: Any, steps: Steps, label: str) -> tuple[Steps, str] | None:
    if not isinstance(node, list):
        return None
    for index, child in enumerate(node[2]):
        key = child[1].get("data-cacao-key") if isinstance(child, list) else None
        found = _find(child, [*steps, index if key is None else key], label)
        if found is not None:
            return found
    if "data-cacao-on" in node[1] and label in (_text(node), node[1].get("name")):
        return steps, node[1]["data-cacao-mark"]
    return None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}
        self.children: list[Any] = []
        self._open: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        if names.get("id") == "cacao" and not self._open:
            self.names = names
            self._open.append([tag, names, self.children])
        elif self._open:
            node = [tag, names, []]
            self._open[-1][2].append(node)
            if tag not in VOID:
                self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(data)

    def handle_comment(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(0)
