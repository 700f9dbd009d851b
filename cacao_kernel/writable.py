"""Writable: reading, writing and following a value that lives in cells, whichever cell it is."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, cast

from .cells import Cell
from .declaration import Declaration
from .draft import Draft
from .errors import StateError
from .names import find_origin
from .run import Run, current_run
from .subscription import Subscriptions

T = TypeVar("T")


class Writable(Declaration, Generic[T]):
    """What a State and the State of one component have in common.

    Attributes:
        subscriptions: who is told of changes; None for nobody.
    """

    __slots__ = ("subscriptions",)

    subscriptions: Subscriptions | None

    @property
    def value(self) -> T:
        """The value in the current scope; outside of any session, the default.

        Reading it in a page or component makes that part of the page follow its changes.

        Raises:
            StateError: if the State needs a tab or a component and none is around.
        """
        run = current_run()
        if run is None:
            return cast(T, self._outside().value)
        key = self if self.is_plain else self.key(run)
        cell = run.cells.read(key)
        reads = run.reads
        if reads is not None and key not in reads:
            # The first version seen counts: a write later in the same run must make it stale.
            reads[key] = cell.version
        value: T = cell.value
        return value

    @value.setter
    def value(self, new: T) -> None:
        self.set(new)

    def set(self, value: T) -> None:
        """Give the State a new value.

        Setting an equal number, string or other unchangeable value is no change; setting the
        same list or dict again is one, since it may have been edited in place.

        Raises:
            StateError: if an App is serving and no session is current, or this run may not write.
        """
        run = current_run()
        if run is None:
            self._write_outside(lambda _: value)
        else:
            if run.computing or run.session is None:
                self._check(run)
            if run.cells.write(self if self.is_plain else self.key(run), value):
                run.wrote()

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
            self._write_outside(function)
        else:
            self._check(run)
            run.cells.apply(self.key(run), function)
            run.wrote()

    @contextmanager
    def mutate(self) -> Generator[T, None, None]:
        """Edit a list, dict or set in place for the length of a ``with`` block.

        What the block edits is a view: only the containers it changes are copied, so that nobody
        sees a half-made change, and nothing is changed if the block raises.

        Raises:
            StateError: if the value cannot be edited in place, if the block gives the State another
                value besides, or as for :meth:`set`.

        Example:
            >>> todos = State([{"title": "milk", "done": False}])
            >>> with todos.mutate() as items:
            ...     items[0]["done"] = True
            >>> todos.value
            [{'title': 'milk', 'done': True}]
        """
        run = current_run()
        if run is None:
            key, cell = None, self._outside()
        else:
            self._check(run)
            key = self.key(run)
            cell = run.cells.read(key)
        draft = Draft(cell.value, f"of State {self.name}")
        try:
            yield draft.view
        except BaseException:
            draft.close()
            raise
        after = draft.finish()
        if after is cell.value:
            return
        # Of one's own writes alone: what others have committed meanwhile is overwritten, as by set().
        now = self._outside() if run is None else run.cells.writes.get(key, cell)
        if now.version != cell.version and not (run is None and self.world.serving):
            raise StateError(
                f"State {self.name} was given another value inside its own mutate(), so one of the two "
                "would be lost",
                where=str(find_origin()),
                cure="Edit it only as you got it from mutate(), or end that block first.",
            )
        self.set(after)

    def subscribe(self, callback: Callable[[T], object] | Callable[[], object]) -> Callable[[], None]:
        """Call a function after each change, with the new value if it takes one.

        It runs with the session current whose value has changed, once what changed it is done;
        what it writes is shown, too. Called in a handler, it follows that visitor's value alone.

        Args:
            callback: a plain or async function.

        Returns:
            A function that ends the subscription. As a decorator, that is what the name becomes.

        Raises:
            StateError: if called while rendering.
        """
        run = current_run()
        if run is not None and run.reads is not None:
            raise StateError(
                f"State {self.name} was subscribed to while rendering, so every render would do it again",
                where=str(find_origin()),
                cure="Subscribe at the top of the module or in a handler.",
            )
        if self.subscriptions is None:
            self.subscriptions = Subscriptions()
        return self.subscriptions.add(callback, None if run is None else run.session)

    def on_change(self, callback: Callable[[T], object] | Callable[[], object]) -> Callable[[], None]:
        """Call a function after each change, as :meth:`subscribe` does."""
        return self.subscribe(callback)  # of a component's State or a Facet: theirs

    def _check(self, run: Run) -> None:
        if run.computing:
            raise StateError(
                f"State {self.name} was written by a Computed, which only reads",
                where=str(find_origin()),
                cure="Write it in an event handler, or return the value from the Computed.",
            )
        if run.session is None and self.scope != "app":
            raise self._no_session()

    def _no_session(self) -> StateError:
        return StateError(
            f"State {self.name} was written with no session, so nobody's value would change",
            where=str(find_origin()),
            cure="Write it in an event handler; cacao.bind(function) carries a session into a thread or "
            'timer, and scope="app" makes one value for everybody.',
        )

    def _outside(self) -> Cell:
        """Return the cell that code without a session sees."""
        raise NotImplementedError

    def _write_outside(self, function: Callable[[T], T]) -> None:
        """Write with no session current."""
        raise NotImplementedError
