"""Region: a part of the tree that is re-run as a whole, a page, a component or a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .binding import Binding
from .bound import BoundBinding
from .cells import Key
from .component import Component
from .errors import TreeError
from .node import COMMENT, Kept, Node
from .roster import Roster
from .trail import Trail, spell


class Region:
    """A page, a component or a row of a keyed list, with what it read and what it became.

    Attributes:
        component: the component that ran; None for a page or a row.
        identity: what it is called in marks and places of cells, the same in every process.
        call: runs it and returns its tree.
        path: where it stands, for errors.
        key: the key its node bears, whatever it returns; empty for none.
        reads: the versions it saw.
        leaves: the States' keys behind what it read.
        node: what it became in the tree.
        size: how many nodes it has, those of the regions in it included.
        kept: what the node was built of, if that is compared with what it returns.
        parent: the region around it; None for the page.
        regions: the regions placed directly in it, rows excepted.
        rows: the rows of each keyed list in it.
        bindings: the bindings in it.
        called: the components that its code has run, placed in the tree or not.
        is_placed: whether what it returned stands in the tree.
        is_copied: whether what it returned stands where no region can follow it: edited, a
            second time, or in another component.
        is_live: whether it is part of the screen.
        is_due: whether it must run again whatever it has read, as the item of the row is another.
        takes_snapshots: whether what it returns is compared as a whole with what it returned before;
            not if it holds components.
        standing: leads from the nodes of this region to it, whatever run made them.
        known: the identities of the components run in it so far, by their ``id()``.
    """

    __slots__ = (
        "_counts",
        "bindings",
        "call",
        "called",
        "component",
        "identity",
        "is_copied",
        "is_due",
        "is_live",
        "is_placed",
        "kept",
        "key",
        "known",
        "leaves",
        "node",
        "parent",
        "path",
        "reads",
        "regions",
        "rows",
        "size",
        "standing",
        "takes_snapshots",
    )

    def __init__(
        self, component: object, identity: str, call: Callable[[], object], path: Trail, key: str = ""
    ) -> None:
        self.component = component
        self.identity = identity
        self.call = call
        self.path = path
        self.key = key
        self.leaves: set[Key] = set()
        self.node = Node(COMMENT)
        self.size = 0
        self.kept: Kept | None = None
        self.parent: Region | None = None
        self.is_placed = False
        self.is_copied = False
        self.is_live = False
        self.is_due = False
        self.takes_snapshots = True
        self.standing = Standing(self)
        self.begin()

    def begin(self) -> None:
        """Forget what the last run made."""
        self.reads: dict[Key, int] = {}
        self.regions: list[Region] = []
        self.rows: dict[str, Rows] = {}
        self.bindings: list[Binding] = []
        self.called: list[Region] = []
        self.known: dict[int, str] = {}
        self._counts: dict[str, int] = {}

    def begin_run(self) -> dict[Key, int]:
        """Forget what the last run read and called, but not what was built of it; return the new reads."""
        self.known, self._counts, self.reads = {}, {}, {}
        return self.reads

    def save(self) -> Saved:
        """Return all that one run makes, to be restored if the next one raises."""
        return Saved(
            self.bindings,
            self.called,
            self._counts,
            self.kept,
            self.known,
            self.node,
            self.path,
            self.reads,
            self.regions,
            self.rows,
            self.size,
        )

    def restore(self, saved: Saved) -> None:
        """Be again as when this was saved."""
        self.bindings, self.called, self._counts, self.kept, self.known = saved[:5]
        self.node, self.path, self.reads, self.regions, self.rows, self.size = saved[5:]

    def forget_run(self, reads: dict[Key, int], known: dict[int, str]) -> Ran:
        """Be again as before a run that has built nothing yet, and return what it has made.

        Args:
            reads: the versions it saw before.
            known: the components that were known in it before.
        """
        ran = self.reads, self.called, self.known, self._counts
        self.reads, self.called, self.known, self._counts = reads, [], known, {}
        return ran

    def take_run(self, ran: Ran) -> None:
        """Take back what a run has made, after having begun anew."""
        self.reads, self.called, self.known, self._counts = ran

    def chain(self) -> Iterator[Region]:
        """Yield this region and those around it, innermost first."""
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent

    def below(self) -> Iterator[Region]:
        """Yield the regions directly in it, rows included."""
        yield from self.regions
        for rows in self.rows.values():
            yield from rows.by_key.values()

    def inner(self) -> Iterator[Region]:
        """Yield all regions in it, but for those in rows."""
        for region in self.regions:
            yield region
            yield from region.inner()

    def give_key(self) -> None:
        """Let the node of a row, and of the components that share it, bear the row's key."""
        self.node.key = self.key
        self.node.attributes["data-cacao-key"] = self.key
        for region in self.inner():
            if region.node is self.node:
                region.key = self.key

    @property
    def depth(self) -> int:
        """How many regions stand around it."""
        return sum(1 for _ in self.chain()) - 1

    def identify(self, component: object, keys: tuple[str, ...] = ()) -> str:
        """Return a name for a component run in this region, the same in every process.

        It is the variable that holds it; for one made while rendering, the region around it, the
        keys above it, its kind, and its own key or its number among its like in this run.

        Raises:
            TreeError: if the same instance stands here twice, and nothing tells apart which one's
                States are meant.
        """
        above = "".join(f"/{key}" for key in keys)
        if not isinstance(component, Component):
            like = f"{above}/{getattr(component, 'kind', None) or type(component).__qualname__}"
            return f"{self.identity}{like}:{self.number_of(like)}"
        is_again = self.number_of(f"{id(component)}") > 0
        if self.number_of(f"{id(component)} {above}") and component.holds_states:
            raise TreeError(
                f"the same {component.kind} stands twice in {spell(self.path)}",
                cure="Make one for each place, or put the second into a node with a key of its own.",
            )
        held = component.held_name
        if held is not None:
            return f"{held}{above}" if is_again else held
        own = component.key
        if own is not None and own != "":
            return f"{self.identity}{above}/{component.kind}={own}"
        like = f"{above}/{component.kind}"
        return f"{self.identity}{like}:{self.number_of(like)}"

    def number_of(self, like: str) -> int:
        """Return how many of this kind have been counted in this run, this one not included."""
        number = self._counts.get(like, 0)
        self._counts[like] = number + 1
        return number

    def find_select(self, node: Node) -> BoundBinding | None:
        """Return what chooses among the options of this node; None if it stands in no bound select."""
        select = next((above for above in node.ancestors() if above.tag == "select"), None)
        if select is None or not select.is_bound:
            return None
        bindings = (binding for outer in self.chain() for binding in outer.bindings)
        return next((one for one in bindings if isinstance(one, BoundBinding) and one.node is select), None)

    def absorb_lost(self) -> None:
        """Take over what unplaced components read: the user copied or edited what they returned.

        Called when this region's nodes are built. Whatever such a component read then re-runs
        this region, so that no change is missed. Those that are placed stay regions of their own.
        """
        waiting = [region for region in self.called if region.is_copied or not region.is_placed]
        self.called = []
        while waiting:
            region = waiting.pop()
            for key, version in region.reads.items():
                # The oldest counts: what was written since then must make this region stale.
                self.reads[key] = min(version, self.reads.get(key, version))
            waiting += region.called + region.regions


# The reads of a run that has built nothing yet, the components it called, their identities and numbers.
Ran = tuple[dict[Key, int], list[Region], dict[int, str], dict[str, int]]


class Saved(NamedTuple):
    """What one run of a region has made, and a run that raises gives back."""

    bindings: list[Binding]
    called: list[Region]
    counts: dict[str, int]
    kept: Kept | None
    known: dict[int, str]
    node: Node
    path: Trail
    reads: dict[Key, int]
    regions: list[Region]
    rows: dict[str, Rows]
    size: int


class Standing:
    """Leads from a node to the region it stands in, also when a later run has put another in its place.

    Attributes:
        region: the region of the last run.
    """

    __slots__ = ("region",)

    def __init__(self, region: Region) -> None:
        self.region = region


class Rows:
    """The rows of one keyed list, as they were last time.

    Attributes:
        like: what its functions close over, so that a change of that runs every row again.
        roster: the items.
        by_key: the region of each row.
        keys_read: whether the function that finds the keys has read a State.
    """

    __slots__ = ("by_key", "keys_read", "like", "roster")

    def __init__(self, like: bytes | None, roster: Roster) -> None:
        self.like = like
        self.roster = roster
        self.by_key: dict[str, Region] = {}
        self.keys_read = False
