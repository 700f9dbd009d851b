"""Teller: logs the faults of one App, and in development tells of them whoever watches for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from .discretion import Discretion
from .errors import describe
from .fault import Fault, FaultEvent, log, log_fault, spell_fault
from .run import current_run
from .visitor import tell_apart

Watcher = Callable[[Fault], "Mapping[str, Any] | None"]
"""Is told of a fault; what it returns is a report that stands in the page in its place."""


class Owner(Protocol):
    """What is needed of a session: what it is called."""

    @property
    def id(self) -> str:
        """The id its cookie carries."""
        ...


class Teller:
    """Logs faults under an id, and spells what visitors may know of them.

    Args:
        watchers: who is told of each; nobody in production.
        development: whether the visitor is the developer.

    Attributes:
        discretion: what nobody is to be told; nothing is noted in production.
    """

    def __init__(self, watchers: Iterable[Watcher] = (), *, development: bool = False) -> None:
        self.development = development
        self.discretion = Discretion()
        self._watchers = tuple(watchers) if development else ()

    @property
    def is_watched(self) -> bool:
        """Whether somebody wants to know more than the log does."""
        return bool(self._watchers)

    def tell_nobody(self) -> None:
        """Let no watcher be told any more, such as where what they show would lie above a page under test."""
        self._watchers = ()

    def log(
        self,
        error: BaseException,
        where: str,
        *,
        session: Owner | None = None,
        tab: str = "",
        event: FaultEvent | None = None,
        place: Iterable[int] | None = None,
    ) -> str:
        """Log an error, and return the id it is logged under.

        Args:
            error: what was raised.
            where: the handler, page, timer or task.
            session: the visitor; None for nobody.
            tab: the id of the tab; empty for none.
            event: the event that it came of.
            place: the node on the page that it has to do with.
        """
        error_id = self._log(error, where)
        if self._watchers:
            seat = None if place is None else tuple(place)
            private = self.discretion.values
            self._watch(Fault(error, error_id, where, event, _name(session), tab, seat, private=private))
        return error_id

    def tell(self, error: BaseException, where: str, apology: str, **about: Any) -> str:
        """Log an error and return what the visitor is told.

        Args:
            error: what was raised.
            where: the handler, page, timer or task.
            apology: all that a visitor of a production server learns, beside the id.
            about: what :meth:`log` takes.
        """
        error_id = self.log(error, where, **about)
        told = spell_fault(error, where, apology, error_id, development=self.development)
        return self.discretion.hide(told) if self.development else told

    def log_page(
        self, error: BaseException, where: str, session: Owner | None = None
    ) -> tuple[str, Mapping[str, Any] | None]:
        """Log the error of a page that cannot be shown.

        Returns:
            The id, and the report that somebody has made of it.
        """
        error_id = self._log(error, where)
        if not self._watchers:
            return error_id, None
        private = self.discretion.values
        fault = Fault(error, error_id, where, session=_name(session), in_page=True, private=private)
        return error_id, self._watch(fault)

    def _log(self, error: BaseException, where: str) -> str:
        if self.development:
            from .maker import trace  # loaded at the first fault

            trace(error)
        return log_fault(error, where, self.discretion.hide_typed)

    def _watch(self, fault: Fault) -> Mapping[str, Any] | None:
        """Tell all who watch; return the last report that one has made."""
        found: Mapping[str, Any] | None = None
        for watcher in self._watchers:
            try:
                found = watcher(fault) or found
            except Exception as error:  # of a plugin: what it was told of is in the log
                log.error("who watches for faults has failed itself: %s", describe(error))
        return found


def tell_fault(error: BaseException, where: str, apology: str, *, development: bool) -> str:
    """Log an error and return what the visitor is told whose handler runs.

    Args:
        error: what the user's code raised.
        where: the handler or page, if nothing else is to blame.
        apology: all that a visitor of a production server learns, beside the id.
        development: whether the visitor is the developer.
    """
    run = current_run()
    turn = None if run is None else run.turn
    teller: Teller | None = None if turn is None else turn.app.shared.teller
    if run is None or teller is None:
        return spell_fault(error, where, apology, log_fault(error, where), development=development)
    error_id = teller.log(error, where, session=run.session, tab=find_tab(run.session, run.tab))
    told = spell_fault(error, where, apology, error_id, development=development)
    return teller.discretion.hide(told) if development else told


def find_tab(session: Any, place: str) -> str:
    """Return the id of the live tab whose own cells are found under a place; empty if there is none."""
    tabs: Mapping[str, Any] = {} if session is None or not place else session.tabs
    return next((name for name, tab in [*tabs.items()] if tab.place == place), "")


def _name(session: Owner | None) -> str:
    return "" if session is None else tell_apart(session.id)
