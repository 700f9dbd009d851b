"""Renderer: what the builder of trees needs of the rendering that uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from .amendment import Amendment
from .binding import Binding
from .common import CommonProps
from .contributions import Kit
from .node import Action, Holder, Kept, Node
from .rows import For
from .spot import Spot
from .trail import Trail


class Renderer(Protocol):
    """What the builder needs of the rendering that uses it."""

    created: list[Binding]
    holders: list[tuple[object, Holder]]

    @property
    def common(self) -> CommonProps:
        """The props that every node may have."""
        ...

    def open_region(self, value: object, spot: Spot) -> tuple[object, AbstractContextManager[Region]] | None:
        """Return what a component rendered and the region around it; None if this is no component."""
        ...

    def open_rows(self, rows: For, spot: Spot) -> Rows:
        """Return the rows of a keyed list, each a region of its own."""
        ...

    def watch(self, binding: Binding) -> None:
        """Give the binding its first value, and keep it up to date from now on."""
        ...

    def keep(self, kept: Kept, functions: list[Any], taken: bytes, amendments: Sequence[Amendment]) -> None:
        """Take over a row as it is but for some texts; these are the functions it has from now on."""
        ...

    def settle(self, node: Node) -> None:
        """Tell the node's children where they stand, once all is built."""
        ...

    def makers(self) -> tuple[object, ...]:
        """Return what has returned the tree that is being built, and what that stands in, innermost first."""
        ...

    def use(self, kits: Sequence[Kit]) -> None:
        """Note what a node needs in the browser."""
        ...

    def link(self, url: str) -> str:
        """Return the address that a link of the tree leads to."""
        ...

    def sign(self, actions: Mapping[str, Action], *, keyed: bool) -> str:
        """Return the mark of a node with these handlers in the current region."""
        ...

    def warn(self, message: str) -> None:
        """Tell the developer of something that was left out."""
        ...


class Rows(Protocol):
    """What the builder needs of the rows of a keyed list."""

    @property
    def by_key(self) -> Mapping[str, Region]:
        """The region of each row."""
        ...


class Region(Protocol):
    """What the builder needs of a region: where it stands, and to say what it became."""

    path: Trail
    node: Node
    size: int
