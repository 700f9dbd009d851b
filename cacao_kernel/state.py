"""State: a declaration with a name and an initial value; its cell is the value one session has.

Reading ``.value`` while a region renders records which version it saw; writing makes a new
version. A region is stale as soon as a version differs from the one it saw, so nothing has to
be copied, compared or unsubscribed (the idea is that of preact signals).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Generic, TypeVar, cast

from .cells import Cell, current_run, is_immutable, is_same
from .errors import StateError
from .names import find_name, find_origin
from .world import adopt_main, current_world

log = logging.getLogger("cacao")

T = TypeVar("T")


class State(Generic[T]):
    """A reactive value: each visitor's session has its own.

    Declare it once, outside pages and handlers. Read ``.value`` in a page or component, and
    that part of the page follows every change.

    Args:
        initial_value: the value every session starts with. A list, dict or other changeable
            object is copied for each session, so that visitors never share it.
        name: overrides the name, which is else taken from the module and variable that hold
            the State.

    Raises:
        StateError: if made while a page or component renders.

    Example:
        >>> counter = State(0)
        >>> counter.update(counter.value + 1)
        >>> counter.value
        1
    """

    __slots__ = ("__weakref__", "_default", "_is_told", "_name", "number", "origin", "world")

    def __init__(self, initial_value: T, *, name: str | None = None) -> None:
        self.origin = find_origin()
        run = current_run()
        if run is not None and run.reads is not None:
            raise StateError(
                "a State was made while rendering, so every render would forget its value",
                where=str(self.origin),
                cure="Move the State to the top of the module.",
            )
        adopt_main()
        self.world = current_world()
        self.number = next(self.world.numbers)
        self._name = name
        self._is_told = False
        self._default = Cell(initial_value, next(self.world.versions))
        self.world.states.add(self)

    @property
    def name(self) -> str:
        """The State's full name: its module and the variable, class attribute or place that holds it.

        A State held by nothing is called after the line that made it.
        """
        if self._name is None:
            held = find_name(self, self.origin.namespace)
            if held is None:
                return f"{self.origin.module}:{self.origin.line}#{self.number}"
            self._name = f"{self.origin.module}.{held}"
        return self._name

    @property
    def value(self) -> T:
        """The value in the current session; outside of any session, the default.

        Reading it in a page or component makes that part of the page follow its changes.
        """
        run = current_run()
        if run is None:
            return cast(T, self._default.value)
        cell = run.cells.read(self)
        if run.reads is not None:
            # The first version seen counts: a write later in the same run must make it stale.
            run.reads.setdefault(self, cell.version)
        return cast(T, cell.value)

    @value.setter
    def value(self, new: T) -> None:
        self.set(new)

    def set(self, value: T) -> None:
        """Give the State a new value.

        Setting an equal number, string or other unchangeable value is no change; setting the
        same list or dict again is one, since it may have been edited in place.

        Raises:
            StateError: if an App is serving and no session is current.
        """
        run = current_run()
        if run is not None:
            run.cells.write(self, value)
        elif self.world.serving:
            raise StateError(
                f"State {self.name} was written with no session, so nobody's value would change",
                where=str(find_origin()),
                cure="Write it in an event handler, or give the initial value where the State is declared.",
            )
        elif not is_same(self._default.value, value):
            self._default = Cell(value, next(self.world.versions))

    def update(self, value: T | Callable[[T], T]) -> None:
        """Give the State a new value, or apply a function to the present one.

        Args:
            value: the new value, or a pure function of the old value that returns the new one;
                no other write is lost in between, for it runs again if one comes.

        Raises:
            StateError: as for :meth:`set`.
        """
        if not callable(value):
            self.set(value)
            return
        function: Callable[[T], T] = cast(Any, value)
        run = current_run()
        if run is None:
            self.set(function(self._default.value))
        else:
            run.cells.apply(self, function)

    def first_cell(self) -> Cell:
        """Return the cell a session starts with: the default, copied if it could change in place."""
        value, version = self._default
        if is_immutable(value):
            return self._default
        try:
            return Cell(deepcopy(value), version)
        except Exception:
            return self._default  # a lock, a connection: what cannot be copied is meant to be shared

    def tell_if_unheld(self) -> None:
        """Log once, with its line, that no module holds this State, so that it has no lasting name."""
        if not self._is_told:
            self._is_told = True
            if self._name is None and find_name(self, self.origin.namespace) is None:
                log.warning(
                    "%s: this State is held by no variable of its module, so it has no lasting name. "
                    'Keep it in one, or name it: State(…, name="…").',
                    self.origin,
                )

    def __copy__(self) -> State[T]:
        return self  # who copies a tree or a component means the same State in it

    def __deepcopy__(self, memo: object) -> State[T]:
        return self

    def __repr__(self) -> str:
        return f"State({self.name})"
