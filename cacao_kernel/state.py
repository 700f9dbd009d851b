"""State: a declaration with a name and an initial value; its cell is the value one scope has.

Reading ``.value`` while a region renders records which version it saw; writing makes a new
version. A region is stale as soon as a version differs from the one it saw, so nothing has to
be copied, compared or unsubscribed (the idea is that of preact signals).
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Literal, TypeVar, cast

from .cells import Cell, Key, Slot, is_immutable, is_same
from .errors import StateError, nearest
from .names import find_origin
from .run import Run
from .subscription import Subscriptions
from .writable import Writable

T = TypeVar("T")

# Where a component keeps what its States begin with, if code outside of any session set it.
_DEFAULTS = "_cacao_defaults"

Scope = Literal["session", "tab", "app"]
SCOPES = ("session", "tab", "app")


class State(Writable[T]):
    """A reactive value: by default each visitor's session has its own.

    Declare it once, outside pages and handlers. Read ``.value`` in a page or component, and
    that part of the page follows every change. As an attribute of a component's class, each
    component of that class has its own.

    Args:
        initial_value: the value to begin with. A list, dict or other changeable object is copied
            for each session, so that visitors never share it.
        scope: who shares the value: the tabs of one visitor (``"session"``), one ``"tab"``, or
            everybody who uses the app (``"app"``).
        name: overrides the name, which is else taken from the module and variable that hold
            the State.
        store: whether the value may be kept beyond this process; for what changes many times a
            second, False.
        url: the parameter of the address's query string that follows the value, and sets it
            when the page is opened. Such a State belongs to its tab.

    Raises:
        StateError: if made while a page or component renders, or with a scope there is not.

    Example:
        >>> counter = State(0)
        >>> counter.update(counter.value + 1)
        >>> counter.value
        1
    """

    __slots__ = ("_default", "is_stored", "url")

    # Whether a field may give it what the field's own bounds forbid: see Facet.
    is_draft = False

    def __init__(
        self,
        initial_value: T,
        *,
        scope: Scope = "session",
        name: str | None = None,
        store: bool = True,
        url: str | None = None,
    ) -> None:
        super().__init__("State", name)
        if scope not in SCOPES:
            raise StateError(
                "there is no such scope",
                where=str(self.origin),
                expected='"session", "tab" or "app"',
                got=repr(scope),
                cure=nearest(str(scope), SCOPES),
            )
        if url is not None and scope == "app":
            raise StateError(
                "an address belongs to one tab, so a State for everybody cannot follow it",
                where=str(self.origin),
                cure='Leave out scope="app" or url=….',
            )
        self.scope = scope if url is None else "tab"
        self.is_plain = self.scope != "tab"
        self.url = url
        self.is_stored = store
        self._default = Cell(initial_value, next(self.world.versions))
        self.subscriptions: Subscriptions | None = None
        self.world.states.add(self)
        if url is not None:
            self.world.addressed.add(self)

    def __get__(self, instance: object, owner: type | None = None) -> State[T]:
        """Return the State as it is for one component, when read from an instance."""
        if instance is None or self.holder is None:
            return self
        return Held(self, instance)

    def _outside(self) -> Cell:
        """Return the cell that code without a session sees."""
        if self.scope == "app":
            for shared in self.world.shared:
                return cast(Cell, shared.read(self))
        return self._default

    def _write_outside(self, function: Callable[[T], T]) -> None:
        """Write with no session: the default before an App serves, then for everybody or not at all."""
        if self.world.serving:
            if self.scope != "app":
                raise self._no_session()
            for shared in self.world.shared:
                shared.apply(self, function)
            return
        value = function(self._default.value)
        if not is_same(self._default.value, value):
            self._default = Cell(value, next(self.world.versions))
            if self.subscriptions is not None:
                self.subscriptions.tell(value)

    def remember(self) -> Callable[[], None]:
        """Return a function that gives the State back the default and the subscribers it has now."""
        # What is edited in place, outside of any session, would be another value of the same cell.
        default = self.first_cell() if type(self._default.value) in (list, dict, set) else self._default
        subscriptions = None if self.subscriptions is None else self.subscriptions.copy()

        def restore() -> None:
            self._default = default
            self.subscriptions = subscriptions

        return restore

    def first_cell(self) -> Cell:
        """Return the cell a scope starts with: the default, copied if it could change in place."""
        value, version = self._default
        if is_immutable(value):
            return self._default
        try:
            return Cell(deepcopy(value), version)
        except Exception:
            return self._default  # a lock, a connection: what cannot be copied is meant to be shared


class Held(State[T]):
    """A State of a component's class together with one instance: what ``self.count`` is.

    Args:
        state: the State in the class.
        instance: the component.
    """

    __slots__ = ("_instance", "_state")

    def __init__(self, state: State[T], instance: object) -> None:
        # Not State.__init__: nothing is declared here, only looked at from one instance.
        self._state = state
        self._instance = instance
        for name in (
            "origin",
            "world",
            "number",
            "scope",
            "holder",
            "url",
            "is_stored",
            "_kind",
            "_is_spelled",
        ):
            setattr(self, name, getattr(state, name))
        self.is_plain = False
        self.subscriptions = state.subscriptions

    @property
    def name(self) -> str:
        """The name of the State in the class."""
        return self._state.name

    @property
    def state(self) -> State[T]:
        """The State in the class."""
        return self._state

    @property
    def instance(self) -> object:
        """The component."""
        return self._instance

    def key(self, run: Run) -> Key:
        """Return what this component's cell is found under.

        Raises:
            StateError: if the component is not on the page and no variable holds it.
        """
        identity = run.identity_of(self._instance)
        if identity is None:
            raise StateError(
                f"State {self.name} belongs to a component that is not on the page yet",
                where=str(find_origin()),
                cure="Place the component first, or make it outside of pages and keep it in a variable.",
            )
        key = Slot(self._state, self.place(run, identity))
        own = self._own_default()
        if own is not None:
            run.cells.begin(key, own)
        return key

    def subscribe(self, callback: Callable[[T], object] | Callable[[], object]) -> Callable[[], None]:
        """Call a function after each change of the State, in whichever component."""
        return self._state.subscribe(callback)

    def _own_default(self) -> Cell | None:
        defaults: dict[Any, Cell] = getattr(self._instance, "__dict__", {}).get(_DEFAULTS, {})
        return defaults.get(self._state)

    def first_cell(self) -> Cell:
        """Return the cell this component's value starts with."""
        return self._own_default() or self._state.first_cell()

    def _outside(self) -> Cell:
        return self.first_cell()

    def _write_outside(self, function: Any) -> None:
        if self.world.serving:
            raise self._no_session()
        before = self._outside()
        value = function(before.value)
        if not is_same(before.value, value):
            # Past a __setattr__ of the component's own, which a frozen dataclass has.
            vars(self._instance).setdefault(_DEFAULTS, {})[self._state] = Cell(
                value, next(self.world.versions)
            )
            if self.subscriptions is not None:
                self.subscriptions.tell(value)
