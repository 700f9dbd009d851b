"""Screen: what one tab shows, the tree and the regions and bindings it is made of."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping, Set
from typing import Any, cast

from . import wire
from .binding import Binding, Op
from .cells import Key, Overlay
from .closure import Closures
from .common import CommonProps
from .contributions import Kit, NodeType
from .errors import StateError, contained, is_cancelling
from .extent import Extent, NotHere
from .headline import Headline
from .node import Node
from .probe import Probe
from .readers import Reader, Readers, is_stale
from .rebinding import rebind
from .region import Region
from .render import Rendering, Warn
from .run import Run, apart
from .slumber import Slumber
from .transplant import transplant
from .visit import Visit

MAX_ROUNDS = 10

Pending = tuple[Rendering, object]


class Screen:
    """What one tab shows: the tree, and the regions it is made of.

    Args:
        visit: the page that is shown, and its arguments.
        key: the key of the session's marks.
        types: the node types that plugins contributed.
        warn: tells the developer of what was left out.
        tab: what the cells of the tab are found under.
        title: the App's title.
        closures: in development, looks for lambdas that share the variable of a loop.

    Attributes:
        has_run: whether the last update had anything to do; how long it took is ``seconds``.
        extent: how large the tree may be; by default as a server's settings have it.
        common: the props that every node may have.
        probe: notes how long its regions run, where somebody inspects them; the page's is ``region``.
        slumber: what is kept of the tree while it is let go; None while it is there.
        visitor: what tells its visitor apart: see :func:`cacao_kernel.visitor`.
        kits: what its nodes have needed in the browser so far.
    """

    def __init__(
        self,
        visit: Visit,
        key: bytes,
        types: Mapping[str, NodeType],
        warn: Warn,
        tab: str = "",
        title: str = "Cacao",
        closures: Closures | None = None,
        extent: Extent | None = None,
        common: CommonProps | None = None,
        probe: Probe | None = None,
    ) -> None:
        self.visitor = ""
        self.visit = visit
        self.query = visit.query.text
        self.page = visit.page
        self.headline = Headline(visit, title, tab)
        self.key = key
        self.types = types
        self.kits: dict[Kit, None] = {}
        self.warn = warn
        self.tab = tab
        self.closures = closures
        self.extent = extent or Extent()
        self.common = common or CommonProps()
        self.probe = probe
        self.readers = Readers()
        self._failed: dict[Reader, BaseException] = {}
        self._due: dict[Reader, None] = {}  # rows that must run, whatever they have read
        self._broken: dict[Reader, BaseException] = {}  # bindings that raised as their region ran
        self.is_left_stale = False
        self.most = sys.maxsize
        self.has_run, self.seconds = False, 0.0
        self.slumber: Slumber | None = None
        self.region = self._make_region()

    def _make_region(self) -> Region:
        visit, call = self.visit, self.visit.call
        if self.probe is not None:
            call = self.probe.watch(visit.path, call, is_async=self.page.is_async)
        return Region(None, visit.path, call, (None, f'page "{visit.path}"'))

    def sleep(self, slumber: Slumber) -> None:
        """Let the tree go, since nothing happens on it; :meth:`first` makes it anew."""
        self.slumber = slumber
        self.region, self.readers = self._make_region(), Readers()
        self._failed, self._due = {}, {}

    @property
    def size(self) -> int:
        """How many nodes the tree has."""
        return self.region.size

    @property
    def root(self) -> Node:
        """The tree's root node."""
        return self.region.node

    async def call_page(self, cells: Overlay) -> Pending:
        """Call the page's function, which is async; building what it returned comes next.

        Raises:
            Exception: whatever the page raises.
        """
        rendering = Rendering(cells, self, self.region)
        with contained():
            return rendering, await apart(rendering.call(cast(Any, self.region.call)))

    async def await_page(self, cells: Overlay, changed: Iterable[Key]) -> Pending | None:
        """Call the page again if it is async and has read what changed.

        Raises:
            Exception: whatever the page raises.
        """
        if not self.page.is_async:
            return None
        readers: set[Reader] = {reader for key in changed for reader in self.readers.of(key)}
        if self.region in readers | self._failed.keys() and is_stale(self.region, self._run(cells)):
            return await self.call_page(cells)
        return None

    def first(self, cells: Overlay, pending: Pending | None = None) -> None:
        """Render the whole page.

        Args:
            cells: the cells it sees and writes.
            pending: what an async page has returned.

        Raises:
            CacaoError: if the page is no tree, or writes a State it reads without end.
            Exception: whatever the page itself raises.
        """
        if pending is None:
            Rendering(cells, self, self.region).run()
        else:
            pending[0].build(pending[1])
        self.slumber = None
        self.readers.add(self.region, self._run(cells))
        self.headline.first(cells)
        _, errors = self.update(cells, cells.copy_writes())
        if errors:
            raise errors[0]

    def update(
        self,
        cells: Overlay,
        changed: Iterable[Key],
        memo: dict[Any, Any] | None = None,
        *,
        pending: Pending | None = None,
        most: int = sys.maxsize,
    ) -> tuple[list[Op], list[BaseException]]:
        """Re-run the regions that read what changed, until nothing is stale.

        Args:
            cells: the cells they see and write.
            changed: the keys with a new version.
            memo: what bindings that read cells for everybody alone have become on other screens.
            pending: what an async page has returned.
            most: how many nodes may be built here; where it is more, the screen is left stale.

        Returns:
            The ops that bring the browser's tree up to date, and what regions raised; a region
            that raised stays as it was and is tried again by the next update.
        """
        ops: list[Op] = []
        start = time.perf_counter()
        self.has_run, self.most = False, most
        failed: dict[Reader, BaseException] = {}
        again: Iterable[Reader] = (*self._failed, *self._due) if self._failed or self._due else ()
        run = self._run(cells)
        before = cells.copy_writes() if cells.writes else {}
        for _ in range(MAX_ROUNDS):
            stale = self.readers.find_stale(changed, again, run)
            if pending is not None and self.region not in stale:
                stale.insert(0, self.region)  # it has read the newest cells, but is not built of them
            for reader in stale:
                if not reader.is_live:
                    continue  # a region around it has run again
                self.has_run = True
                try:
                    ops += self._refresh(reader, cells, memo, pending)
                    if reader is self.region:
                        pending = None
                    if failed:
                        failed.pop(reader, None)
                    if self._broken:
                        failed.update(self._broken)
                        self._broken = {}
                    if self._due:
                        stale += [row for row in self._due if row not in stale]
                except NotHere:
                    self.is_left_stale = True
                except BaseException as error:
                    if is_cancelling(error):
                        raise
                    failed[reader] = error
            # A page may write States while it renders; regions that read those run again.
            if not cells.writes:
                changed = ()
                break
            after = cells.copy_writes()
            changed = [key for key, cell in after.items() if before.get(key) is not cell]
            before = after
            if not changed:
                break
            again = list(failed)
        self._failed = {reader: error for reader, error in failed.items() if reader.is_live} if failed else {}
        self._due = {row: None for row in self._due if row.is_due and row.is_live} if self._due else {}
        untitled: list[BaseException] = []
        if self.headline.reads or self.headline.is_untold:
            retitled, untitled = self.headline.update(cells)
            ops += retitled
        self.seconds = time.perf_counter() - start
        if not (self._failed or untitled or changed):
            return ops, []
        return ops, [*self._failed.values(), *untitled, *self._unsettled(changed)]

    def _unsettled(self, changed: Iterable[Key]) -> list[StateError]:
        names = ", ".join(f"{key.name} (made in {key.origin})" for key in changed)
        if not names:
            return []
        error = StateError(
            f"State {names} changes every time the page renders",
            where=f'page "{self.visit.path}"',
            cure=f"After {MAX_ROUNDS} rounds it has not settled; write it in an event handler.",
        )
        return [error]

    def place_of(self, error: BaseException) -> list[int] | None:
        """Return the place of the node that an error has to do with; None if the browser shows none."""
        node: Node | None = getattr(error, "node", None)
        if node is None:
            node = next((reader.node for reader, raised in self._failed.items() if raised is error), None)
        if node is None or self.slumber is not None or [node, *node.ancestors()][-1] is not self.root:
            return None
        return node.place()

    def reads(self, keys: Set[Key]) -> bool:
        """Tell whether some part of the screen has read one of these keys."""
        if self.slumber is not None:
            return not self.slumber.keys.isdisjoint(keys)
        return not (self.readers.keys.isdisjoint(keys) and self.headline.leaves.isdisjoint(keys))

    def read_keys(self) -> list[Key]:
        """Return every key that some part of the screen has read."""
        if self.slumber is not None:
            return [*self.slumber.keys]
        return [*self.readers.keys, *self.headline.leaves]

    def shows(self, identity: str) -> bool:
        """Tell whether a component of this identity is on the screen."""
        if self.slumber is not None:
            return identity in self.slumber.shown
        return self.readers.shows(identity)

    def _run(self, cells: Overlay) -> Run:
        return Run(cells, self.tab, None, self)

    def _refresh(
        self, reader: Reader, cells: Overlay, memo: dict[Any, Any] | None, pending: Pending | None
    ) -> list[Op]:
        if isinstance(reader, Binding):
            return rebind(self, reader, cells, memo)
        old = reader.node
        if reader is not self.region or not self.page.is_async:
            rendering = Rendering(cells, self, reader)
            rebound = rendering.run()
            if rendering.due:
                self._due.update(dict.fromkeys(rendering.due))
            if rendering.is_light and not rebound:
                self.readers.follow(reader, rendering)
                return [[wire.OP_TEXT, node.place(), node.text] for node in rendering.amended]
        elif pending is not None:
            rendering, returned = pending
            rebound = rendering.build(returned)
        else:
            self.is_left_stale = True  # it must be awaited first
            return []
        ops, broken = transplant(self, reader, old, rendering, rebound, cells)
        self._broken |= broken
        return ops
