"""The plugin ``components``: widgets, nodes with a meaning and a look of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from cacao_kernel import Host, Kit, Lifespan, NodeType, Route, hookimpl

from .base import BASE
from .buttons.download import METHODS as DOWNLOADS
from .config import Config
from .feedback.toast import page_methods
from .files.house import House
from .icon_markup import Split, TellingSplit, icon_elements, split_leniently, split_markup
from .registry import WIDGETS
from .texts import Texts, read_texts
from .widget import Widget

__all__ = [
    "WIDGETS",
    "Config",
    "Texts",
    "Widget",
    "node_types",
    "register_lifespans",
    "register_methods",
    "register_node_types",
    "register_routes",
]

# What widgets are pressed by that do not look like a button: a tab, an item of a menu.
_BARE = NodeType("button", attributes={"type": "button", "class": "cacao-bare"}, kits=(BASE,))
# What takes files from a person; a plain input of that type would send none.
_FILES = NodeType("input", attributes={"type": "file", "class": "cacao-upload-files"})


def node_types(
    texts: Texts, split: Split = split_markup, house: House | None = None
) -> Mapping[str, NodeType]:
    """Return every widget as a node type, and the plain elements in which icons may stand.

    Args:
        texts: what widgets say themselves.
        split: turns a text with icons in it into children.
        house: the files of the App; by default none are there.
    """
    house = house or Config().house
    types = {**icon_elements(split), "bare-button": _BARE, "bare-files": _FILES}
    for widget in WIDGETS:
        types |= widget.node_types(texts, split, house)
    return types


@hookimpl
def register_node_types(app: Host) -> Mapping[str, NodeType]:
    """Contribute every widget as a node type."""
    split = TellingSplit() if app.development else split_leniently
    return node_types(_texts(app), split, app.config(Config).house)


@hookimpl
def register_routes(app: Host) -> Sequence[Route]:
    """Contribute where files are sent to, shown from and fetched."""
    return app.config(Config).house.routes


@hookimpl
def register_lifespans(app: Host) -> Sequence[Lifespan]:
    """Look after the files while the App serves."""
    config = app.config(Config)
    return [partial(config.house.keeping, app.home / config.uploads, may_move=not app.development)]


@hookimpl
def register_methods(app: Host) -> Mapping[str, Kit]:
    """Contribute what handlers may call of any page: toasts and downloads."""
    return {**page_methods(_texts(app)), **DOWNLOADS}


def _texts(app: Host) -> Texts:
    path = app.config(Config).texts
    return read_texts(app.home / path) if path else Texts()
