"""Hostile: widgets given texts that try to become more than text, in every prop that takes one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from contextvars import Context
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from cacao import App
from cacao_kernel import CacaoError, Piece
from cacao_kernel.cells import Cells, Overlay
from cacao_kernel.config import Config
from cacao_kernel.html import paint
from cacao_kernel.routing import Page
from cacao_kernel.screen import Screen
from cacao_kernel.visit import Visit
from cacao_plugins.components import Widget
from cacao_plugins.components.props import HasProps

# What breaks out leaves an element or an attribute called "hostile", or calls window.boom.
TEXTS: Mapping[str, str] = {
    "html": "\"'><b hostile>x</b><img src=x onerror=boom() hostile><script>boom()</script> hostile=1 ",
    "script": "javascript:boom()//hostile",
    "style": "red;}</style><b hostile>{%icon-home%}<!--",
}
# Props that name what must be there, such as a handler or a folder, or that other tests attack.
_NO_TEXTS = frozenset({"style", "theme", "attributes", "key"})

Variant = dict[str, Any]


def text_props(widget: type[Widget]) -> list[str]:
    """Return the props that take any text."""
    return [
        name
        for name in widget.props()
        if name not in _NO_TEXTS and not _is_handler(name) and _takes_text(widget.type_of(name))
    ]


def _is_handler(name: str) -> bool:
    return name == "action" or name.startswith("on_")


def _takes_text(annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return False
    if annotation is str or annotation is Any:
        return True
    return any(map(_takes_text, get_args(annotation)))


def find_sample(tree: Any, node_type: str) -> Variant | None:
    """Return the props of the first widget of this type in a tree."""
    if isinstance(tree, Piece):
        tree = tree.render()
    if isinstance(tree, list | tuple):
        found = (find_sample(child, node_type) for child in tree)
        return next((props for props in found if props is not None), None)
    if not isinstance(tree, dict):
        return None
    if tree.get("type") == node_type:
        return dict(tree.get("props", {}))
    return find_sample([*tree.get("props", {}).values(), tree.get("children")], node_type)


def variants(
    widget: type[Widget], sample: Variant, texts: Mapping[str, str] = TEXTS
) -> Iterator[tuple[str, Variant]]:
    """Yield the widget's props with a hostile text in each place that takes one, with what was put where.

    Each text in a list or a dict of the sample, such as the label of the first option, is replaced, too.
    """
    for kind, text in texts.items():
        for name in text_props(widget):
            yield f"{name}: {kind}", {**sample, name: text}
        for name, value in sample.items():
            if name not in _NO_TEXTS and not isinstance(value, str):
                for number, poisoned in enumerate(_poison(value, text)):
                    yield f"{name}[{number}]: {kind}", {**sample, name: poisoned}


def _poison(value: Any, text: str) -> Iterator[Any]:
    """Yield the same value with a text in the place of one that it holds; of a list in its first item."""
    if isinstance(value, str):
        yield text
    elif isinstance(value, list | tuple) and value and not hasattr(value, "_fields"):
        for poisoned in _poison(value[0], text):
            yield type(value)([poisoned, *value[1:]])
    elif isinstance(value, dict) and "type" not in value:
        for key, each in value.items():
            if not _is_handler(str(key)):
                yield from ({**value, key: poisoned} for poisoned in _poison(each, text))
    elif isinstance(value, HasProps) and not isinstance(value, Widget):
        for poisoned in _poison(value._given, text):
            with suppress(CacaoError):
                yield type(value)(**poisoned)


class Painter:
    """Paints single nodes as an App with the default plugins does."""

    def __init__(self) -> None:
        app = App(title="Painting")
        app.prepare(Config(Path()))
        assert app.live is not None
        self._types = app.live.runtime.node_types

    def paint(self, node: Any) -> str:
        """Return the HTML of a node.

        Raises:
            CacaoError: if it is refused.
        """
        return Context().run(self._paint, node)  # apart from what may be rendered just now

    def _paint(self, node: Any) -> str:
        screen = Screen(Visit(Page("/", lambda: node)), b"key", self._types, lambda text: None, tab="tab")
        screen.first(Overlay(Cells()))
        return paint(screen.root).body


def accepted(
    widget: type[Widget], sample: Variant, painter: Painter, texts: Mapping[str, str] = TEXTS
) -> dict[str, tuple[Variant, str]]:
    """Return the variants that are painted, with their HTML; an error says why any other is not."""
    found: dict[str, tuple[Variant, str]] = {}
    for name, props in variants(widget, sample, texts):
        try:
            found[name] = props, painter.paint({"type": widget.node_type, "props": props})
        except CacaoError:
            continue
    return found


class Breakouts(HTMLParser):
    """What has become more than text in HTML.

    Args:
        html: a page or a part of one.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element and its attributes."""
        if tag == "script":
            self.found.append(tag)
        for name, value in attrs:
            is_script = name in _ADDRESSES and (value or "").strip().startswith("javascript:")
            if name == "hostile" or name.startswith("on") or is_script:
                self.found.append(f"{tag} {name}={value}")


_ADDRESSES = frozenset({"href", "src", "srcset", "action", "formaction", "poster", "data", "ping"})
