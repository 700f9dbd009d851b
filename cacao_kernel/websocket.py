"""The WebSocket transport: reads a tab's frames and sends it its own."""

from __future__ import annotations

import asyncio
from asyncio.tasks import _enter_task, _leave_task
from collections.abc import Coroutine
from contextvars import copy_context
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from . import wire
from .errors import WireError
from .live import Live
from .outbox import GIVE_NOW, MAX_UNSENT_FRAMES, SEND_NOW, Outbox
from .redirect import Redirect
from .relay import Begun, begin, fail, go_on
from .standby import join
from .tab import Tab
from .visit import find_address

MAX_BAD_FRAMES = 10
MAX_UNSENT_PAGES = 2  # before links are not read any more: a page may be large
NORMAL_CLOSURE = 1000
POLICY_VIOLATION = 1008
INTERNAL_ERROR = 1011
TRY_LATER = 1013


async def pump(scope: Scope, receive: Receive, send: Send, live: Live, session_id: str) -> None:
    """Serve one browser until it goes: the join first, then its events and acknowledgements.

    Args:
        scope: the ASGI connection's, of an accepted WebSocket.
        receive: likewise.
        send: likewise.
        live: the App's live part.
        session_id: the visitor, as the cookie says.
    """
    offered = scope.get("extensions", {})
    outbox = Outbox(send, offered.get(SEND_NOW))
    reading = _Pump(receive, outbox, live, session_id, scope.get("root_path", ""))
    if GIVE_NOW in offered:
        offered.pop(GIVE_NOW)(reading.take)
    await reading.run()


class _Pump:
    """Reads one browser's frames, one task at a time.

    The task that reads a frame also does what it asks for and sends the answer, which costs neither
    a task nor a turn of the loop. If that has to wait, another task reads on meanwhile, so that
    acknowledgements and the end of the connection are seen while a handler runs. Where the server
    gives an event to the pump as it comes, it is begun at once in the name of the task that waits for it.
    """

    def __init__(self, receive: Receive, channel: Outbox, live: Live, session_id: str, prefix: str) -> None:
        self._receive = receive
        self._channel = channel
        self._live = live
        self._session_id = session_id
        self._prefix = prefix
        self._limits = live.runtime.config.server
        self._tab: Tab | None = None
        self._bad = 0
        self._pause = 0.0  # until then, by the loop's clock, nothing more should be done for this tab
        self._begun: Begun | None = None  # by take(), and goes on in the task that reads
        self._loop = asyncio.get_running_loop()
        self._first_context = self._context = copy_context()  # the second is that of the task that reads
        self._reader: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_ending = False
        self._readings = 0
        self._over: asyncio.Future[None] = self._loop.create_future()

    async def run(self) -> None:
        """Read until the browser goes."""
        # In a task of its own: a handler that goes on when the browser has gone must not hold up the server.
        self._go_on()
        try:
            await self._over
        finally:
            self._is_ending = True
            if self._reader is not None:
                self._reader.cancel()
            self._leave()
        await self._channel.end()

    def _leave(self) -> None:
        if self._tab is not None:
            self._tab.inbox.close()
            self._live.leave(self._tab)

    async def _read(self) -> None:
        """Read frames until the browser goes, or until another task goes on with it."""
        reading = self._readings
        try:
            while reading == self._readings:
                message = await self._next_message()
                if message["type"] == "websocket.disconnect":
                    return
                if self._begun is None and self._is_busy:
                    await self._has_room()
                if not await self._answer(message):
                    return  # what is to be said of it is sent as the connection ends
                sending = self._channel.release()
                if sending is not None:
                    await begin(sending, self._read_on)
        finally:
            if reading == self._readings:  # else who reads by now sees the end
                self._leave()
                if not self._over.done():
                    self._over.set_result(None)

    def take(self, text: str) -> bool:
        """Do what an event asks for in the very call that brings it, and return whether that is done.

        If it has to wait, or is nothing for here, the text is to be received as any other.
        """
        tab, reader = self._tab, self._reader
        if tab is None or reader is None or self._is_busy:
            return False
        try:
            event = wire.decode(text, self._limits.max_frame_bytes, self._limits.max_json_depth)
        except WireError:
            return False  # the reader says so
        if type(event) is not wire.Input:
            return False
        _enter_task(self._loop, reader)
        try:
            work = self._take_event(tab, event)
            if work is not None:
                self._begun = work, self._context.run(work.send, None), None
        except StopIteration:
            pass
        except BaseException as error:  # that of a handler that ends its own task, say
            self._begun = fail(error), None, None
        finally:
            _leave_task(self._loop, reader)
        if self._begun is not None:
            return False
        self._channel.let_go()
        return True

    @property
    def _is_busy(self) -> bool:
        """Whether something has to be waited for before more is done."""
        if self._pause or self._channel.waiting >= MAX_UNSENT_FRAMES:
            return True
        return self._tab is not None and bool(self._tab.inbox.is_full)

    async def _has_room(self) -> None:
        """Wait for what has to be waited for."""
        if self._channel.waiting >= MAX_UNSENT_FRAMES:
            await self._channel.has_room()
        if self._tab is not None and self._tab.inbox.is_full:
            await self._tab.inbox.has_room()
        if self._pause:
            pause, self._pause = self._pause - self._loop.time(), 0.0
            await asyncio.sleep(pause)

    def _take_event(self, tab: Tab, event: wire.Input) -> Coroutine[Any, Any, None] | None:
        """Return what handles an event, whose answer then travels in one message."""
        pause = tab.session.rate.take()
        if pause:
            self._pause = self._loop.time() + pause
        self._channel.hold()
        work: Coroutine[Any, Any, None] | None = tab.inbox.take(event)
        return work

    async def _next_message(self) -> Message:
        """Wait for what the browser sends, whatever a handler has done to the task that reads."""
        while True:
            try:
                return await self._receive()
            except asyncio.CancelledError as error:
                task = asyncio.current_task()
                if self._is_ending or task is None or not task.cancelling():
                    raise
                if self._begun is None:
                    task.uncancel()  # a handler has cancelled its own task, which was to do nothing else
                else:
                    self._begun = *self._begun[:2], error  # and it is to go on here, so that is meant for it

    def _read_on(self) -> None:
        """Let another task read, since the present one has to wait."""
        self._channel.let_go()
        self._readings += 1
        self._go_on()

    def _go_on(self) -> None:
        self._context = self._first_context.copy()
        task = self._loop.create_task(self._read(), context=self._context)
        self._reader = task
        self._tasks.add(task)  # also of a handler that waits: the loop itself holds no task
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, message: Message) -> bool:
        """Do what a message asks for; return whether to read on."""
        try:
            if self._begun is not None:
                begun, self._begun = self._begun, None
                self._read_on()
                await go_on(*begun)
                return True
            frame = wire.decode(_text_of(message), self._limits.max_frame_bytes, self._limits.max_json_depth)
            if type(frame) is wire.Input and self._tab is not None:
                work = self._take_event(self._tab, frame)
                if work is not None:
                    await begin(work, self._read_on)
            elif type(frame) is wire.Bye and self._tab is not None:
                self._live.leave(self._tab, for_good=True)
                self._channel.close(NORMAL_CLOSURE)
                return False
            else:
                await self._follow(frame)
        except WireError as error:
            self._bad += 1
            self._channel.post(wire.encode(wire.ERROR, 0, error.code, str(error)))
            if self._tab is None or self._bad >= MAX_BAD_FRAMES:
                self._channel.close(POLICY_VIOLATION)
                return False
        except Redirect as asked:  # a join that is sent elsewhere: the browser loads that in full
            url = asked.url
            if not asked.external:
                url = find_address(self._live.runtime.routes, asked.url, self._prefix)
            self._channel.post(wire.encode(wire.LINK, 0, url, "", None))
            self._channel.close(POLICY_VIOLATION)
            return False
        except Exception as error:  # the page raised while the tab joined
            apology = "This page could not be shown."
            told = self._live.shared.teller.tell(error, "a join", apology)
            self._channel.post(wire.encode(wire.ERROR, 0, "render_failed", told))
            self._channel.close(INTERNAL_ERROR)
            return False
        return True

    async def _follow(self, message: wire.Up) -> None:
        """Do what a frame asks for that is no event.

        Raises:
            WireError: if it breaks the protocol.
            Redirect: if a guard or the page that is joined sends the visitor elsewhere.
            Exception: whatever the page that is joined raises.
        """
        tab = self._tab
        if isinstance(message, wire.Join):
            if tab is not None:
                raise WireError("bad_message", "a tab joins once")
            tab = self._tab = await join(self._live, self._session_id, message, self._channel, self._prefix)
            self._channel.on_sent = tab.resume
        elif tab is None:
            raise WireError("bad_message", "a tab joins first")
        elif isinstance(message, wire.Link):
            await self._channel.has_room(MAX_UNSENT_PAGES)
            if tab.links is not None:
                tab.links.follow(message)
        elif isinstance(message, wire.Ack):
            tab.acknowledge(message.sequence)
        elif isinstance(message, wire.Knock):
            self._channel.post(wire.encode(wire.KNOCK))


def _text_of(message: Message) -> str:
    text = message.get("text")
    if text is None:
        raise WireError("bad_message", "frames are text")
    return text if type(text) is str else str(text)
