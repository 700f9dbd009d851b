"""Run: what surrounds the user code that is running."""

from __future__ import annotations

import types
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, Token, copy_context
from typing import Any, Protocol, TypeVar, cast

from .cells import Key, Overlay

T = TypeVar("T")


class Around(Protocol):
    """What a Run needs of a region: the components that stand around, and what they are called."""

    component: Any
    identity: str
    known: dict[int, str]

    def chain(self) -> Iterator[Around]:
        """Yield this region and those around it, innermost first."""
        ...


class Run:
    """What surrounds the user code that is running: the cells it sees, and who notes its reads.

    Attributes:
        cells: where States are read and written.
        tab: the id of the tab that is served; empty for none.
        region: the region that is being rendered, or whose node an event came from.
        session: the visitor; None while code runs for nobody in particular.
        reads: the versions the region being rendered has seen; None outside rendering.
        turn: the turn of the handler that runs; None while rendering.
        computing: the Computeds that are being evaluated, outermost first.
        is_personal: whether it has asked who the visitor is, so that nobody else may have what comes of it.
    """

    computing: tuple[Any, ...] = ()
    is_personal = False
    turn: Any = None

    # Made for each event several times: arguments by position, as keywords cost more than all the rest.
    def __init__(
        self, cells: Overlay, tab: str = "", region: Around | None = None, session: object = None
    ) -> None:
        self.cells = cells
        self.tab = tab
        self.region: Any = region
        self.session: Any = session
        self.reads: dict[Key, int] | None = None

    def computing_run(self, computed: object) -> Run:
        """Return the Run in which a Computed is evaluated: it sees the same, and notes its own reads."""
        run = Run(self.cells, self.tab, self.region, self.session)
        run.reads = {}
        run.computing = (*self.computing, computed)
        return run

    def wrote(self) -> None:
        """Do what follows a write, in the thread that wrote: nothing while rendering."""

    def identity_of(self, component: object) -> str | None:
        """Return what a component is called here; None if it has not run here."""
        around = self.region
        if around is not None:
            for region in around.chain():
                if region.component is component:
                    return str(region.identity)
                if id(component) in region.known:
                    return str(region.known[id(component)])
        held = getattr(component, "held_name", None)
        return None if held is None else str(held)

    def identity_within(self, holder: type) -> str | None:
        """Return what the innermost component of this class around is called; None if there is none."""
        around = self.region
        if around is not None:
            for region in around.chain():
                if isinstance(region.component, holder):
                    return str(region.identity)
        return None


_run: ContextVar[Run | None] = ContextVar("cacao_run", default=None)

# Returns the Run of the code that is running, or None outside of any session.
current_run = _run.get


def run_of(context: Context) -> Run | None:
    """Return the Run that is current in a context; None outside of any session."""
    return context.get(_run)


def context_of(run: Run) -> Context:
    """Return a context in which a Run is current; what user code sets there stays there."""
    context = copy_context()
    context.run(_run.set, run)
    return context


@types.coroutine
def apart(coroutine: Coroutine[Any, Any, T], context: Context | None = None) -> Generator[Any, Any, T]:
    """Run a coroutine to its end in the present task, but in another context; by default in a copy."""
    context = copy_context() if context is None else context
    step: Callable[[Any], Any] = coroutine.send
    argument: Any = None
    while True:
        try:
            awaited = context.run(step, argument)
        except StopIteration as done:
            return cast(T, done.value)
        step = coroutine.send
        try:
            argument = yield awaited
        except GeneratorExit:
            context.run(coroutine.close)
            raise
        except BaseException as error:
            step, argument = coroutine.throw, error


def enter(run: Run) -> Token[Run | None]:
    """Make a Run current, until :func:`leave` is given what this returns."""
    return _run.set(run)


def leave(token: Token[Run | None]) -> None:
    """Make the Run current again that was before."""
    _run.reset(token)


@contextmanager
def entered(run: Run) -> Generator[None, None, None]:
    """Make a Run current for the length of a ``with`` block."""
    token = enter(run)
    try:
        yield
    finally:
        leave(token)
