"""Readers: which regions and bindings of a screen have read which State."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, KeysView

from .binding import Binding
from .cells import Key, Slot, note_shown
from .computed import leaves, version_of
from .region import Region
from .run import Run, entered

Reader = Region | Binding


class Readers:
    """The index of one screen: from a key to what has read it, and what components are shown.

    Attributes:
        gone: components that may have left the screen since that was asked for.
        held: the identities of those that a variable holds, and that may come back as they were.
    """

    def __init__(self) -> None:
        # Dicts as sets that keep their order: the ops of a change come in the same order each time.
        self._by_key: dict[Key, dict[Reader, None]] = {}
        self._instances: Counter[str] = Counter()
        self.gone: set[str] = set()
        self.held: set[str] = set()

    @property
    def keys(self) -> KeysView[Key]:
        """Every key that something has read."""
        return self._by_key.keys()

    @property
    def instances(self) -> Iterable[str]:
        """The identities of the components that are shown."""
        return self._instances.keys()

    def of(self, key: Key) -> Iterable[Reader]:
        """Return what has read a key."""
        return self._by_key.get(key, ())

    def find_stale(self, changed: Iterable[Key], again: Iterable[Reader], run: Run) -> list[Reader]:
        """Return what has read another version than there is by now, outermost first.

        Args:
            changed: the keys with a new version.
            again: what else may be stale.
            run: the cells in sight.
        """
        candidates = dict.fromkeys(again)
        for key in changed:
            readers = self._by_key.get(key)
            if readers is not None:
                candidates.update(readers)
        stale: list[Reader] = []
        for reader in candidates:
            if is_stale(reader, run):
                stale.append(reader)
            else:
                self.follow(reader, run)
        if len(stale) > 1:
            stale.sort(key=_depth)
        return stale

    def add(self, region: Region, run: Run) -> None:
        """Follow all that a region and what is new in it have read."""
        waiting = [region]
        while waiting:
            region = waiting.pop()
            if region.component is not None and not region.is_live:
                self._instances[region.identity] += 1
                if getattr(region.component, "held_name", None) is not None:
                    self.held.add(region.identity)
            self.follow(region, run)
            for binding in region.bindings:
                if not binding.is_live:
                    self.follow(binding, run)
            if region.regions or region.rows:
                waiting += [inner for inner in region.below() if not inner.is_live][::-1]

    def follow(self, reader: Reader, run: Run) -> None:
        """Note the States behind what a region or binding has read by now."""
        if reader.is_live and reader.reads.keys() == reader.leaves:
            return  # what was read are States, and the same as before
        now = find_leaves(reader, run)
        if now != reader.leaves:
            for key in reader.leaves - now:
                self._forget(key, reader)
        reader.is_live = True
        note_shown(now)
        for key in now:
            self._by_key.setdefault(key, {})[reader] = None
        reader.leaves = now

    def remove(self, region: Region) -> None:
        """Forget a region that is no longer on the screen, and all in it."""
        if region.is_live and region.component is not None:
            self._instances[region.identity] -= 1
            if not self._instances[region.identity]:
                del self._instances[region.identity]
            if region.identity not in self.held:
                self.gone.add(region.identity)
        self.drop(region)
        for binding in region.bindings:
            self.drop(binding)
        for inner in region.below():
            self.remove(inner)

    def drop(self, reader: Reader) -> None:
        """Forget one region or binding."""
        reader.is_live = False
        for key in reader.leaves:
            self._forget(key, reader)
        reader.leaves = set()

    def _forget(self, key: Key, reader: Reader) -> None:
        readers = self._by_key.get(key)
        if readers is not None:
            readers.pop(reader, None)
            if not readers:
                del self._by_key[key]

    def shows(self, identity: str) -> bool:
        """Tell whether a component of this identity is on the screen."""
        return self._instances[identity] > 0

    def take_gone(self) -> set[str]:
        """Return what the components made while rendering were called that are no longer on the screen."""
        gone = {identity for identity in self.gone if not self._instances[identity]}
        self.gone = set()
        return gone


def _depth(reader: Reader) -> int:
    # Bindings last: a region that runs again makes those in it anew.
    return reader.depth if isinstance(reader, Region) else 1_000_000


def is_stale(reader: Region | Binding, run: Run) -> bool:
    """Tell whether something a region or a binding read has another version by now.

    Args:
        reader: the region or binding.
        run: the cells in sight; its region is set to the reader's.
    """
    if reader.is_due:
        return True
    cells, derived = run.cells, False
    for key, version in reader.reads.items():
        if (key.state if type(key) is Slot else key).is_derived:
            derived = True
        elif cells.read(key).version != version:
            return True
    if not derived:
        return False
    run.region = reader if isinstance(reader, Region) else reader.region
    try:
        with entered(run):
            return any(version_of(key, run) != version for key, version in reader.reads.items())
    except Exception:
        return True  # a Computed raises; who reads it will say so


def find_leaves(reader: Region | Binding, run: Run) -> set[Key]:
    """Return the keys of the States behind all that a region or a binding read."""
    run.region = reader if isinstance(reader, Region) else reader.region
    return leaves(reader.reads, run)
