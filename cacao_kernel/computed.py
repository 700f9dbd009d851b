"""Computed: a value made of States, kept until one of them changes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from .cells import Key, Result, Slot, is_same
from .declaration import Declaration
from .errors import StateError
from .names import find_origin
from .run import Run, current_run, entered

T = TypeVar("T")

_SCOPES = ("app", "session", "tab")


class Computed(Declaration, Generic[T]):
    """A value made by a function of States: made when it is read, and again once one of them has changed.

    It is kept in the narrowest scope it has read: one for everybody if it has read only States
    for everybody, else one for each session, tab or component. Parts of a page that read it
    run again only when its value changes.

    Args:
        function: takes nothing and returns the value; it may read States and other Computeds and
            writes none.
        name: overrides the name, which is else that of the variable that holds the Computed.

    Raises:
        StateError: if the function needs arguments or is async, or if made while rendering.

    Example:
        >>> cart = State([2, 3])
        >>> total = Computed(lambda: sum(cart.value))
        >>> total.value
        5
    """

    __slots__ = ("_function", "_is_held", "_outside")

    is_derived = True

    def __init__(self, function: Callable[[], T], *, name: str | None = None) -> None:
        super().__init__("Computed", name)
        _check(function)
        self.scope = "app"
        self._is_held = False
        self._function = function
        self._outside: Result | None = None

    @property
    def value(self) -> T:
        """The value as it is now.

        Raises:
            StateError: if it is made of itself.
            Exception: whatever the function raises.
        """
        run = current_run()
        if run is None:
            return self._function()
        result = self.result(run)
        if run.reads is not None:
            run.reads.setdefault(self.key(run), result.version)
        return cast(T, result.value)

    def key(self, run: Run) -> Key:
        """Return what the value is kept under for the code that is running."""
        if self._is_held:
            around = run.region.identity if run.region is not None else ""
            return Slot(self, f"{run.tab} {around}")
        return Slot(self, run.tab) if self.scope == "tab" else self

    def result(self, run: Run) -> Result:
        """Return the value and its version, made anew if anything it read has changed.

        Raises:
            StateError: if it is made of itself.
            Exception: whatever the function raises.
        """
        if self in run.computing:
            raise StateError(
                f"Computed {self.name} is made of itself",
                where=str(self.origin),
                cure="Let it read States, or other Computeds that do not read this one.",
            )
        known = run.cells.home(self).results.get(self.key(run))
        if known is not None and all(version_of(key, run) == seen for key, seen in known.reads.items()):
            return known
        inside = run.computing_run(self)
        with entered(inside):
            value = self._function()
        reads = inside.reads or {}
        for key in reads:
            self._narrow(key)
        version = (
            known.version if known is not None and is_same(known.value, value) else next(self.world.versions)
        )
        result = Result(value, version, reads)
        run.cells.home(self).results[self.key(run)] = result
        return result

    def _narrow(self, key: Key) -> None:
        """Keep the value as narrowly as what it has read; never more widely again."""
        declaration: Any = key.state if isinstance(key, Slot) else key
        if _SCOPES.index(declaration.scope) > _SCOPES.index(self.scope):
            self.scope = declaration.scope
        if declaration.holder is not None or (declaration.is_derived and declaration._is_held):
            self._is_held = True
            if self.scope == "app":
                self.scope = "session"


def version_of(key: Key, run: Run) -> int:
    """Return the version of a State's or Computed's value, as the run sees it.

    Raises:
        Exception: whatever the function of a Computed raises.
    """
    declaration = key.state if isinstance(key, Slot) else key
    if declaration.is_derived:
        return cast(Computed[Any], declaration).result(run).version
    return run.cells.version(key)


def leaves(reads: dict[Key, int], run: Run) -> set[Key]:
    """Return the States' keys behind what was read, those that Computeds were made of included."""
    found: set[Key] = set()
    for key in reads:
        declaration = key.state if isinstance(key, Slot) else key
        if not declaration.is_derived:
            found.add(key)
            continue
        known = run.cells.home(declaration).results.get(key)
        if known is not None:
            found |= leaves(known.reads, run)
    return found


def _check(function: object) -> None:
    where = str(find_origin())
    if not callable(function):
        raise StateError("a Computed is made of a function", where=where, got=repr(function))
    if inspect.iscoroutinefunction(function):
        raise StateError(
            "the function of a Computed is async",
            where=where,
            expected="a plain function",
            cure="Await in a handler and put what it gave into a State.",
        )
    needed = [
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    ]
    if needed:
        raise StateError(
            "the function of a Computed needs arguments", where=where, expected="none", got=", ".join(needed)
        )
