"""The World: everything that would otherwise be module-level state, in one object.

A process has one current World. Each test app and each reload of the code gets a new one, so
that what an earlier run declared is not seen by the next.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

if TYPE_CHECKING:
    from .state import State


class World:
    """What one run of the user's code declared.

    Attributes:
        default_app: the first App created here; ``mix``, ``run`` and ``CacaoServer`` mean this one.
        collected: what ``mix`` was given before an App existed, as calls that take the App.
        serving: how many Apps of this World are serving at present.
        loading: True while the server runs the user's file, so that ``brew()`` in it
            hands over its settings instead of starting a second server.
        states: the States declared here, as long as the user's code holds them.
        numbers: counts States, in the order they are made.
        versions: counts writes; no two writes of a World share a version.
    """

    def __init__(self) -> None:
        self.default_app: Any = None
        self.collected: list[Callable[[Any], object]] = []
        self.serving = 0
        self.loading = False
        self.states: WeakSet[State[Any]] = WeakSet()
        self.numbers = itertools.count(1)
        self.versions = itertools.count(1)


class _Current:
    """Holds the process's current World, the one piece of module-level state."""

    world = World()


def current_world() -> World:
    """Return the World that States and Apps made now belong to."""
    return _Current.world


@contextmanager
def new_world() -> Generator[World, None, None]:
    """Make a fresh World current for the length of a ``with`` block."""
    before = _Current.world
    _Current.world = World()
    try:
        yield _Current.world
    finally:
        _Current.world = before


def adopt_main() -> None:
    """Let ``import main`` mean the file that runs as ``__main__``, so that it is never run twice.

    Called when an App or State is made. A module of that name that is already there stays.
    """
    main = sys.modules.get("__main__")
    file = getattr(main, "__file__", None)
    if main is not None and file:
        sys.modules.setdefault(Path(file).stem, main)
