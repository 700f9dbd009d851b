"""HTML: the first paint, readable without JavaScript and adopted by the client as it stands."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from . import wire
from .elements import VOID
from .node import COMMENT, TEXT, Node
from .style import Style, spell_rules

ROOT = "cacao"
STYLE_CLASS = "cacao-paint-"

# Languages that are written from right to left, unless in Latin letters.
_FROM_THE_RIGHT = frozenset("ar arc ckb dv fa he ks lrc mzn nqo pnb ps sd syr ug ur yi".split())

_META = MappingProxyType({"viewport": "width=device-width, initial-scale=1"})

# A small cocoa bean, inlined so that the browser asks for nothing.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Cellipse cx='16' cy='16' rx='10' ry='14' fill='%236B4226' transform='rotate(30 16 16)'/%3E"
    "%3Cpath d='M22 5C14 10 18 22 10 27' fill='none' stroke='%23f0be9b' stroke-width='2'/%3E%3C/svg%3E"
)


class Paint(NamedTuple):
    """A tree as HTML.

    Attributes:
        body: the markup.
        style: the rules of its style classes, for the one hashed ``<style>`` block.
        nodes: how many DOM nodes the markup makes, so that the client can tell a changed shape.
    """

    body: str
    style: str
    nodes: int

    @property
    def hash(self) -> str:
        """A short hash of all that the browser sees: markup with its marks, and style."""
        digest = hashlib.blake2b(f"{self.style}\0{self.body}".encode(), digest_size=12).digest()
        return base64.urlsafe_b64encode(digest).decode()


def paint(root: Node) -> Paint:
    """Return the HTML of a tree. Each distinct style becomes one class.

    Its rules name the root, so that they win over the rules of stylesheets as the inline styles
    do that follow with the first patch: what is painted and what is patched look the same.
    """
    painter = _Painter()
    painter.node(root)
    return Paint("".join(painter.parts), "".join(painter.rules), painter.nodes)


class _Painter:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.styles: dict[str, int] = {}
        self.rules: list[str] = []
        self.nodes = 0

    def node(self, node: Node) -> None:
        self.nodes += 1
        if node.tag == TEXT:
            self.parts.append(escape(node.text, quote=False))
            return
        if node.tag == COMMENT:
            self.parts.append("<!---->")
            return
        attributes = node.attributes
        if node.style:
            number = self._number(node.style)
            own = attributes.get("class")
            attributes = {
                **attributes,
                "class": f"{own} {STYLE_CLASS}{number}" if own else f"{STYLE_CLASS}{number}",
            }
        self.parts.append(f"<{node.tag}")
        self.parts.extend(
            f' {name}="{escape(value)}"' if value else f" {name}" for name, value in attributes.items()
        )
        self.parts.append(">")
        if node.tag in VOID:
            return
        if node.tag in ("pre", "textarea") and node.children and node.children[0].text.startswith("\n"):
            self.parts.append("\n")  # the parser drops the first one
        for child in node.children:
            self.node(child)
        self.parts.append(f"</{node.tag}>")

    def _number(self, style: Style) -> int:
        """Return the number of a style's class, and make its rules if it is new."""
        text = repr(style)
        number = self.styles.get(text)
        if number is None:
            number = self.styles[text] = len(self.rules)
            self.rules.append(spell_rules(style, f"#{ROOT} .{STYLE_CLASS}{number}"))
        return number


def document(
    painted: Paint,
    *,
    title: str,
    styles: Sequence[str],
    scripts: Sequence[str],
    socket: str,
    sheets: Sequence[str] = (),
    late: Sequence[str] = (),
    lang: str = "en",
    meta: Mapping[str, str] = MappingProxyType({}),
    frame_bytes: int = wire.FRAME_BYTES,
) -> tuple[str, str]:
    """Return a whole page, and the CSP sources that allow its style blocks.

    Args:
        painted: the tree.
        title: the page's title.
        styles: URLs of stylesheets.
        scripts: URLs of the client's modules.
        socket: path of the WebSocket.
        sheets: stylesheets that stand in the page itself, behind these.
        late: URLs of stylesheets whose rules come behind those, but before the tree's own.
        lang: the language of the page, such as ``"en"``.
        meta: contents of ``<meta>`` by name.
        frame_bytes: the longest frame the browser may send.
    """
    # A script runs as soon as it is there: the socket is on its way while the page is still being painted.
    modules = "".join(f'<script type="module" async src="{escape(url)}"></script>' for url in scripts)
    own = [painted.style] if painted.style else []
    looks = f"{_link(styles)}{_block(sheets)}{_link(late)}{_block(own)}"  # as their rules count
    metas = "".join(
        # What other sites show of a page is named by property: og:title and its like.
        f'<meta {"property" if ":" in name else "name"}="{escape(name)}" content="{escape(content)}">'
        for name, content in {**_META, **meta}.items()
    )
    frame = "" if frame_bytes == wire.FRAME_BYTES else f' data-cacao-frame="{frame_bytes}"'
    direction = ' dir="rtl"' if runs_from_right(lang) else ""
    page = (
        f'<!doctype html><html lang="{escape(lang)}"{direction}><head>'
        f'<meta charset="utf-8">{metas}{modules}'
        f'<title>{escape(title)}</title><link rel="icon" href="{ICON}">{looks}</head><body>'
        f'<div id="cacao" data-cacao-hash="{painted.hash}" data-cacao-nodes="{painted.nodes}" '
        f'data-cacao-socket="{escape(socket)}"{frame}>{painted.body}</div></body></html>'
    )
    return page, " ".join(map(_source, (*sheets, *own)))


def _link(urls: Sequence[str]) -> str:
    return "".join(f'<link rel="stylesheet" href="{escape(url)}">' for url in urls)


def _block(sheets: Sequence[str]) -> str:
    """Return stylesheets as elements, apart: what one leaves open is its own."""
    return "".join(f"<style>{rules}</style>" for rules in sheets)


def runs_from_right(lang: str) -> bool:
    """Tell whether a language is written from right to left."""
    language, *subtags = lang.lower().split("-")
    return language in _FROM_THE_RIGHT and "latn" not in subtags


@lru_cache(maxsize=256)
def _source(rules: str) -> str:
    """Return the CSP source that allows a style block."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(rules.encode()).digest()).decode()}'"
