"""Rendering: run a page, its components and its rows as regions, and build their nodes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from .amendment import Amendment, apply_amendments
from .binding import Binding, Op
from .cells import Overlay
from .contributions import Kit
from .mark import make_mark
from .node import COMMENT, Action, Holder, Kept, Node
from .opening import Opening
from .painter import Painter
from .redirect import Redirect
from .refusal import Refusal
from .region import Region, Saved
from .revision import revise
from .run import enter, entered, leave
from .spot import Spot
from .tree import Builder

Warn = Callable[[str], None]


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
        amended: the texts that were changed where all around them stayed, by a light pass.
        holders: each function in the tree with what holds it.
        gone: the regions whose place another has taken, or none.
        unbound: the bindings that the region had before.
        is_light: whether nothing was built anew.
        due: rows that must run next.
    """

    def __init__(self, cells: Overlay, screen: Painter, region: Region) -> None:
        super().__init__(cells, screen.tab, region, screen)
        self.screen = screen
        self.common = screen.common
        self.probe = screen.probe
        self._top = region

    gone: Sequence[Region] = ()
    unbound: Sequence[Binding] = ()
    amended: Sequence[Node] = ()
    due: Sequence[Region] = ()
    is_light = False
    _saved: Saved | None = None

    def _begin(self) -> Saved:
        """Let the region begin anew, and return what it was."""
        region, screen = self._top, self.screen
        saved = region.save()
        room = screen.extent.nodes - [*region.chain()][-1].size + region.size
        self._builder = Builder(self, screen.types, screen.extent, room, screen.most)
        self.created: list[Binding] = []
        self.holders: list[tuple[object, Holder]] = []
        self._size_before = saved.size
        self._unsettled: list[Node] = []
        self._kept: list[tuple[Kept, list[Any], bytes, Sequence[Amendment], Region]] = []
        self._open({old.identity: old for old in region.inner()}, saved.rows)
        self._builder.others = {id(old.node) for old in self._before.values()}
        self._below_before = list(region.below()) if saved.regions or saved.rows else []
        self.unbound = saved.bindings
        region.begin()
        self.reads = region.reads
        return saved

    def run(self) -> list[Binding]:
        """Run the region, build its node, and put all it now holds in place of what it held.

        Returns:
            The bindings that stayed, but got another function.

        Raises:
            Exception: whatever the region raises; then all is as before.
        """
        region, kept = self._top, self._top.kept
        saved, reads, known = None, region.reads, region.known
        token = enter(self)
        try:
            if kept is None or region.regions:
                saved = self._begin()
                self._build_top(region.call())
            else:
                self.reads = region.begin_run()
                returned = region.call()
                rebound = self._amend(kept, returned)
                if rebound is not None:
                    region.known = known
                    region.is_due = False
                    return rebound
                ran = region.forget_run(reads, known)
                saved = self._begin()
                region.take_run(ran)
                self._build_top(returned)
        except BaseException:
            if saved is None:
                region.forget_run(reads, known)
            else:
                region.restore(saved)
            raise
        finally:
            leave(token)
        return self._finish()

    def _amend(self, kept: Kept, returned: object) -> list[Binding] | None:
        """Keep all but the texts that have changed; return None if that is not all that has."""
        if kept.snapshot is None or self._top.known or not isinstance(returned, dict):
            return None
        revised = revise(kept, returned, self.screen.types)
        if revised is None:
            return None
        self.amended, functions, rebound, self.due = revised
        if self.screen.closures is not None:
            self.screen.closures.check(functions)
        self.is_light = True
        return rebound

    async def call(self, function: Callable[[], Awaitable[object]]) -> object:
        """Call the region's function, which is async, and return what it returned, to be built next.

        Raises:
            Exception: whatever the region raises; then all is as before.
        """
        region = self._top
        saved = self._saved = self._begin()
        try:
            with entered(self):
                return await function()
        except BaseException:
            region.restore(saved)
            raise

    def build(self, returned: object) -> list[Binding]:
        """Build the node of what the region has returned, and go on as :meth:`run` does."""
        try:
            with entered(self):
                self._build_top(returned)
        except BaseException:
            if self._saved is not None:
                self._top.restore(self._saved)
            raise
        return self._finish()

    def _build_top(self, returned: object) -> None:
        if isinstance(returned, Redirect | Refusal):
            raise returned
        region = self._top
        tags = [node.tag for node in region.node.ancestors()][::-1]
        keyed = bool(region.key) or any(node.key for node in region.node.ancestors())
        old = None if id(region.node) in self._builder.others else region.node
        spot = Spot(region.path, tags, Node(COMMENT), old, keyed=keyed)
        with self._inside(region):
            self._build(region, returned, spot, region.kept)

    def _build(self, region: Region, returned: object, spot: Spot, before: Kept | None) -> None:
        """Build the node of the region that is current."""
        size = self._builder.size
        if returned is None and region.component is not None:
            region.node = Node(COMMENT)
        elif region.takes_snapshots:
            self._build_kept(region, returned, spot, before)
        else:
            region.node = self._builder.build(returned, spot)
        region.size = self._builder.size - size

    def _build_kept(self, region: Region, returned: object, spot: Spot, before: Kept | None) -> None:
        """Build the node and keep what it was built of, unless that would never be of use."""
        stencils = self._stencils if region.key else None
        kept = self._builder.build_kept(
            returned, spot, before, keyed=spot.keyed, is_cut=not region.key, stencils=stencils
        )
        region.node = kept.node
        if region.key:
            region.kept = kept
            region.give_key()
        else:
            region.takes_snapshots = kept.snapshot is not None
            region.kept = kept if region.takes_snapshots else None

    def _count(self, row: Region) -> None:
        self._builder.keep_size(row.size)

    def _finish(self) -> list[Binding]:
        """Now that nothing can fail any more, let the tree hold together."""
        if self.screen.closures is not None:
            self.screen.closures.check(function for function, _ in self.holders)
        for node in self._unsettled:
            node.settle()
        rebound: list[Binding] = []
        for kept, functions, _, _, region in self._kept:
            for binding in kept.bindings:
                binding.region = region
            if functions:
                rebound += kept.hand(functions)
        for row, region in self._moved:
            row.parent = region
        region = self._top
        region.is_due = False
        grown = region.size - self._size_before
        for outer in region.chain() if grown else ():
            outer.size += 0 if outer is region else grown
        if self._below_before:
            now = {id(inner) for inner in region.below()}
            self.gone = [inner for inner in self._below_before if id(inner) not in now]
        if region.regions or self._run_again:
            for inner in (*region.inner(), *self._run_again):
                inner.standing.region = inner
        return rebound

    def amend(self) -> Sequence[Node]:
        """Change texts of kept rows, once the tree has been compared with that before: both may hold them."""
        if not self.is_light:
            kept = [(kept, taken, amendments) for kept, _, taken, amendments, _ in self._kept if amendments]
            self.amended = [node for each in kept for node in apply_amendments(*each)]
        return self.amended

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

    def keep(self, kept: Kept, functions: list[Any], taken: bytes, amendments: Sequence[Amendment]) -> None:
        """Take over a row as it is but for some texts; these are the functions it has from now on."""
        region = self.region
        region.bindings += kept.bindings
        self.created += kept.bindings
        self._kept.append((kept, functions, taken, amendments, region))
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

    def use(self, kits: Sequence[Kit]) -> None:
        """Note what a node needs in the browser."""
        self.screen.kits.update(dict.fromkeys(kits))

    def link(self, url: str) -> str:
        """Return the address that a link of the tree leads to."""
        return self.screen.visit.link(url)

    def warn(self, message: str) -> None:
        """Tell the developer of something that was left out."""
        self.screen.warn(message)
