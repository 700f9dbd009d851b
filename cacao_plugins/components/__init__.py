"""The plugin ``components``: widgets, nodes with a meaning and a look of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cacao_kernel import Host, Kit, NodeType, Route, hookimpl

from .base import BASE
from .buttons.download import METHODS as DOWNLOADS
from .buttons.shelf import ROUTE
from .feedback.toast import page_methods
from .icon_markup import Split, icon_elements, split_leniently, split_markup
from .registry import WIDGETS
from .texts import Texts, read_texts
from .widget import Widget

__all__ = [
    "WIDGETS",
    "Config",
    "Texts",
    "Widget",
    "node_types",
    "register_methods",
    "register_node_types",
    "register_routes",
]

# What widgets are pressed by that do not look like a button: a tab, an item of a menu.
_BARE = NodeType("button", attributes={"type": "button", "class": "cacao-bare"}, kits=(BASE,))


@dataclass(frozen=True)
class Config:
    """The settings of the plugin components.

    Attributes:
        texts: a JSON file with what the components say themselves, in place of the English texts.
    """

    texts: str = ""


def node_types(texts: Texts, split: Split = split_markup) -> Mapping[str, NodeType]:
    """Return every widget as a node type, and the plain elements in which icons may stand.

    Args:
        texts: what widgets say themselves.
        split: turns a text with icons in it into children.
    """
    types = {**icon_elements(split), "bare-button": _BARE}
    for widget in WIDGETS:
        types |= widget.node_types(texts, split)
    return types


@hookimpl
def register_node_types(app: Host) -> Mapping[str, NodeType]:
    """Contribute every widget as a node type."""
    return node_types(_texts(app), split_markup if app.development else split_leniently)


@hookimpl
def register_methods(app: Host) -> Mapping[str, Kit]:
    """Contribute what handlers may call of any page: toasts and downloads."""
    return {**page_methods(_texts(app)), **DOWNLOADS}


@hookimpl
def register_routes() -> list[Route]:
    """Contribute where downloads are fetched."""
    return [ROUTE]


def _texts(app: Host) -> Texts:
    path = app.config(Config).texts
    return read_texts(app.home / path) if path else Texts()
