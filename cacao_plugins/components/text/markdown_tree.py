"""Markdown tree: what somebody wrote in Markdown, as a tree of nodes; no HTML of theirs reaches a page.

markdown-it-py makes HTML of it, in which theirs is text; nh3 takes out all that is not on our list; and
what is left is read by Python's own parser and becomes nodes, which pass all that nodes pass.
"""

from __future__ import annotations

import re
from functools import cache, partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from .highlight import find_language
from .kept_trees import KeptTrees, Tree
from .markdown_bounds import is_small

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_KEPT = KeptTrees(16 * 1024 * 1024)

_TAGS = frozenset(
    """a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img li ol p pre s strong table tbody td th thead
    tr ul""".split()
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "img": {"alt", "src", "title"},
    "ol": {"start"},
    "td": {"style"},
    "th": {"style"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_VOID = frozenset({"br", "hr", "img"})
_INLINE = frozenset({"a", "br", "code", "del", "em", "img", "s", "span", "strong"})
_BLOCKS = frozenset({"", "blockquote", "ol", "table", "tbody", "thead", "tr", "ul"})
_ALIGNED = re.compile(r"text-align:\s*(left|center|right)")
_TASK = re.compile(r"\[([ xX])\]\s+")
_OWN = re.compile(r"/(?!/)|#|\?|data:image/")


def markdown_tree(text: str, level: int, task: str, table: str) -> list[Tree]:
    """Return the nodes of a text; they are shared, and not to be changed.

    Args:
        text: as it was written.
        level: of a heading that is written with one ``#``.
        task: what a box of a list of tasks is called by those who hear the page.
        table: what a table is called by them.
    """
    if not is_small(text):
        return [{"type": "p", "props": {"class": "cacao-markdown-raw"}, "children": [text]}]
    key = (text, level, task, table)
    return _KEPT.get(key, partial(_read, *key))


def _read(text: str, level: int, task: str, table: str) -> list[Tree]:
    # Loaded when the first text is shown.
    import nh3

    html = nh3.clean(
        _parser().render(text),
        tags={*_TAGS},
        attributes=_ATTRIBUTES,
        url_schemes={*_SCHEMES},
        link_rel=None,
        filter_style_properties={"text-align"},
    )
    reader = _Reader(level, task, table)
    reader.feed(html)
    reader.close()
    return reader.nodes


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])


class _Reader(HTMLParser):
    """Turns clean HTML into nodes.

    Attributes:
        nodes: those that are done.
    """

    def __init__(self, level: int, task: str, table: str) -> None:
        super().__init__(convert_charrefs=True)
        self._level = level
        self._task = task
        self._table = table
        self.nodes: list[Tree] = []
        self._open: list[Tree] = [{"type": "", "props": {}, "children": self.nodes}]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        node = self._begin(tag, {name: value or "" for name, value in attrs})
        self._open[-1]["children"].append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in _VOID or len(self._open) == 1:
            return
        node = self._open.pop()
        if tag == "pre":
            _become_code(node)
        elif tag == "table":
            around = {
                "class": "cacao-markdown-table",
                "tabindex": 0,
                "role": "group",
                "aria_label": self._table,
            }
            node.update(type="div", props=around, children=[{**node}])
        elif tag == "li":
            self._mark_task(node)

    def handle_data(self, data: str) -> None:
        """Add a text, but for the gaps between blocks."""
        around = self._open[-1]
        before = around["children"][-1] if around["children"] else None
        is_gap = around["type"] in _BLOCKS or (around["type"] == "li" and not _is_inline(before))
        if data.strip() or not is_gap:
            around["children"].append(data)

    def _begin(self, tag: str, attributes: dict[str, str]) -> Tree:
        props: dict[str, Any] = {}
        if tag in ("td", "th"):
            aligned = _ALIGNED.search(attributes.get("style", ""))
            props = {"data_align": {"center": "center", "right": "end"}.get(aligned[1])} if aligned else {}
        elif tag == "code":
            props = {"class": attributes.get("class")}
        elif tag == "img" and not _OWN.match(attributes.get("src", "")):
            # The page shows no pictures of others: they would learn who reads it.
            named = attributes.get("alt") or attributes.get("src", "")
            return {"type": "span", "props": {"class": "cacao-markdown-picture"}, "children": [named]}
        else:
            props = {name: value for name, value in attributes.items() if name != "style"}
        if tag[0] == "h" and tag[1:].isdigit():
            tag = f"h{min(int(tag[1:]) + self._level - 1, 6)}"
        return {"type": tag, "props": {name: value for name, value in props.items() if value}, "children": []}

    def _mark_task(self, node: Tree) -> None:
        """Turn ``[x]`` at the beginning of an item into a box."""
        around = node
        if node["children"] and isinstance(node["children"][0], dict) and node["children"][0]["type"] == "p":
            around = node["children"][0]
        said = around["children"][0] if around["children"] else None
        found = _TASK.match(said) if isinstance(said, str) else None
        if found is None:
            return
        box = {"type": "checkbox", "disabled": True, "checked": found[1] != " ", "aria_label": self._task}
        around["children"][0] = found.string[found.end() :]
        around["children"].insert(0, {"type": "input", "props": box})
        node["props"] = {"class": "cacao-markdown-task"}


def _is_inline(node: Tree | str | None) -> bool:
    """Tell whether what stands there is part of a line."""
    return isinstance(node, str) or (node is not None and node["type"] in _INLINE)


def _become_code(node: Tree) -> None:
    """Turn a ``pre`` into the component for code."""
    inner = node["children"][0] if node["children"] else {}
    if not isinstance(inner, dict):
        return
    named = str(inner.get("props", {}).get("class", "")).removeprefix("language-")
    code = "".join(part for part in inner.get("children", []) if isinstance(part, str))
    props = {"content": code, "language": find_language(named) or "text"}
    node.clear()
    node.update(type="code", props=props)
