"""Cells: the values one session has, as the code that is running sees and writes them."""

from __future__ import annotations

import enum
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from .errors import StateError

if TYPE_CHECKING:
    from .state import State

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


def is_immutable(value: object) -> bool:
    """Tell whether a value can never change in place."""
    return type(value) in _IMMUTABLE or isinstance(value, enum.Enum)


def is_same(old: object, new: object) -> bool:
    """Tell whether writing the new value over the old one is no change."""
    if type(old) is not type(new) or not is_immutable(new):
        return False
    return repr(old) == repr(new) if type(new) in _LOOK_DIFFERENT else old == new


class Overlay:
    """The cells one run of user code sees: committed ones below, its own writes above.

    Args:
        below: the committed cells. First reads of a changeable default are kept here.
        on_write: called after each write, in the thread that wrote.
    """

    __slots__ = ("_applied", "_mutex", "below", "on_write", "writes")

    def __init__(self, below: dict[State[Any], Cell], on_write: Callable[[], None] | None = None) -> None:
        self.below = below
        self.writes: dict[State[Any], Cell] = {}
        self.on_write = on_write
        self._applied: dict[State[Any], tuple[int, list[Callable[[Any], Any]]]] = {}
        self._mutex = threading.RLock()

    def read(self, state: State[Any]) -> Cell:
        """Return the State's cell as this run sees it."""
        cell = self.writes.get(state) or self.below.get(state)
        # setdefault: two threads that read first must agree on one copy of the default.
        return cell if cell is not None else self.below.setdefault(state, state.first_cell())

    def version(self, state: State[Any]) -> int:
        """Return the version of the State's cell."""
        return self.read(state).version

    def write(self, state: State[Any], value: Any) -> None:
        """Put a new value above the committed one, unless it is the same."""
        with self._mutex:
            self._applied.pop(state, None)
            if is_same(self.read(state).value, value):
                return
            self.writes[state] = Cell(value, next(state.world.versions))
        self._tell()

    def apply(self, state: State[Any], function: Callable[[Any], Any]) -> None:
        """Write what a function makes of the present value.

        It runs again if another run of user code comes in between, be it before the commit.
        """
        for _ in range(MAX_TRIES):
            before = self.read(state)
            value = function(before.value)  # outside the mutex: it may take its time
            with self._mutex:
                if self.read(state) is not before:
                    continue
                if state not in self.writes:
                    self._applied[state] = before.version, []
                if state in self._applied:
                    self._applied[state][1].append(function)
                if not is_same(before.value, value):
                    self.writes[state] = Cell(value, next(state.world.versions))
            self._tell()
            return
        raise StateError(
            f"the function that updates State {state.name} never finds it unchanged",
            where=str(state.origin),
            cure="It must return the new value and write nothing itself.",
        )

    def _tell(self) -> None:
        if self.on_write is not None:
            self.on_write()

    def copy_writes(self) -> dict[State[Any], Cell]:
        """Return the writes as they stand, whatever another thread is writing."""
        with self._mutex:
            return dict(self.writes)

    def take_writes(self) -> dict[State[Any], Cell]:
        """Return the writes, to be committed or dropped, and forget them.

        What functions made of a value that has been committed anew since is made again of that.
        """
        with self._mutex:
            taken, self.writes = self.writes, {}
            applied, self._applied = self._applied, {}
            for state, (version, functions) in applied.items():
                committed = self.read(state)
                if state in taken and committed.version != version:
                    value = committed.value
                    for function in functions:
                        value = function(value)
                    taken[state] = Cell(value, next(state.world.versions))
            return taken

    def adopt(self, writes: dict[State[Any], Cell]) -> None:
        """Put cells above the committed ones that a rendering of this run's progress has written."""
        with self._mutex:
            self.writes.update(writes)


class Run:
    """What surrounds the user code that is running: the cells it sees, and who notes its reads.

    Attributes:
        cells: where States are read and written.
        reads: the versions the region being rendered has seen; None outside rendering.
    """

    def __init__(self, cells: Overlay) -> None:
        self.cells = cells
        self.reads: dict[State[Any], int] | None = None


_run: ContextVar[Run | None] = ContextVar("cacao_run", default=None)


def current_run() -> Run | None:
    """Return the Run of the code that is running, or None outside of any session."""
    return _run.get()


@contextmanager
def entered(run: Run) -> Generator[None, None, None]:
    """Make a Run current for the length of a ``with`` block."""
    token = _run.set(run)
    try:
        yield
    finally:
        _run.reset(token)
