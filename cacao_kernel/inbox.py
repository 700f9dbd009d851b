"""Inbox: the events of one tab, handled in the order they came."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from hmac import compare_digest
from typing import Any

from . import wire
from .correction import take_edits
from .errors import CacaoError, is_cancelling, nearest
from .event import Handler, find_handler, make_event
from .fault import tell_fault
from .fields import write_bound
from .limit import Limit
from .node import Action, Node
from .payload import read_payload
from .redirect import Redirect
from .refusal import Refusal
from .run import entered
from .screen import Screen
from .session import Answer, Entry
from .tab import APOLOGY, APOLOGY_FOR_A_PART, Tab
from .turn import Refuse, Turn, refuse_query

log = logging.getLogger("cacao")

MAX_WAITING_EVENTS = 100

_OF_FIELDS = {"edits", "fields"}  # what a payload tells of fields

STALE = "That part of the page has just changed. Please try again."


class Inbox:
    """Takes a tab's events and has their handlers run.

    Events run one after another, and one at a time for the whole session. A handler declared
    ``concurrent=True`` starts at once and runs beside the others; so does a query.

    Args:
        tab: the tab whose events come here.
    """

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        # With the screen that was shown as they came: a link may show another before their turn.
        self._waiting: deque[tuple[wire.Input, Screen]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._beside: set[asyncio.Task[None]] = set()
        self._queries: dict[tuple[int | str, ...], asyncio.Task[None]] = {}

    async def take(self, message: wire.Input) -> None:
        """Queue an event; wait only when too many are queued, which slows the reading."""
        if self._tab.is_gone:
            return
        beside = self._handler_beside(message)
        if beside is not None:
            work = self._handle(message, self._tab.screen, is_query=beside.is_query)
            task = asyncio.get_running_loop().create_task(work)
            self._beside.add(task)
            task.add_done_callback(self._beside.discard)
            if beside.is_query:
                self._replace_query(message, task)
            if len(self._beside) >= MAX_WAITING_EVENTS:
                await asyncio.wait(self._beside, return_when=asyncio.FIRST_COMPLETED)
            return
        self._waiting.append((message, self._tab.screen))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.get_running_loop().create_task(self._work())
        if len(self._waiting) >= MAX_WAITING_EVENTS:
            await asyncio.wait({self._worker})

    def close(self) -> None:
        """Drop the events that wait, to be sent again; those that run go on."""
        self._waiting.clear()

    def _replace_query(self, message: wire.Input, task: asyncio.Task[None]) -> None:
        """Let the newest query of a node win over the one before it."""
        node = tuple(message.node)
        before, self._queries[node] = self._queries.get(node), task
        if before is not None:
            before.cancel()

        def forget(done: asyncio.Task[None]) -> None:
            if self._queries.get(node) is done:
                del self._queries[node]
            if done.cancelled():
                self._tab.session.handled_of(self._tab.id).add(message.number)
                self._acknowledge(message.number)

        task.add_done_callback(forget)

    def _handler_beside(self, message: wire.Input) -> Handler | None:
        """Return the handler of an event that need not wait for those before it; None if it must."""
        node = self._find_meant(message, self._tab.screen)
        if node is None:
            return None
        handler = find_handler(node.actions[message.kind], self._tab.app.handler)
        return handler if handler is not None and (handler.is_concurrent or handler.is_query) else None

    def _find_meant(self, message: wire.Input, screen: Screen) -> Node | None:
        """Return the node that the event names, if it bears the event's mark.

        A Stop button must answer although the handler it stops moves it about: what runs beside
        the others is also found by its mark, if that stands on one node alone.
        """
        node = screen.root.find(message.node)
        if node is not None and _is_meant(node, message):
            return node
        alike = [other for other in screen.root.walk() if _is_meant(other, message)]
        if len(alike) != 1:
            return None
        handler = find_handler(alike[0].actions[message.kind], self._tab.app.handler)
        return alike[0] if handler is not None and handler.is_concurrent else None

    async def _work(self) -> None:
        while self._waiting:
            message, screen = self._waiting.popleft()
            async with self._tab.session.lock:
                await self._handle(message, screen)

    async def _handle(self, message: wire.Input, screen: Screen, *, is_query: bool = False) -> None:
        """Have an event's handler run, unless it has run before; the answer is the same both times.

        A query is asked again, since nothing of it is kept.
        """
        tab = self._tab
        handled = tab.session.handled_of(tab.id)
        if tab.is_gone:
            return  # another connection of this tab gets its events from now on
        underway = handled.underway.get(message.number)
        if underway is not None:  # sent again, on another connection, while it runs
            await underway.wait()
        if message.number in handled and not is_query:
            answer = handled.answer(message.number)
            if answer is None:
                self._acknowledge(message.number)
            self._answer(message.number, answer)
            return
        done = handled.underway[message.number] = asyncio.Event()
        try:
            answer = await self._judge(message, screen)
            handled.add(message.number, answer)
            self._answer(message.number, answer)
        finally:
            del handled.underway[message.number]
            done.set()

    def _answer(self, number: int, answer: Answer | None) -> None:
        """Tell the tab what there is to tell instead of an acknowledgement, or before it."""
        if isinstance(answer, Redirect):
            # Acknowledged behind the page: what is lost on the way there is asked for again.
            self._tab.redirect(answer, lambda: self._acknowledge(number))
        elif answer is not None:
            self._tab.refuse(number, *answer)

    def _acknowledge(self, number: int, *reply: Any) -> None:
        self._tab.channel.post(wire.encode(wire.ACK, number, *reply))

    async def _judge(self, message: wire.Input, screen: Screen) -> Answer | None:
        """Run the handler of the node that the event names, if the node is still the one that was meant.

        Returns:
            Code and text if the event is refused; else it is acknowledged, and sends the tab elsewhere
            or nowhere.
        """
        # What is told of a field follows on what was sent to it: that must not wait for the browser.
        await self._tab.settled(hurried=not _OF_FIELDS.isdisjoint(message.payload))
        node = self._find_meant(message, screen)
        if node is None:
            return "stale", STALE
        if node.is_disabled:
            return "disabled", "That is switched off at the moment."
        refused = await self._refuse(message, screen) if self._tab.app.is_guarded(screen.visit) else None
        if refused is not None:
            return refused
        try:
            return await self._run(message, node, node.actions[message.kind])
        except Exception as error:  # ours, not the user's: the tab must live on
            return "internal", self._tell(error, "Cacao itself")

    async def _refuse(self, message: wire.Input, screen: Screen) -> Answer | None:
        """Ask the guards of the page again: its visitor may have been logged out since it was shown.

        Returns:
            Where they send the tab, or code and text of a refusal; None if they let the event pass.
        """
        tab = self._tab
        try:
            cells = await tab.app.ask_guards(tab.session.id, screen.visit, tab.place)
            tab.app.publish(tab.session, cells.land(tab.session.cells))
        except Redirect as asked:
            return asked
        except Refusal as refusal:
            return "forbidden", str(refusal)
        except Exception as error:
            return "forbidden", self._tell(error, f'a guard of page "{screen.visit.path}"')
        return None

    async def _run(self, message: wire.Input, node: Node, action: Action) -> Answer | None:
        tab = self._tab
        told = read_payload(message.payload)
        held = take_edits(node, message.payload, told)
        handler = find_handler(action, tab.app.handler)
        if handler is None and action.handler is not None:
            return "unknown_action", self._tell_unknown(action.name)

        is_query = handler is not None and handler.is_query

        def begin(refusal: Refuse | None = None) -> Turn:
            region = action.around and action.around.region
            return Turn(tab.app, tab.session, tab=tab.place, region=region, refusal=refusal)

        def write() -> None:
            if action.bind is not None and held is not None:
                write_bound(node, action.bind, held, told)

        def keep() -> None:
            """Write what the visitor typed in a turn of its own: it is theirs, whatever the handler does."""
            kept = begin()
            with entered(kept.run):
                write()
            kept.publish()

        async def work() -> Any:
            if not is_query:
                write()
            if handler is not None:
                return await tab.app.dispatch(handler, make_event(message, node, action, told))
            return None

        def note(returned: Any) -> Entry:
            return Entry(tab.id, message.number, returned if isinstance(returned, Redirect) else None)

        turn = begin(refuse_query if is_query else None)
        if is_query:
            keep()
        else:
            turn.entry = note
        reply: tuple[Any, ...] = ()
        try:
            limit = None if handler is None else Limit(handler.limit, f'handler "{action.name}"')
            returned = await turn.perform(work, limit)
        except BaseException as error:
            if is_cancelling(error):
                raise
            keep()
            apology = APOLOGY_FOR_A_PART if turn.has_published else APOLOGY
            return "handler_failed", self._tell(error, f'handler "{action.name}"', apology)
        await tab.settled()
        if held is not None and node.edits is not None:
            tab.doubt(node.edits)
        if is_query and not isinstance(returned, Redirect):
            reply = (returned,)
            try:
                wire.encode(reply)
            except TypeError as error:
                odd = CacaoError("the answer of a query is no JSON", got=str(error))
                return "handler_failed", self._tell(odd, f'handler "{action.name}"')
        log.info('event %s "%s" handled', message.kind, action.name)
        if isinstance(returned, Redirect):
            return returned
        self._acknowledge(message.number, *reply)
        return None

    def _tell(self, error: BaseException, where: str, apology: str = APOLOGY) -> str:
        return tell_fault(error, where, apology, development=self._tab.app.development)

    def _tell_unknown(self, name: str) -> str:
        tab = self._tab
        cure = nearest(name, tab.app.handler_names()) or f'Define it with @app.event("{name}").'
        log.error('there is no handler of "%s" (page "%s"). %s', name, tab.screen.visit.path, cure)
        return f'There is no handler of "{name}". {cure}' if tab.app.development else APOLOGY


def _is_meant(node: Node, message: wire.Input) -> bool:
    """Tell whether a node listens to the event and bears the mark that was on what the user meant."""
    return message.kind in node.actions and compare_digest(node.mark.encode(), message.mark.encode())
