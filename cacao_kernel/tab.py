"""Tab: one live browser connection showing one page; takes its events and sends it patches."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from hmac import compare_digest
from typing import Any, Protocol

from . import wire
from .cells import Overlay, Run, entered
from .errors import StateError, is_cancelling, nearest
from .event import Event, Handler, make_event
from .fault import tell_fault
from .node import Action, Node
from .render import Screen
from .session import Session
from .state import State
from .turn import Turn

log = logging.getLogger("cacao")

MAX_WAITING_EVENTS = 100
MAX_WAITING_FRAMES = 16
MAX_UNACKNOWLEDGED = 4 * wire.ACK_EVERY


class Channel(Protocol):
    """The way to one browser: ordered frames, sent as fast as it takes them."""

    @property
    def waiting(self) -> int:
        """How many frames are not sent yet."""
        ...

    def post(self, frame: str) -> None:
        """Send a frame after those before it, without waiting."""
        ...

    def close(self, code: int) -> None:
        """Close the way once what was posted is sent."""
        ...


class Dispatcher(Protocol):
    """What a tab needs of the App that serves it."""

    development: bool

    def handler(self, name: str) -> Handler | None:
        """Return the handler of this name."""
        ...

    def handler_names(self) -> Iterable[str]:
        """Return the names of all handlers."""
        ...

    async def dispatch(self, handler: Handler, event: Event) -> None:
        """Run a handler to its end."""
        ...


class Tab:
    """One live browser connection.

    Args:
        tab_id: the id the browser drew when it loaded the document.
        session: the visitor.
        screen: what the tab shows.
        channel: the way to the browser.
        app: the App that serves it.
    """

    def __init__(
        self, tab_id: str, session: Session, screen: Screen, channel: Channel, app: Dispatcher
    ) -> None:
        self.id = tab_id
        self.session = session
        self.screen = screen
        self.channel = channel
        self._app = app
        self._sequence = 0
        self._acknowledged = 0
        self._changed: set[State[Any]] = set()
        self._waiting: deque[wire.Input] = deque()
        self._worker: asyncio.Task[None] | None = None
        self.is_gone = False

    # Patches.

    def flush(self, changed: Iterable[State[Any]]) -> None:
        """Render what changed and send the patch; a browser that lags gets the newest state later.

        Args:
            changed: the States with a new version.
        """
        self._changed.update(changed)
        if not self._changed or self.lags:
            return
        running = self.session.running
        cells = Overlay(self.session.cells)
        before = {} if running is None else running.copy_writes()
        cells.writes = dict(before)
        ops, errors = self.screen.update(cells, self._changed)
        self._changed = set()
        if ops:
            self._sequence += 1
            self.channel.post(wire.encode(wire.PATCH, self._sequence, ops))
        for error in errors:
            self._report(0, "render_failed", error, f'page "{self.screen.page.path}"')
        written = {state: cell for state, cell in cells.writes.items() if before.get(state) is not cell}
        if not written or any(isinstance(error, StateError) for error in errors):
            return  # a page that did not settle would write again and again
        if running is None:
            self.session.commit(written)
        else:
            running.adopt(written)

    @property
    def lags(self) -> bool:
        """Whether the browser has not taken what was sent so far."""
        return (
            self.channel.waiting >= MAX_WAITING_FRAMES
            or self._sequence - self._acknowledged >= MAX_UNACKNOWLEDGED
        )

    def acknowledge(self, sequence: int) -> None:
        """Note that the browser has applied every patch up to this sequence."""
        self._acknowledged = max(self._acknowledged, min(sequence, self._sequence))
        self.flush(())

    def resume(self) -> None:
        """Send what has changed while the browser lagged."""
        self.flush(())

    def catch_up(self) -> None:
        """Send what has changed since the screen was rendered."""
        self.flush(self.screen.read_states())

    # Events.

    async def take(self, message: wire.Input) -> None:
        """Queue an event; wait only when too many are queued, which slows the reading.

        Events run one after another, in the order they came.
        """
        if self.is_gone:
            return
        self._waiting.append(message)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.get_running_loop().create_task(self._work())
        if len(self._waiting) >= MAX_WAITING_EVENTS:
            await asyncio.wait({self._worker})

    async def _work(self) -> None:
        while self._waiting:
            message = self._waiting.popleft()
            try:
                await self._handle(message)
            except Exception as error:  # ours, not the user's: the tab must live on
                self._report(message.number, "internal", error, "Cacao itself")

    def leave(self) -> None:
        """Forget the tab: events that wait are dropped, to be sent again; the one that runs goes on."""
        self.is_gone = True
        self._waiting.clear()
        if self.session.tabs.get(self.id) is self:
            del self.session.tabs[self.id]

    async def _handle(self, message: wire.Input) -> None:
        session = self.session
        async with session.lock:
            if self.is_gone:
                return  # another connection of this tab gets its events from now on
            if message.number <= session.handled.get(self.id, 0):
                self.channel.post(wire.encode(wire.ACK, message.number))  # sent again: done already
                return
            node = self.screen.root.find(message.node)
            action = node.actions.get(message.kind) if node is not None else None
            if (
                node is None
                or action is None
                or not compare_digest(node.mark.encode(), message.mark.encode())
            ):
                self._refuse(message, "stale", "That part of the page has just changed. Please try again.")
            elif node.is_disabled:
                self._refuse(message, "disabled", "That is switched off at the moment.")
            else:
                await self._run(message, node, action)
            session.remember(self.id, message.number)

    async def _run(self, message: wire.Input, node: Node, action: Action) -> None:
        handler = self._app.handler(action.name)
        if handler is None:
            cure = (
                nearest(action.name, self._app.handler_names())
                or f'Define it with @app.event("{action.name}").'
            )
            log.error('there is no handler of "%s" (page "%s"). %s', action.name, self.screen.page.path, cure)
            shown = f'There is no handler of "{action.name}". {cure}' if self._app.development else _APOLOGY
            self._refuse(message, "unknown_action", shown)
            return
        overlay = self.session.running = Overlay(self.session.cells)
        turn = Turn(self.session, overlay)
        overlay.on_write = turn.wrote
        try:
            with entered(Run(overlay)):
                await self._app.dispatch(handler, make_event(message, node, action))
        except BaseException as error:
            self.session.running = None
            if is_cancelling(error):
                raise
            dropped = overlay.take_writes()
            turn.is_over = True
            self.session.flush(dropped)  # what was painted of them returns to what it was
            self._report(message.number, "handler_failed", error, f'handler "{action.name}"')
        else:
            self.session.running = None
            turn.is_over = True
            self.session.commit(overlay.take_writes())
            log.info('event %s "%s" handled', message.kind, action.name)
            self.channel.post(wire.encode(wire.ACK, message.number))

    def _refuse(self, message: wire.Input, code: str, text: str) -> None:
        self.channel.post(wire.encode(wire.ERROR, message.number, code, text))

    def _report(self, number: int, code: str, error: BaseException, where: str) -> None:
        apology = _STALE_PART if code == "render_failed" else _APOLOGY
        told = tell_fault(error, where, apology, development=self._app.development)
        self.channel.post(wire.encode(wire.ERROR, number, code, told))


_APOLOGY = "Something went wrong here. Nothing was changed."
_STALE_PART = "A part of this page could not be brought up to date."
