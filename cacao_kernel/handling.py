"""Handling: one event of a node, from what its browser tells to what it is answered."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from typing import Any

from . import wire
from .correction import take_edits
from .errors import CacaoError, RouteError, is_cancelling, nearest
from .event import Event, Handler, make_event
from .fault import APOLOGY, APOLOGY_FOR_A_PART, log_fault, tell_fault
from .fields import write_bound
from .handled import Answer
from .node import Action, Node
from .payload import read_payload
from .redirect import Redirect
from .refusal import Refusal
from .run import entered
from .screen import Screen
from .session import Entry
from .store import StoreError
from .tab import Tab
from .turn import Refuse, Turn, refuse_query

log = logging.getLogger("cacao")


class Handling:
    """One event that is judged to be meant, and is handled.

    Args:
        tab: the tab it came from.
        message: the event.
        node: what it happened on.
        action: what the node has for it.
        handler: the handler of that, if it names one that there is.

    Attributes:
        reply: what a query has returned, once it has run.
    """

    __slots__ = ("_action", "_handler", "_held", "_message", "_node", "_tab", "_told", "reply")

    def __init__(
        self, tab: Tab, message: wire.Input, node: Node, action: Action, handler: Handler | None
    ) -> None:
        self._tab = tab
        self._message = message
        self._node = node
        self._action = action
        self._handler = handler
        self._told = read_payload(message.payload)
        self._held = take_edits(node, message.payload, self._told)
        self.reply: tuple[Any, ...] = ()

    async def run(self) -> Answer | None:
        """Write what the event binds, and run its handler.

        Returns:
            Code and text if it failed; where it sends the tab; None if it is just done.
        """
        tab, action, handler = self._tab, self._action, self._handler
        if handler is None and action.handler is not None:
            return "unknown_action", self._tell_unknown()
        is_query = handler is not None and handler.is_query
        turn = self._begin(refuse_query if is_query else None)
        if is_query:
            self._keep()
        else:
            turn.entry = Entry(tab.id, self._message.number)
        seconds = None if handler is None else handler.limit
        try:
            returned = await turn.perform(self._work, seconds, self)
        except BaseException as error:
            if is_cancelling(error):
                raise
            self._keep()
            told = self._tell(error, APOLOGY_FOR_A_PART if turn.has_published else APOLOGY)
            if isinstance(error, StoreError):
                return "not_saved", told
            return "handler_failed", told
        if tab.painter is not None:
            await tab.settled()
        if self._held is not None and self._node.edits is not None:
            tab.doubt(self._node.edits)
        if isinstance(returned, Redirect):
            return returned
        if is_query:
            self.reply = (returned,)
            try:
                wire.encode(returned)
            except TypeError as error:
                odd = CacaoError("the answer of a query is no JSON", got=str(error))
                return "handler_failed", self._tell(odd)
        if log.isEnabledFor(logging.INFO):
            log.info('event %s "%s" handled', self._message.kind, action.name)
        return None

    def __str__(self) -> str:
        action = self._action
        if action.bind is not None and not action.name:
            return f"a field bound to State {action.bind.name}"
        return f'handler "{action.name}"'

    def _begin(self, refusal: Refuse | None = None) -> Turn:
        tab, around = self._tab, self._action.around
        region = None if around is None else around.region
        turn = Turn(tab.app, tab.session, tab.place, region, refusal)
        turn.cause = self._action.name or "bind"
        return turn

    def _write(self) -> None:
        if self._action.bind is not None and self._held is not None:
            write_bound(self._node, self._action.bind, self._held, self._told)

    def _keep(self) -> None:
        """Write what the visitor typed in a turn of its own: it is theirs, whatever the handler does."""
        kept = self._begin()
        with entered(kept):
            self._write()
        kept.publish()

    def _work(self) -> Coroutine[Any, Any, Any]:
        handler = self._handler
        if self._held is not None and (handler is None or not handler.is_query):
            self._write()
        if handler is None:
            return _nothing()
        is_asked = bool(handler.argument)
        event = make_event(self._message, self._node, self._action, self._told) if is_asked else Event()
        return self._tab.app.dispatch(handler, event)

    def _tell(self, error: BaseException, apology: str = APOLOGY) -> str:
        return tell_fault(error, str(self), apology, development=self._tab.app.development)

    def _tell_unknown(self) -> str:
        tab, name = self._tab, self._action.name
        cure = nearest(name, tab.app.handler_names()) or f'Define it with @app.event("{name}").'
        missing = RouteError(
            f'there is no handler of "{name}"', where=f'page "{tab.screen.visit.path}"', cure=cure
        )
        error_id = log_fault(missing, str(self))
        if tab.app.development:
            return f'There is no handler of "{name}". {cure}'
        return f"{APOLOGY} (error {error_id})"


async def ask_again(tab: Tab, screen: Screen) -> Answer | None:
    """Ask the guards of a page at an event: its visitor may have been logged out since it was shown.

    Returns:
        Where they send the tab, or code and text of a refusal; None if they let the event pass.
    """
    try:
        cells = await tab.app.ask_guards(tab.session.id, screen.visit, tab.place)
        tab.app.publish(tab.session, cells.land(tab.session.cells))
    except Redirect as asked:
        return asked
    except Refusal as refusal:
        return "forbidden", str(refusal)
    except Exception as error:
        where = f'a guard of page "{screen.visit.path}"'
        return "forbidden", tell_fault(error, where, APOLOGY, development=tab.app.development)
    return None


async def _nothing() -> None:
    """Do nothing: an event that only writes what is bound has no handler."""
