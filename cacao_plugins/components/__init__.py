"""The plugin ``components``: node types with a meaning and a look of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cacao_kernel import Assets, NodeType, hookimpl

from .button import Button

__all__ = ["Button", "Config", "register_assets", "register_node_types"]


@dataclass(frozen=True)
class Config:
    """The plugin has no settings yet."""


@hookimpl
def register_node_types() -> Mapping[str, NodeType]:
    """Contribute ``text`` and ``button``."""
    return {
        # A span, since it may stand anywhere, also inside a paragraph or a button.
        "text": NodeType("span", attributes={"class": "cacao-text"}),
        "button": NodeType("button", label="label", attributes={"type": "button", "class": "cacao-button"}),
    }


@hookimpl
def register_assets() -> Assets:
    """Contribute the look of the node types."""
    return Assets(styles=((Path(__file__).parent / "components.css").read_text("utf-8"),))
