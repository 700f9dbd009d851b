"""Rendering: run the page and its components as regions, and re-run those whose States changed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from .cells import Overlay, Run, entered
from .component import Component
from .contributions import NodeType
from .diff import Op, diff
from .errors import StateError, is_cancelling
from .mark import make_mark
from .node import Action, Node
from .props import Trail
from .region import Region, copy_shape
from .routing import Page
from .state import State
from .tree import Builder

MAX_ROUNDS = 10

Warn = Callable[[str], None]


class Rendering(Run):
    """One pass over a region and all it holds: runs their code and builds their nodes.

    It is the Run of the code it runs, so that reads are noted for the right region.

    Args:
        cells: the cells the pass sees and writes.
        screen: what is being rendered.
        region: a region that has not run yet.
    """

    def __init__(self, cells: Overlay, screen: Screen, region: Region) -> None:
        super().__init__(cells)
        self.screen = screen
        self.region = self._top = region
        self.builder = Builder(self, screen.types)
        # What components returned to the user's own code, by id: the region is found again when
        # the very same dict turns up, unedited, in the tree.
        self._returned: dict[int, tuple[Region, object, object]] = {}

    def run(self, ancestors: list[str]) -> None:
        """Run the region and build its node, inside elements of these tags."""
        with entered(self):
            returned = self._call(self.region)
            with self._inside(self.region) as region:
                region.node = self.builder.build(returned, region.path, ancestors)

    def run_component(self, component: Component, call: Callable[[], object]) -> object:
        """Run a component that the user's code renders, as a region below the current one."""
        region = self._new_region(component, call, self.region.path)
        returned = self._call(region)
        if isinstance(returned, dict):
            with suppress(RecursionError):  # too deep to be a tree: the builder will say so
                self._returned[id(returned)] = (region, returned, copy_shape(returned))
        return returned

    def open_region(self, value: object, path: Trail) -> tuple[object, Any] | None:
        """Return what a component rendered and the region around it; None if this is no component."""
        found = self._find_returned(value)
        if found is not None:
            found.path = (path, type(found.component).__name__)
            return value, self._inside(found)
        render = None if isinstance(value, dict | type) else getattr(value, "render", None)
        if not callable(render):
            return None
        plain = getattr(render, "plain", None)
        call = render if plain is None else plain(value)
        region = self._new_region(value, call, (path, type(value).__name__))
        return self._call(region), self._inside(region)

    def _find_returned(self, value: object) -> Region | None:
        """Return the region that a dict stands for: its component returned it, and it is unedited.

        It must stand in the region whose code rendered the component. Another component may keep
        the dict and place it again long after it was true; then the region that would make a
        fresh one has to follow the States.
        """
        region, returned, shape = self._returned.get(id(value), (None, None, None))
        if region is None or region is self.region:  # the latter is being built of this very dict
            return None
        if region.is_placed or region.parent is not self.region or not _is_unedited(returned, shape):
            region.is_copied = True
            return None
        return region

    def sign(self, actions: Mapping[str, Action]) -> str:
        """Return the mark of a node with these handlers in the current region."""
        return make_mark(self.screen.key, self.region, actions)

    def warn(self, message: str) -> None:
        """Tell the developer of something that was left out."""
        self.screen.warn(message)

    def _new_region(self, component: object, call: Callable[[], object], path: Trail) -> Region:
        around = self.region
        region = Region(component, around.identify(component), call, path)
        region.parent = around
        around.called.append(region)
        for outer in around.chain():
            outer.known[id(component)] = region.identity
            if outer is self._top:
                break
        return region

    def _call(self, region: Region) -> object:
        before = self.region, self.reads
        self.region, self.reads = region, region.reads
        try:
            return region.call()
        finally:
            self.region, self.reads = before

    @contextmanager
    def _inside(self, region: Region) -> Generator[Region, None, None]:
        before = self.region, self.reads
        if region is not self.region:
            region.parent = self.region
            self.region.regions.append(region)
        region.is_placed = True
        self.region, self.reads = region, region.reads
        try:
            yield region
        finally:
            self.region, self.reads = before
        region.absorb_lost()


class Screen:
    """What one tab shows: the tree, and the regions it is made of.

    Args:
        page: the page that is shown.
        key: the key of the session's marks.
        types: the node types that plugins contributed.
        warn: tells the developer of what was left out.
    """

    def __init__(self, page: Page, key: bytes, types: Mapping[str, NodeType], warn: Warn) -> None:
        self.page = page
        self.key = key
        self.types = types
        self.warn = warn
        # Dicts as sets that keep their order: the ops of a change come in the same order each time.
        self._readers: dict[State[Any], dict[Region, None]] = {}
        self._failed: dict[Region, BaseException] = {}
        self._region = Region(None, page.path, page.function, (None, f'page "{page.path}"'))

    @property
    def root(self) -> Node:
        """The tree's root node."""
        return self._region.node

    def first(self, cells: Overlay) -> None:
        """Render the whole page.

        Raises:
            CacaoError: if the page is no tree, or writes a State it reads without end.
            Exception: whatever the page itself raises.
        """
        Rendering(cells, self, self._region).run([])
        self._add(self._region)
        _, errors = self.update(cells, cells.copy_writes())
        if errors:
            raise errors[0]

    def update(self, cells: Overlay, changed: Iterable[State[Any]]) -> tuple[list[Op], list[BaseException]]:
        """Re-run the regions that read what changed, until nothing is stale.

        Returns:
            The ops that bring the browser's tree up to date, and what regions raised; a region
            that raised stays as it was and is tried again by the next update.
        """
        ops: list[Op] = []
        failed: dict[Region, BaseException] = {}
        again: Iterable[Region] = self._failed
        for _ in range(MAX_ROUNDS):
            before = cells.copy_writes()
            for region in self._stale(cells, changed, again):
                if not self._is_shown(region):
                    continue  # a region around it has run again
                try:
                    ops += self._rerun(region, cells)
                    failed.pop(region, None)
                except BaseException as error:
                    if is_cancelling(error):
                        raise
                    failed[region] = error
            # A page may write States while it renders; regions that read those run again.
            changed = [state for state, cell in cells.copy_writes().items() if before.get(state) is not cell]
            if not changed:
                break
            again = list(failed)
        self._failed = {region: error for region, error in failed.items() if self._is_shown(region)}
        return ops, [*self._failed.values(), *self._unsettled(changed)]

    def _unsettled(self, changed: Iterable[State[Any]]) -> list[StateError]:
        names = ", ".join(f"{state.name} (made in {state.origin})" for state in changed)
        if not names:
            return []
        error = StateError(
            f"State {names} changes every time the page renders",
            where=f'page "{self.page.path}"',
            cure=f"After {MAX_ROUNDS} rounds it has not settled; write it in an event handler.",
        )
        return [error]

    def read_states(self) -> list[State[Any]]:
        """Return every State that some region of the screen has read."""
        return list(self._readers)

    def _stale(self, cells: Overlay, changed: Iterable[State[Any]], again: Iterable[Region]) -> list[Region]:
        candidates = dict.fromkeys(again)
        for state in changed:
            candidates.update(self._readers.get(state, {}))
        stale = [region for region in candidates if region.is_stale(cells)]
        return sorted(stale, key=lambda region: region.depth)

    def _is_shown(self, region: Region) -> bool:
        return any(region in self._readers.get(state, ()) for state in region.reads)

    def _rerun(self, old: Region, cells: Overlay) -> list[Op]:
        place = old.node.place()
        ancestors = [node.tag for node in old.node.ancestors()][::-1]
        fresh = Region(old.component, old.identity, old.call, old.path)
        fresh.parent = old.parent
        Rendering(cells, self, fresh).run(ancestors)
        ops = diff(old.node, fresh.node, place)
        around = old.node.parent
        fresh.node.parent = around
        if around is not None:
            around.children[place[-1]] = fresh.node
        if old.parent is None:
            self._region = fresh
        else:
            old.parent.regions.remove(old)
            old.parent.regions.append(fresh)
        # A region that returned nothing but a component shares that component's node.
        outer = old.parent
        while outer is not None and outer.node is old.node:
            outer.node = fresh.node
            outer = outer.parent
        self._remove(old)
        self._add(fresh)
        return ops

    def _add(self, region: Region) -> None:
        for state in region.reads:
            self._readers.setdefault(state, {})[region] = None
        for inner in region.regions:
            self._add(inner)

    def _remove(self, region: Region) -> None:
        for state in region.reads:
            readers = self._readers.get(state)
            if readers is not None:
                readers.pop(region, None)
                if not readers:
                    del self._readers[state]
        for inner in region.regions:
            self._remove(inner)


def _is_unedited(returned: object, shape: object) -> bool:
    """Tell whether what a component returned is still what it was; if unsure, it is not."""
    try:
        return bool(copy_shape(returned) == shape)
    except Exception:
        return False
