"""Painter: what a rendering needs of the screen it renders for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from .closure import Closures
from .common import CommonProps
from .contributions import Kit, NodeType
from .extent import Extent
from .probe import Probe
from .visit import Visit


class Painter(Protocol):
    """What a rendering needs of the screen it renders for."""

    key: bytes
    types: Mapping[str, NodeType]
    kits: dict[Kit, None]
    common: CommonProps
    tab: str
    visitor: str
    visit: Visit
    extent: Extent
    most: int
    closures: Closures | None
    warn: Callable[[str], None]
    probe: Probe | None
