"""What plugins hand to the kernel at start-up: plain frozen data, no base classes to inherit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class NodeType:
    """How nodes of one ``type`` become HTML elements.

    Args:
        tag: the HTML element to paint, such as ``"button"``.
        label: the prop that holds the node's text beside ``content``; for a button ``"label"``.
        attributes: attributes every such element gets unless the node sets them itself.
            A ``class`` here is kept beside the node's own classes.
    """

    tag: str
    label: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Assets:
    """What every page of the app loads beside the kernel's own files.

    Args:
        styles: CSS texts, joined into the one stylesheet in the order of the plugins.
    """

    styles: tuple[str, ...] = ()
