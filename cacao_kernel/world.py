"""The World: everything that would otherwise be module-level state, in one object.

A process has one current World. Each test app and each reload of the code gets a new one, so
that what an earlier run declared is not seen by the next.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakSet

from .errors import RouteError

if TYPE_CHECKING:
    from .state import State


class SharedCells(Protocol):
    """What code without a session needs of a serving App: its cells for everybody."""

    def read(self, state: Any) -> Any:
        """Return a State's cell."""
        ...

    def apply(self, state: Any, function: Callable[[Any], Any]) -> None:
        """Write what a function makes of a State's value, from whatever thread."""
        ...


class World:
    """What one run of the user's code declared.

    Attributes:
        default_app: the first App created here; ``mix``, ``run`` and ``CacaoServer`` mean this one.
        collected: what ``mix`` was given before an App existed, as calls that take the App.
        serving: how many Apps of this World are serving at present.
        shared: the cells for everybody of each App that is serving at present.
        loading: True while the server runs the user's file, so that ``brew()`` in it
            hands over its settings instead of starting a second server.
        codes: what each function's code is like, by its id; each entry holds its code, so that no
            other can take over the id.
        addressed: those of them that follow the address.
        told: what the developer has been told once already.
        development: whether an App of this World runs under the development server.
        states: the States declared here, as long as the user's code holds them.
        numbers: counts States, in the order they are made.
        versions: counts writes; no two writes of a World share a version.
    """

    def __init__(self) -> None:
        self.default_app: Any = None
        self.collected: list[Callable[[Any], object]] = []
        self.serving = 0
        self.shared: list[SharedCells] = []
        self.loading = False
        self.codes: dict[int, tuple[CodeType, str]] = {}
        self.states: WeakSet[State[Any]] = WeakSet()
        self.addressed: WeakSet[State[Any]] = WeakSet()
        self.told: set[object] = set()
        self.development = False
        self.numbers = itertools.count(1)
        self.versions = itertools.count(1)

    def require_app(self) -> None:
        """Let it be an error if nothing was declared that could be served.

        Raises:
            RouteError: if there is no App and nothing was given to ``mix``.
        """
        if self.default_app is None and not self.collected:
            raise RouteError(
                "there is no App to serve", cure='Make one: app = cacao.App(), with a page: @app.mix("/").'
            )

    @contextmanager
    def serve(self, shared: SharedCells) -> Generator[None, None, None]:
        """Let code without a session reach an App's cells for everybody in a ``with`` block."""
        self.serving += 1
        self.shared.append(shared)
        try:
            yield
        finally:
            self.serving -= 1
            self.shared.remove(shared)


class _Current:
    """Holds the process's current World, the one piece of module-level state."""

    world = World()


# That of an edition of the code that is being loaded beside the one that serves.
_LOADING: ContextVar[World | None] = ContextVar("cacao_loading", default=None)


def current_world() -> World:
    """Return the World that States and Apps made now belong to."""
    return _LOADING.get() or _Current.world


@contextmanager
def loading_world(world: World) -> Generator[World, None, None]:
    """Make a World current for what this context alone runs in a ``with`` block, and nothing else."""
    token = _LOADING.set(world)
    try:
        yield world
    finally:
        _LOADING.reset(token)


def set_world(world: World) -> None:
    """Make a World the process's current one, from now on."""
    _Current.world = world


@contextmanager
def new_world() -> Generator[World, None, None]:
    """Make a fresh World current for the length of a ``with`` block."""
    before = _Current.world
    _Current.world = World()
    try:
        yield _Current.world
    finally:
        _Current.world = before


@contextmanager
def kept_world(world: World) -> Generator[World, None, None]:
    """Make a World current for the length of a ``with`` block, and leave it as it was before.

    So a test may use what a module declared at its import: the App, what States begin with and who
    subscribed to them are the same again for the next test.
    """
    before = _Current.world
    _Current.world = world
    default_app, collected = world.default_app, list(world.collected)
    restorers = [state.remember() for state in world.states]
    try:
        yield world
    finally:
        _Current.world = before
        world.default_app, world.collected = default_app, collected
        for restore in restorers:
            restore()


def adopt_main() -> None:
    """Let ``import main`` mean the file that runs as ``__main__``, so that it is never run twice.

    Called when an App or State is made. A module of that name that is already there stays. A script without
    the suffix, such as the command ``cacao`` itself, cannot be imported, and would hide what can.
    """
    main = sys.modules.get("__main__")
    file = getattr(main, "__file__", None)
    if main is not None and file and file.endswith(".py"):
        sys.modules.setdefault(Path(file).stem, main)
