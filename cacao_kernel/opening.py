"""Opening: how a rendering runs what stands in a tree as regions: components, and the rows of lists."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from types import MappingProxyType
from typing import Any

from . import snapshot
from .children import Children
from .component import Component
from .errors import CacaoError, TreeError, shorten
from .node import COMMENT, Kept
from .probe import Probe
from .region import Region, Rows
from .roster import Roster
from .rows import For
from .run import Run
from .spot import Spot
from .stencil import Stencils
from .trail import Trail, spell


class Rendered(dict[Any, Any]):
    """What a component's ``render`` returned to the user's own code: no snapshot can be taken of it."""


class Opening(Run):
    """The part of a rendering that opens regions, and finds again those of last time."""

    _top: Region
    _builder: Children
    # What components returned to the user's own code, by id: the region is found again when the very
    # same dict turns up, unedited, in the tree.
    _returned: dict[int, tuple[Region, object, object]] | None = None
    _before: Mapping[str, Region] = MappingProxyType({})
    probe: Probe | None = None  # notes how long regions run, for developers
    _stencils: Stencils | None = None  # of the keyed list whose rows are being run

    def _open(self, before: Mapping[str, Region], rows: dict[str, Rows]) -> None:
        """Get ready to open regions.

        Args:
            before: those of last time, by identity.
            rows: the rows that the topmost region had.
        """
        self._returned = self._returned or {}
        self._before = before
        self._rows_of_top = rows
        self._moved: list[tuple[Region, Region]] = []
        self._run_again: list[Region] = []  # rows

    def _build(self, region: Region, returned: object, spot: Spot, before: Kept | None) -> None:
        """Build the node of the region that is current."""
        raise NotImplementedError

    def _count(self, row: Region) -> None:
        """Count the nodes of a row that is as it was."""
        raise NotImplementedError

    def run_component(self, component: Component, call: Callable[[], object]) -> object:
        """Run a component that the user's code renders, as a region below the current one."""
        region = self._new_region(component, call, self.region.path, ())
        returned = self._call(region)
        if isinstance(returned, dict):
            returned = Rendered(returned)
            with suppress(RecursionError):  # too deep to be a tree: the builder will say so
                self._returned = self._returned or {}
                self._returned[id(returned)] = (region, returned, _copy_shape(returned))
        return returned

    def open_region(self, value: object, spot: Spot) -> tuple[object, Any] | None:
        """Return what a component rendered and the region around it; None if this is no component."""
        if type(value) is dict and not self._returned:
            return None
        found = self._find_returned(value)
        if found is not None:
            found.path = (spot.path, type(found.component).__name__)
            self._look_back(found, spot)
            return value, self._inside(found)
        render = None if isinstance(value, dict | type | For) else getattr(value, "render", None)
        if not callable(render):
            return None
        plain = getattr(render, "plain", None)
        call = render if plain is None else plain(value)
        region = self._new_region(value, call, (spot.path, type(value).__name__), spot.keys)
        self._look_back(region, spot)
        try:
            returned = self._call(region)
        except CacaoError as error:
            error.place(spell(region.path))
            raise
        return returned, self._inside(region)

    def makers(self) -> tuple[object, ...]:
        """Return what has returned the tree that is being built, and what that stands in, innermost first."""
        around: Region = self.region
        return tuple(each.call if each.component is None else each.component for each in around.chain())

    def _look_back(self, region: Region, spot: Spot) -> None:
        """Let the region's nodes be compared with those it had last time."""
        old = self._before.get(region.identity)
        spot.old = None if old is None else old.node
        spot.keys = ()

    def open_rows(self, rows: For, spot: Spot) -> Rows:
        """Return the rows of a keyed list, each a region of its own; those that are as they were stay."""
        around: Region = self.region
        above = "".join(f"/{key}" for key in spot.keys)
        place = f"{above}/For:{around.number_of(f'{above}/For')}"
        old_region = self._top if around is self._top else self._before.get(around.identity)
        old = None if old_region is None else self._rows_before(old_region).get(place)
        items = rows.read()
        outer_reads, self.reads = self.reads, {}
        keys = rows.keys(items)
        reads, self.reads = self.reads, outer_reads
        now = Rows(snapshot.of_value([rows.render, rows.key]), Roster(items, keys))
        now.keys_read = bool(reads)
        for read, version in reads.items():
            around.reads.setdefault(read, version)
        is_like = old is not None and old.like is not None and old.like == now.like
        known = old.roster.find_known(now.roster) if old is not None and is_like else frozenset[str]()
        before: Mapping[str, Region] = {} if old is None else old.by_key
        outer, self._stencils = self._stencils, self._builder.new_stencils(len(items))
        for key, item in zip(now.roster.keys, items, strict=True):
            last = before.get(key)
            if last is not None and key in known and not last.is_due:
                now.by_key[key] = last
                self._count(last)
                if last.parent is not around:
                    self._moved.append((last, around))
            else:
                now.by_key[key] = self._run_row(around, rows, key, item, spot, place, last)
        self._stencils = outer
        around.rows[place] = now
        return now

    def _rows_before(self, region: Region) -> dict[str, Rows]:
        return self._rows_of_top if region is self._top else region.rows

    def _run_row(
        self, around: Region, rows: For, key: str, item: object, spot: Spot, place: str, old: Region | None
    ) -> Region:
        path: Trail = (spot.path, f"For[{key!r}]")
        row = Region(None, f"{around.identity}{place}/{key}", partial(rows.render, item), path, key)
        row.parent = around
        if self.probe is not None:
            row.call = self.probe.watch(row.identity, row.call)
        if old is not None:
            row.standing = old.standing
        self._run_again.append(row)
        returned = self._call(row)
        before = None if old is None else old.node
        if old is not None and old.regions:
            others = {id(inner.node) for inner in old.inner()}
            self._builder.others |= others
            before = None if id(before) in others else before
        inside = Spot(path, spot.tags, spot.node, before, keyed=True)
        with self._inside(row, listed=False):
            self._build(row, returned, inside, None if old is None else old.kept)
        if row.node.tag == COMMENT:
            raise TreeError("a row is an element", where=spell(path), got=shorten(returned))
        return row

    def _find_returned(self, value: object) -> Region | None:
        """Return the region that a dict stands for: its component returned it, and it is unedited.

        It must stand in the region whose code rendered the component. Another component may keep
        the dict and place it again long after it was true; then the region that would make a
        fresh one has to follow the States.
        """
        if not self._returned:
            return None
        region, returned, shape = self._returned.get(id(value), (None, None, None))
        if region is None or region is self.region:  # the latter is being built of this very dict
            return None
        if region.is_placed or region.parent is not self.region or not _is_unedited(returned, shape):
            region.is_copied = True
            return None
        return region

    def _new_region(
        self, component: object, call: Callable[[], object], path: Trail, keys: tuple[str, ...]
    ) -> Region:
        around: Region = self.region
        region = Region(component, around.identify(component, keys), call, path)
        if self.probe is not None:
            region.call = self.probe.watch(region.identity, call)
        region.parent = around
        around.called.append(region)
        old = self._before.get(region.identity)
        if old is not None:
            region.standing = old.standing
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
    def _inside(self, region: Region, *, listed: bool = True) -> Generator[Region, None, None]:
        before = self.region, self.reads
        if listed and region is not self._top:
            region.parent = self.region
            self.region.regions.append(region)
        region.is_placed = True
        self.region, self.reads = region, region.reads
        try:
            yield region
        finally:
            self.region, self.reads = before
        region.absorb_lost()


def _is_unedited(returned: object, shape: object) -> bool:
    """Tell whether what a component returned is still what it was; if unsure, it is not."""
    try:
        return bool(_copy_shape(returned) == shape)
    except Exception:
        return False


def _copy_shape(value: object) -> object:
    """Return a copy of the dicts and lists of a tree; what they hold stays the same objects."""
    if isinstance(value, dict):
        return {key: _copy_shape(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_copy_shape(inner) for inner in value]
    return value
