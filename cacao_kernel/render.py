"""Rendering: run a page, its components and its rows as regions, and build their nodes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from .binding import Binding, Op
from .cells import Overlay
from .closure import Closures
from .contributions import NodeType
from .extent import Extent
from .mark import make_mark
from .node import COMMENT, Action, Holder, Kept, Node
from .opening import Opening
from .redirect import Redirect
from .refusal import Refusal
from .region import Region
from .run import entered
from .spot import Spot
from .tree import Builder
from .visit import Visit

Warn = Callable[[str], None]


class Painter(Protocol):
    """What a rendering needs of the screen it renders for."""

    key: bytes
    types: Mapping[str, NodeType]
    tab: str
    visit: Visit
    extent: Extent
    closures: Closures | None
    warn: Callable[[str], None]


class Rendering(Opening):
    """One pass over a region and all it holds: runs their code and builds their nodes.

    It is the Run of the code it runs, so that reads are noted for the right region. Until the
    pass is done, nothing that stands on the screen is changed.

    Args:
        cells: the cells the pass sees and writes.
        screen: what is being rendered.
        region: the region to run.

    Attributes:
        created: the bindings of the pass.
        holders: each function in the tree with what holds it.
        gone: the regions whose place another has taken, or none.
        unbound: the bindings that the region had before.
    """

    def __init__(self, cells: Overlay, screen: Painter, region: Region) -> None:
        super().__init__(cells, screen.tab, screen, region)
        self.screen = screen
        self.created: list[Binding] = []
        self.holders: list[tuple[object, Holder]] = []
        self.gone: list[Region] = []
        self.unbound: list[Binding] = []
        *_, page = region.chain()
        room = screen.extent.nodes - page.size + region.size
        self._builder = Builder(self, screen.types, screen.extent, room)
        self._saved: tuple[Any, ...] = ()
        self._below_before: list[Region] = []
        self._kept_before: Kept | None = None
        self._size_before = 0
        self._unsettled: list[Node] = []
        self._kept: list[tuple[Kept, list[Any], Region]] = []

    def run(self) -> list[Binding]:
        """Run the region, build its node, and put all it now holds in place of what it held.

        Returns:
            The bindings that stayed, but got another function.

        Raises:
            Exception: whatever the region raises; then all is as before.
        """
        with self._undone_if_it_raises(), entered(self):
            self._build_top(self._call(self._top))
        return self._finish()

    async def call(self, function: Callable[[], Awaitable[object]]) -> object:
        """Call the region's function, which is async, and return what it returned, to be built next.

        Raises:
            Exception: whatever the region raises; then all is as before.
        """
        with self._undone_if_it_raises(), entered(self):
            self.reads = self._top.reads
            return await function()

    def build(self, returned: object) -> list[Binding]:
        """Build the node of what the region has returned, and go on as :meth:`run` does."""
        with self._undone_if_it_raises(begin=False), entered(self):
            self._build_top(returned)
        return self._finish()

    @contextmanager
    def _undone_if_it_raises(self, *, begin: bool = True) -> Generator[None, None, None]:
        region = self._top
        if begin:
            self._saved = region.save()
            self._before = {old.identity: old for old in _all_below(region)}
            self._below_before = list(region.below())
            self._kept_before = region.kept
            self._size_before = region.size
            self._rows_of_top = region.rows
            self.unbound = region.bindings
            region.begin()
        try:
            yield
        except BaseException:
            region.restore(self._saved)
            raise

    def _build_top(self, returned: object) -> None:
        if isinstance(returned, Redirect | Refusal):
            raise returned
        region = self._top
        tags = [node.tag for node in region.node.ancestors()][::-1]
        keyed = bool(region.key) or any(node.key for node in region.node.ancestors())
        spot = Spot(region.path, tags, Node(COMMENT), region.node, keyed=keyed)
        with self._inside(region):
            self._build(region, returned, spot, self._kept_before)

    def _build(self, region: Region, returned: object, spot: Spot, before: Kept | None) -> None:
        """Build the node of the region that is current."""
        size = self._builder.size
        if returned is None and region.component is not None:
            region.node = Node(COMMENT)
        elif region.key:
            region.kept = self._builder.build_kept(returned, spot, before, keyed=True)
            region.node = region.kept.node
            _give_key(region)
        else:
            region.node = self._builder.build(returned, spot)
        region.size = self._builder.size - size

    def _count(self, row: Region) -> None:
        self._builder.size += row.size

    def _finish(self) -> list[Binding]:
        """Now that nothing can fail any more, let the tree hold together."""
        if self.screen.closures is not None:
            self.screen.closures.check(function for function, _ in self.holders)
        for node in self._unsettled:
            node.settle()
        rebound: list[Binding] = []
        for kept, functions, region in self._kept:
            for binding in kept.bindings:
                binding.region = region
            for function, holders in zip(functions, kept.holders, strict=True):
                for holder in holders:
                    if isinstance(holder, Binding):
                        if holder.source is function:
                            continue
                        rebound.append(holder)
                    holder.hand(function)
        for row, region in self._moved:
            row.parent = region
        region = self._top
        grown = region.size - self._size_before
        for outer in region.chain() if grown else ():
            outer.size += 0 if outer is region else grown
        now = {id(inner) for inner in region.below()}
        self.gone = [inner for inner in self._below_before if id(inner) not in now]
        for inner in (*_all_below(region), *self._run_again):
            inner.standing.region = inner
        return rebound

    def watch(self, binding: Binding) -> None:
        """Give the binding its first value, and keep it up to date from now on."""
        binding.region = self.region
        self.region.bindings.append(binding)
        self.created.append(binding)
        self._evaluate(binding)
        if callable(binding.source):
            self.holders.append((binding.source, binding))

    def rebind(self, binding: Binding) -> list[Op]:
        """Bring one prop up to date, and return the ops that do the same in the browser.

        Raises:
            Exception: whatever the function in the prop raises; then all is as before.
        """
        self.region = binding.region
        reads, binding.reads = binding.reads, {}
        try:
            with entered(self):
                return self._evaluate(binding)
        except BaseException:
            binding.reads = reads
            raise

    def _evaluate(self, binding: Binding) -> list[Op]:
        before, self.reads = self.reads, binding.reads
        try:
            return binding.apply(binding.evaluate())
        finally:
            self.reads = before

    def keep(self, kept: Kept, functions: list[Any]) -> None:
        """Take over a row as it is; these are the functions it has from now on."""
        region = self.region
        region.bindings += kept.bindings
        self.created += kept.bindings
        self._kept.append((kept, functions, region))
        for function, holders in zip(functions, kept.holders, strict=True):
            self.holders += [(function, holder) for holder in holders]

    def settle(self, node: Node) -> None:
        """Tell the node's children where they stand, once all is built."""
        self._unsettled.append(node)

    def sign(self, actions: Mapping[str, Action], *, keyed: bool) -> str:
        """Return the mark of a node with these handlers in the current region."""
        for action in actions.values():
            action.around = self.region.standing
        return make_mark(self.screen.key, self.region, actions, keyed=keyed)

    def link(self, url: str) -> str:
        """Return the address that a link of the tree leads to."""
        return self.screen.visit.link(url)

    def warn(self, message: str) -> None:
        """Tell the developer of something that was left out."""
        self.screen.warn(message)


def _give_key(region: Region) -> None:
    """Let the node of a row, and of the components that share it, bear the row's key."""
    region.node.key = region.key
    region.node.attributes["data-cacao-key"] = region.key
    for inner in _all_below(region):
        if inner.node is region.node:
            inner.key = region.key


def _all_below(region: Region) -> Generator[Region, None, None]:
    """Yield all regions in a region, but for those in rows."""
    for inner in region.regions:
        yield inner
        yield from _all_below(inner)
