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

if TYPE_CHECKING:
    from .state import State

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

    __slots__ = ("_mutex", "below", "on_write", "writes")

    def __init__(self, below: dict[State[Any], Cell], on_write: Callable[[], None] | None = None) -> None:
        self.below = below
        self.writes: dict[State[Any], Cell] = {}
        self.on_write = on_write
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
            if is_same(self.read(state).value, value):
                return
            self.writes[state] = Cell(value, next(state.world.versions))
        if self.on_write is not None:
            self.on_write()

    def apply(self, state: State[Any], function: Callable[[Any], Any]) -> None:
        """Write what the function makes of the present value, with no other write in between."""
        with self._mutex:
            self.write(state, function(self.read(state).value))

    def copy_writes(self) -> dict[State[Any], Cell]:
        """Return the writes as they stand, whatever another thread is writing."""
        with self._mutex:
            return dict(self.writes)

    def take_writes(self) -> dict[State[Any], Cell]:
        """Return the writes and forget them."""
        with self._mutex:
            taken, self.writes = self.writes, {}
            return taken

    def adopt(self, writes: dict[State[Any], Cell]) -> None:
        """Put cells above the committed ones that a rendering of this run's progress has written."""
        with self._mutex:
            self.writes.update(writes)


class Scope:
    """What surrounds the user code that is running: the cells it sees, and who notes its reads.

    Attributes:
        cells: where States are read and written.
        reads: the versions the region being rendered has seen; None outside rendering.
    """

    def __init__(self, cells: Overlay) -> None:
        self.cells = cells
        self.reads: dict[State[Any], int] | None = None


_scope: ContextVar[Scope | None] = ContextVar("cacao_scope", default=None)


def current_scope() -> Scope | None:
    """Return the Scope of the code that is running, or None outside of any session."""
    return _scope.get()


@contextmanager
def entered(scope: Scope) -> Generator[None, None, None]:
    """Make a Scope current for the length of a ``with`` block."""
    token = _scope.set(scope)
    try:
        yield
    finally:
        _scope.reset(token)
