"""Region: a part of the tree that is re-run as a whole, a page or a component."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from .cells import Overlay
from .component import Component
from .node import COMMENT, Node
from .props import Trail
from .state import State


class Region:
    """One run of a page or a component, with what it read and what it became.

    Attributes:
        component: the component that ran; None for a page.
        identity: what it is called in marks, the same in every process.
        call: runs it and returns its tree.
        path: where it stands, for errors.
        reads: the version of each State it saw.
        node: what it became in the tree.
        parent: the region around it; None for the page.
        regions: the regions placed directly in it.
        called: the components that its code has run, placed in the tree or not.
        is_placed: whether what it returned stands in the tree.
        is_copied: whether what it returned stands where no region can follow it: edited, a
            second time, or in another component.
        known: the identities of the components run in it so far, by their ``id()``.
    """

    __slots__ = (
        "_counts",
        "call",
        "called",
        "component",
        "identity",
        "is_copied",
        "is_placed",
        "known",
        "node",
        "parent",
        "path",
        "reads",
        "regions",
    )

    def __init__(self, component: object, identity: str, call: Callable[[], object], path: Trail) -> None:
        self.component = component
        self.identity = identity
        self.call = call
        self.path = path
        self.reads: dict[State[Any], int] = {}
        self.node = Node(COMMENT)
        self.parent: Region | None = None
        self.regions: list[Region] = []
        self.called: list[Region] = []
        self.is_placed = False
        self.is_copied = False
        self.known: dict[int, str] = {}
        self._counts: dict[str, int] = {}

    def chain(self) -> Iterator[Region]:
        """Yield this region and those around it, innermost first."""
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent

    @property
    def depth(self) -> int:
        """How many regions stand around it."""
        return sum(1 for _ in self.chain()) - 1

    def is_stale(self, cells: Overlay) -> bool:
        """Tell whether a State it read has another version by now."""
        return any(cells.read(state).version != version for state, version in self.reads.items())

    def identify(self, component: object) -> str:
        """Return a name for a component run in this region, the same in every process.

        It is the variable that holds it; for one made while rendering, the region around it, its
        kind, and its number among its like in this run.
        """
        if isinstance(component, Component):
            if component.held_name is not None:
                return component.held_name
            kind = component.kind
        else:
            kind = type(component).__qualname__
        number = self._counts.get(kind, 0)
        self._counts[kind] = number + 1
        return f"{self.identity}/{kind}:{number}"

    def absorb_lost(self) -> None:
        """Take over what unplaced components read: the user copied or edited what they returned.

        Called when this region's nodes are built. Whatever such a component read then re-runs
        this region, so that no change is missed. Those that are placed stay regions of their own.
        """
        waiting = [region for region in self.called if region.is_copied or not region.is_placed]
        self.called = []
        while waiting:
            region = waiting.pop()
            for state, version in region.reads.items():
                # The oldest counts: what was written since then must make this region stale.
                self.reads[state] = min(version, self.reads.get(state, version))
            waiting += region.called + region.regions


def copy_shape(value: object) -> object:
    """Return a copy of the dicts and lists of a tree; what they hold stays the same objects."""
    if isinstance(value, dict):
        return {key: copy_shape(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [copy_shape(inner) for inner in value]
    return value
