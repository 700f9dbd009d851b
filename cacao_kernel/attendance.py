"""Attendance: who is there, and what the App wants run when a tab comes or goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from typing import Any, Protocol

from .cells import Cell
from .count import Count
from .event import Event
from .handler import Handler
from .journal import Journal
from .session import Session
from .tab import Tab
from .turn import Publisher, Turn


class Dispatcher(Publisher, Protocol):
    """What the attendance needs of the App."""

    journal: Journal

    def dispatch(self, handler: Handler, event: Event) -> Coroutine[Any, Any, Any]:
        """Run a handler to its end and return what it returned."""
        ...


class Attendance:
    """Counts tabs and visitors, and runs functions of the App's that no event asked for.

    Args:
        app: the App's live part.
        tabs: counts the live tabs.
        online: counts the visitors with a live tab.
    """

    def __init__(self, app: Dispatcher, tabs: Count | None, online: Count | None) -> None:
        self._app = app
        self._counts = tabs, online
        self._here: Counter[Session] = Counter()

    def note(self, handlers: Iterable[Handler], tab: Tab) -> None:
        """Count anew, and run what the App wants run now that a tab has come, or gone."""
        app = self._app
        if tab.is_gone:
            self._here[tab.session] -= 1
            if self._here[tab.session] <= 0:
                del self._here[tab.session]
        else:
            self._here[tab.session] += 1
        numbers = len(app.shared.tabs), len(self._here)
        writes = {
            count: Cell(number, next(count.world.versions))
            for count, number in zip(self._counts, numbers, strict=True)
            if count is not None and app.shared.read(count).value != number
        }
        if writes:
            app.publish(None, writes)
        for handler in handlers:
            app.journal.spawn(self.run(handler, tab.session, tab.place))

    def run(self, handler: Handler, session: Session | None, tab: str) -> Coroutine[Any, Any, None]:
        """Return what runs a function with a visitor's session current, or for everybody.

        What the function raises is logged.
        """
        app = self._app
        turn = Turn(app, session, tab=tab)
        work = partial(app.dispatch, handler, Event())
        if session is None:
            return app.journal.perform(turn, work, handler.name)
        # The visitor's events wait for it, so not without end.
        return _run_locked(session, partial(app.journal.perform, turn, work, handler.name, handler.limit))


async def _run_locked(session: Session, run: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async with session.lock:
        await run()
