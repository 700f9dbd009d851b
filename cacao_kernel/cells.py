"""Cells: the values of States in one record, as the code that is running sees and writes them."""

from __future__ import annotations

import enum
from _thread import RLock  # threading has but a function around it
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from .errors import StateError

if TYPE_CHECKING:
    from .declaration import Declaration
    from .names import Origin
    from .world import World

# How often an update runs again because something else was written meanwhile.
MAX_TRIES = 1_000

# Values of exactly these types can never change in place: equal means unchanged, and every
# session may share the default.
_IMMUTABLE = frozenset(
    {type(None), bool, int, float, complex, str, bytes, date, datetime, time, timedelta, Decimal, UUID}
)

# Of these, equal ones may read differently: 1.0 and 1.00, one moment in two time zones.
_LOOK_DIFFERENT = frozenset({float, complex, datetime, time, Decimal})


class Cell(NamedTuple):
    """A State's value within one scope, and the version of the write that put it there."""

    value: Any
    version: int


class Slot(NamedTuple):
    """A State together with the place that tells its cells apart: a tab, a component, or both.

    A State with one cell in its scope stands for itself. Both serve as keys of cells.
    """

    state: Declaration
    place: str

    @property
    def scope(self) -> str:
        """The State's scope."""
        return self.state.scope

    @property
    def name(self) -> str:
        """The State's name and the place."""
        return f"{self.state.name} of {self.place}"

    @property
    def origin(self) -> Origin:
        """The line that made the State."""
        return self.state.origin

    @property
    def world(self) -> World:
        """The State's World."""
        return self.state.world

    @property
    def is_told(self) -> bool:
        """Whether it has been looked up whether a module holds the State."""
        return self.state.is_told

    @property
    def is_shown(self) -> bool:
        """Whether a screen has ever read the State."""
        return self.state.is_shown

    def first_cell(self) -> Cell:
        """Return the cell to begin with."""
        return self.state.first_cell()

    def tell_if_unheld(self) -> None:
        """Log once that no module holds the State."""
        self.state.tell_if_unheld()


Key = Any  # a Declaration or a Slot; spelled out, every use would need a cast


def note_shown(keys: Iterable[Key]) -> None:
    """Note that a screen has read what is for everybody among these."""
    for key in keys:
        if key.scope == "app":
            (key.state if type(key) is Slot else key).is_shown = True


def is_immutable(value: object) -> bool:
    """Tell whether a value can never change in place."""
    return type(value) in _IMMUTABLE or isinstance(value, enum.Enum)


def is_same(old: object, new: object) -> bool:
    """Tell whether writing the new value over the old one is no change."""
    kind = type(new)
    if type(old) is not kind or not (kind in _IMMUTABLE or isinstance(new, enum.Enum)):
        return False
    return repr(old) == repr(new) if kind in _LOOK_DIFFERENT else old == new


class Result(NamedTuple):
    """What a Computed gave, and the versions it was made of."""

    value: Any
    version: int
    reads: dict[Key, int]


class Cells(dict[Key, Cell]):
    """The committed cells of one record, a session's or the App's.

    Attributes:
        results: what each Computed gave last. It is right as long as the versions it was made of
            are those in sight, so that copies of the cells may share it.
        forked: what there was when they were forked off others; what has come since was read first here.
    """

    __slots__ = ("forked", "results")

    def __init__(
        self, cells: dict[Key, Cell] | None = None, results: dict[Key, Result] | None = None
    ) -> None:
        super().__init__(cells or {})
        self.results: dict[Key, Result] = {} if results is None else results
        self.forked: Collection[Key] = ()

    def copy(self) -> Cells:
        """Return the cells as they stand, in a map of its own."""
        return Cells(self, self.results)

    def fork(self) -> Cells:
        """Return the cells and the results as they stand, for a page that may never be shown."""
        fork = Cells(self, dict(self.results))
        fork.forked = frozenset(fork)
        return fork


class Overlay:
    """The cells one run of user code sees: committed ones below, its own writes above.

    Args:
        below: the session's committed cells. First reads of a changeable default are kept here.
        shared: the App's committed cells.

    Attributes:
        writes: the cells written, above the committed ones.
        touched: every key that was to be written, be it with the value it had.
        refusal: tells why something may not be written, or None; itself None as long as all may.
    """

    __slots__ = ("_applied", "_mutex", "below", "refusal", "shared", "touched", "writes")

    def __init__(self, below: Cells, shared: Cells | None = None) -> None:
        self.below = below
        self.shared = Cells() if shared is None else shared
        self.writes: dict[Key, Cell] = {}
        self.touched: set[Key] = set()
        self.refusal: Callable[[Key], StateError | None] | None = None
        self._applied: dict[Key, tuple[int, list[Callable[[Any], Any]]]] = {}
        self._mutex = RLock()

    def home(self, key: Key) -> Cells:
        """Return the committed cells a key belongs to."""
        return self.shared if key.scope == "app" else self.below

    def read(self, key: Key) -> Cell:
        """Return the cell as this run sees it."""
        cell = self.writes.get(key)
        if cell is None:
            home = self.shared if key.scope == "app" else self.below
            cell = home.get(key)
            if cell is None:
                # setdefault: two threads that read first must agree on one copy of the default.
                cell = home.setdefault(key, key.first_cell())
        return cell

    def begin(self, key: Key, cell: Cell) -> None:
        """Let a cell that nobody has read or written yet begin with this one."""
        self.home(key).setdefault(key, cell)

    def version(self, key: Key) -> int:
        """Return the version of the cell."""
        return self.read(key).version

    def write(self, key: Key, value: Any) -> bool:
        """Put a new value above the committed one, unless it is the same; return whether it is another.

        Raises:
            StateError: if this run may not write.
        """
        if self.refusal is not None and (refused := self.refusal(key)) is not None:
            raise refused
        with self._mutex:
            self.touched.add(key)
            if self._applied:
                self._applied.pop(key, None)
            if is_same(self.read(key).value, value):
                return False
            self.writes[key] = Cell(value, next(key.world.versions))
        return True

    def apply(self, key: Key, function: Callable[[Any], Any]) -> None:
        """Write what a function makes of the present value.

        It runs again if another run of user code comes in between, be it before the commit.

        Raises:
            StateError: if this run may not write.
        """
        if self.refusal is not None and (refused := self.refusal(key)) is not None:
            raise refused
        for _ in range(MAX_TRIES):
            before = self.read(key)
            value = function(before.value)  # outside the mutex: it may take its time
            with self._mutex:
                if self.read(key) is not before:
                    continue
                self.touched.add(key)
                if key not in self.writes:
                    self._applied[key] = before.version, []
                if key in self._applied:
                    self._applied[key][1].append(function)
                if not is_same(before.value, value):
                    self.writes[key] = Cell(value, next(key.world.versions))
            return
        raise StateError(
            f"the function that updates State {key.name} never finds it unchanged",
            where=str(key.origin),
            cure="It must return the new value and write nothing itself.",
        )

    def copy_writes(self) -> dict[Key, Cell]:
        """Return the writes as they stand, whatever another thread is writing."""
        with self._mutex:
            return dict(self.writes)

    def take_writes(self) -> dict[Key, Cell]:
        """Return the writes, to be committed or dropped, and forget them.

        What functions made of a value that has been committed anew since is made again of that.
        """
        with self._mutex:
            taken, self.writes = self.writes, {}
            if not self._applied:
                return taken
            applied, self._applied = self._applied, {}
            for key, (version, functions) in applied.items():
                committed = self.read(key)
                if committed.version == version:
                    continue
                value = committed.value
                for function in functions:
                    value = function(value)
                if key in taken or not is_same(committed.value, value):
                    taken[key] = Cell(value, next(key.world.versions))
            return taken

    def land(self, below: Cells) -> dict[Key, Cell]:
        """Return the writes, to be committed over these cells instead of the fork they were made over."""
        for key, result in self.below.results.items():
            below.results.setdefault(key, result)
        for key, cell in [*self.below.items()]:  # what was read of a default is the very object that counts
            if not (key in below or key in self.below.forked or is_immutable(cell.value)):
                below[key] = cell
        self.below = below
        return self.take_writes()

    def adopt(self, writes: dict[Key, Cell]) -> None:
        """Put cells above the committed ones that a rendering of this run's progress has written."""
        with self._mutex:
            self.writes.update(writes)
