"""Tab: one live browser connection showing one page; takes its events and sends it patches."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Iterable
from hmac import compare_digest
from typing import Any, Protocol

from . import wire
from .cells import Overlay, Scope, entered
from .errors import describe, is_cancelling, nearest
from .event import Event, Handler
from .node import Action, Node
from .props import clean
from .render import Screen
from .session import Session
from .state import State

log = logging.getLogger("cacao")

MAX_WAITING_EVENTS = 100
MAX_WAITING_FRAMES = 16
MAX_UNACKNOWLEDGED = 4 * wire.ACK_EVERY
MAX_MESSAGE = 500

_PAYLOAD: dict[str, type] = {"value": str, "checked": bool, "key": str}


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
        self._loop = asyncio.get_running_loop()
        self._sequence = 0
        self._acknowledged = 0
        self._changed: set[State[Any]] = set()
        self._waiting: deque[wire.Input] = deque()
        self._worker: asyncio.Task[None] | None = None

    # Patches.

    def flush(self, changed: Iterable[State[Any]], progress: Overlay | None = None) -> None:
        """Render what changed and send the patch; a browser that lags gets the newest state later.

        Args:
            changed: the States with a new version.
            progress: a running handler's overlay, whose uncommitted writes are shown, too.
        """
        self._changed.update(changed)
        if not self._changed or self.lags:
            return
        cells = Overlay(self.session.cells)
        before = {} if progress is None else progress.copy_writes()
        cells.writes = dict(before)
        ops, errors = self.screen.update(cells, self._changed)
        self._changed = set()
        if ops:
            self._sequence += 1
            self.channel.post(wire.encode(wire.PATCH, self._sequence, ops))
        for error in errors:
            self._report(0, "render_failed", error, f'page "{self.screen.page.path}"')
        written = {state: cell for state, cell in cells.writes.items() if before.get(state) is not cell}
        if not written or errors:
            return  # a page that did not settle would write again and again
        if progress is None:
            self.session.commit(written)
        else:
            progress.adopt(written)

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
        self._waiting.append(message)
        if self._worker is None or self._worker.done():
            self._worker = self._loop.create_task(self._work())
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
        """Forget the tab: events that wait are dropped, the one that runs goes on."""
        self._waiting.clear()
        if self.session.tabs.get(self.id) is self:
            del self.session.tabs[self.id]

    async def _handle(self, message: wire.Input) -> None:
        session = self.session
        async with session.lock:
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
        overlay = Overlay(self.session.cells)
        turn = _Turn(self, overlay)
        overlay.on_write = turn.wrote
        try:
            with entered(Scope(overlay)):
                await self._app.dispatch(handler, _make_event(message, node, action))
        except BaseException as error:
            if is_cancelling(error):
                raise
            dropped = overlay.take_writes()
            turn.is_over = True
            for tab in list(self.session.tabs.values()):
                tab.flush(dropped)  # what was painted of them returns to what it was
            self._report(message.number, "handler_failed", error, f'handler "{action.name}"')
        else:
            turn.is_over = True
            self.session.commit(overlay.take_writes())
            log.info('event %s "%s" handled', message.kind, action.name)
            self.channel.post(wire.encode(wire.ACK, message.number))

    def _refuse(self, message: wire.Input, code: str, text: str) -> None:
        self.channel.post(wire.encode(wire.ERROR, message.number, code, text))

    def _report(self, number: int, code: str, error: BaseException, where: str) -> None:
        """Log an error of the user's code under an id, and tell the visitor no more than they may know."""
        error_id = secrets.token_hex(4)
        log.error("error %s in %s: %s", error_id, where, describe(error))
        apology = _STALE_PART if code == "render_failed" else _APOLOGY
        shown = f"{apology} (error {error_id})"
        if self._app.development:
            shown = f"{where}: {type(error).__name__}: {error} (error {error_id}, see the terminal)"
        self.channel.post(wire.encode(wire.ERROR, number, code, clean(shown)[:MAX_MESSAGE]))


_APOLOGY = "Something went wrong here. Nothing was changed."
_STALE_PART = "A part of this page could not be brought up to date."


class _Turn:
    """One run of a handler: shows its progress while it runs, and commits what its tasks write later."""

    __slots__ = ("_is_due", "_overlay", "_tab", "is_over")

    def __init__(self, tab: Tab, overlay: Overlay) -> None:
        self._tab = tab
        self._overlay = overlay
        self._is_due = False
        self.is_over = False

    def wrote(self) -> None:
        """Ask for one flush at the end of the loop's turn; called in whatever thread wrote."""
        if self._is_due:
            return
        self._is_due = True
        loop = self._tab._loop
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is loop:
            loop.call_soon(self._flush)
        else:
            loop.call_soon_threadsafe(self._flush)

    def _flush(self) -> None:
        self._is_due = False
        if self.is_over:
            writes = self._overlay.take_writes()
            if writes:
                self._tab.session.commit(writes)
            return
        progress = self._overlay.copy_writes()
        for tab in list(self._tab.session.tabs.values()):
            tab.flush(progress, self._overlay)


def _make_event(message: wire.Input, node: Node, action: Action) -> Event:
    around = (node, *node.ancestors())
    component_type = next(
        (
            found.attributes["data-component-type"]
            for found in around
            if "data-component-type" in found.attributes
        ),
        None,
    )
    sent = {
        name: message.payload[name]
        for name, kind in _PAYLOAD.items()
        if isinstance(message.payload.get(name), kind)
    }
    return Event(
        action=action.name,
        kind=message.kind,
        params=dict(action.params),
        component_type=component_type,
        **sent,
    )
