"""The plugin ``components``: widgets, nodes with a meaning and a look of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cacao_kernel import Host, Kit, NodeType, hookimpl

from .base import BASE
from .feedback.toast import METHODS
from .registry import WIDGETS
from .texts import Texts, read_texts
from .widget import Widget, read_kit

__all__ = ["WIDGETS", "Config", "Texts", "Widget", "node_types", "register_methods", "register_node_types"]

# A span, since it may stand anywhere, also inside a paragraph or a button.
_TEXT = NodeType("span", attributes={"class": "cacao-text"}, kits=(read_kit("text", "text/text.css"),))
# What widgets are pressed by that do not look like a button: a tab, an item of a menu.
_BARE = NodeType("button", attributes={"type": "button", "class": "cacao-bare"}, kits=(BASE,))


@dataclass(frozen=True)
class Config:
    """The settings of the plugin components.

    Attributes:
        texts: a JSON file with what the components say themselves, in place of the English texts.
    """

    texts: str = ""


def node_types(texts: Texts) -> Mapping[str, NodeType]:
    """Return every widget as a node type; what they say themselves is in these texts."""
    types = {"text": _TEXT, "bare-button": _BARE}
    for widget in WIDGETS:
        types |= widget.node_types(texts)
    return types


@hookimpl
def register_node_types(app: Host) -> Mapping[str, NodeType]:
    """Contribute every widget as a node type."""
    path = app.config(Config).texts
    return node_types(read_texts(app.home / path) if path else Texts())


@hookimpl
def register_methods() -> Mapping[str, Kit]:
    """Contribute what handlers may call of any page: toasts."""
    return METHODS
