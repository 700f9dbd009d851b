"""A page on a Screen, without an App, a loop or a socket: how the tests of the model show trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import cacao_plugins.components as components
from cacao_kernel.cells import Cells, Overlay
from cacao_kernel.extent import Extent
from cacao_kernel.node import Node
from cacao_kernel.routing import Page
from cacao_kernel.run import Run, entered
from cacao_kernel.screen import Screen
from cacao_kernel.state import State
from cacao_kernel.visit import Visit

KEY = b"the key of one session's marks"


class Shown:
    """A page on one tab of one visitor.

    Args:
        page: the page's function, or the tree it returns.
        cells: the visitor's committed cells, where another tab has made some.
        key: the key of the session's marks.
        extent: how large the tree may be.
    """

    def __init__(
        self, page: Any, cells: Overlay | None = None, key: bytes = KEY, extent: Extent | None = None
    ) -> None:
        self.extent = extent or Extent()
        self.warnings: list[str] = []
        self.cells = cells or Overlay(Cells())
        self.function: Callable[[], Any] = page if callable(page) else lambda: page
        self.key = key
        self.screen = self._screen()
        self.screen.first(self.cells)

    def _screen(self) -> Screen:
        types = components.node_types(components.Texts())
        visit = Visit(Page("/", self.function))
        return Screen(visit, self.key, types, self.warnings.append, tab="tab", extent=self.extent)

    @property
    def root(self) -> Node:
        """The tree's root."""
        return self.screen.root

    @property
    def packed(self) -> Any:
        """The tree as the browser has it."""
        return self.screen.root.packed()

    def change(self, *writes: tuple[State[Any], Any]) -> list[list[Any]]:
        """Write States as a handler would and return the ops that show it."""
        ops, errors = self.try_change(*writes)
        if errors:
            raise errors[0]
        return ops

    def try_change(self, *writes: tuple[State[Any], Any]) -> tuple[list[list[Any]], list[BaseException]]:
        """Write States as a handler would; return the ops, and what regions raised."""
        with self.entered():
            for state, value in writes:
                state.set(value)
        return self.update(state for state, _ in writes)

    def update(self, changed: Iterable[State[Any]] = ()) -> tuple[list[list[Any]], list[BaseException]]:
        """Run again what the changed States made stale."""
        return self.screen.update(self.cells, changed)

    def entered(self) -> Any:
        """Make this visitor's session current for the length of a ``with`` block."""
        return entered(Run(self.cells, tab="tab", session=self))

    def afresh(self) -> Node:
        """Return the tree of a new tab that opens the same page for the same visitor now."""
        screen = self._screen()
        screen.first(Overlay(Cells({**self.cells.below, **self.cells.writes})))
        return screen.root


def build(tree: Any) -> Node:
    """Return the node a tree becomes."""
    return Shown(tree).root


def pack(tree: Any) -> Any:
    """Return what the browser gets of a tree."""
    return Shown(tree).packed
