"""Handling: one event of a node, from what its browser tells to what it is answered."""

from __future__ import annotations

import logging
import time
from collections.abc import Coroutine
from typing import Any

from . import wire
from .claims import Claim
from .correction import take_edits
from .deed import spell_event
from .errors import CacaoError, RouteError, is_cancelling, nearest
from .event import Event, make_event
from .fault import APOLOGY, APOLOGY_FOR_A_PART
from .fields import write_bound
from .handled import Answer
from .handler import Handler
from .late import refuse_query
from .node import Action, Node
from .payload import read_payload
from .redirect import Redirect
from .refusal import Refusal
from .run import entered
from .screen import Screen
from .session import Entry
from .store import StoreError
from .tab import Tab
from .turn import Refuse, Turn
from .visitor import tell_apart

log = logging.getLogger("cacao.event")


class Handling:
    """One event that is judged to be meant, and is handled.

    Args:
        tab: the tab it came from.
        message: the event.
        node: what it happened on.
        action: what the node has for it.
        handler: the handler of that, if it names one that there is.
        claim: that it counts, if only the newest event of its node does.

    Attributes:
        reply: what a query has returned, once it has run.
    """

    __slots__ = ("_action", "_claim", "_handler", "_held", "_message", "_node", "_tab", "_told", "reply")

    def __init__(
        self,
        tab: Tab,
        message: wire.Input,
        node: Node,
        action: Action,
        handler: Handler | None,
        claim: Claim | None = None,
    ) -> None:
        self._tab = tab
        self._message = message
        self._node = node
        self._action = action
        self._handler = handler
        self._claim = claim
        self._told = read_payload(message.payload)
        self._held = take_edits(node, message.payload, self._told)
        if tab.app.development:
            tab.app.shared.teller.discretion.note(node, self._told)
        self.reply: tuple[Any, ...] = ()

    def run(self) -> Coroutine[Any, Any, Answer | None]:
        """Write what the event binds, and run its handler.

        Returns:
            To be awaited: code and text if it failed; where it sends the tab; None if it is just done.
        """
        return self._run_logged() if log.isEnabledFor(logging.INFO) else self._run()

    async def _run_logged(self) -> Answer | None:
        begun, letters = time.perf_counter(), self._tab.backlog.letters
        answer = await self._run()
        self._log(answer, time.perf_counter() - begun, self._tab.backlog.letters - letters)
        return answer

    def _log(self, answer: Answer | None, seconds: float, letters: int) -> None:
        """Log the event: one line, whatever came of it."""
        outcome = "failed" if type(answer) is tuple else "handled"
        told = {
            "kind": self._message.kind,
            "handler": self._action.name,
            "outcome": outcome,
            "ms": round(seconds * 1000, 1),
            "bytes": letters,
            "session": tell_apart(self._tab.session.id)[:8],
        }
        text = 'event {kind} "{handler}" {outcome} {ms} ms {bytes} B session {session}'.format(**told)
        log.info("%s", text, extra={"cacao": told})

    async def _run(self) -> Answer | None:
        tab, action, handler = self._tab, self._action, self._handler
        if handler is None and action.handler is not None:
            return "unknown_action", self._tell_unknown()
        is_query = handler is not None and handler.is_query
        turn = self._begin(refuse_query if is_query else None)
        if self._claim is not None:
            self._claim.begin(turn)
        if self._is_beside:
            self._keep()
        if not is_query:
            turn.entry = Entry(tab.id, self._message.number)
        seconds = None if handler is None else handler.limit
        try:
            returned = await turn.perform(self._work, seconds, self)
        except BaseException as error:
            if is_cancelling(error):
                raise
            if self._claim is not None and self._claim.is_lost:
                return None
            if not self._is_beside:
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
        return None

    def __str__(self) -> str:
        action = self._action
        if action.bind is not None and not action.name:
            return f"a field bound to State {action.bind.name}"
        return f'handler "{action.name}"'

    @property
    def _is_beside(self) -> bool:
        """Whether it runs beside the queue; then what was typed is set at once, for what runs meanwhile."""
        handler = self._handler
        return handler is not None and (handler.is_concurrent or handler.is_query)

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
        if self._held is not None and not self._is_beside:
            self._write()
        if handler is None:
            return _nothing()
        is_asked = bool(handler.argument)
        event = make_event(self._message, self._node, self._action, self._told) if is_asked else Event()
        return self._tab.app.dispatch(handler, event)

    def _tell(self, error: BaseException, apology: str = APOLOGY) -> str:
        tab, node = self._tab, self._node
        if not tab.app.shared.teller.is_watched:
            return tab.app.shared.teller.tell(error, str(self), apology)
        tab.app.shared.teller.discretion.note_page(tab.screen.root)
        event = spell_event(self._message, node, self._action, self._told)
        about = {"session": tab.session, "tab": tab.id, "event": event, "place": node.place()}
        return tab.app.shared.teller.tell(error, str(self), apology, **about)

    def _tell_unknown(self) -> str:
        tab, name = self._tab, self._action.name
        cure = nearest(name, tab.app.handler_names()) or f'Define it with @app.event("{name}").'
        missing = RouteError(
            f'there is no handler of "{name}"', where=f'page "{tab.screen.visit.path}"', cure=cure
        )
        told = self._tell(missing)
        return f'There is no handler of "{name}". {cure}' if tab.app.development else told


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
        told = tab.app.shared.teller.tell(error, where, APOLOGY, session=tab.session, tab=tab.id)
        return "forbidden", told
    return None


async def _nothing() -> None:
    """Do nothing: an event that only writes what is bound has no handler."""
