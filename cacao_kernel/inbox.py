"""Inbox: the events of one tab, handled in the order they came."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from . import wire
from .claims import Claim
from .fault import APOLOGY
from .handled import Answer
from .handler import Handler
from .handling import Handling, ask_again
from .meant import Meant, find_meant
from .recall import Recall
from .redirect import Redirect
from .screen import Screen
from .session import Entry
from .tab import Tab

MAX_WAITING_EVENTS = 100

_OF_FIELDS = {"edits", "fields"}  # what a payload tells of fields

STALE = "That part of the page has just changed. Please try again."


class Inbox:
    """Takes a tab's events and has their handlers run.

    Events run one after another, and one at a time for the whole session. A handler declared
    ``concurrent=True`` starts at once and runs beside the others; so does a query. Where the newest of a
    node counts, it takes the place of the one before it.

    Args:
        tab: the tab whose events come here.

    Attributes:
        is_full: whether so many events wait that no more should be read, which slows the browser.
    """

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        # With the screen that was shown as they came: a link may show another before their turn.
        self._waiting: list[tuple[wire.Input, Screen]] = []
        self._asleep: list[wire.Input] = []  # those that wait for the tree to be made anew
        self._recall = Recall(tab)
        self.is_full = False
        self._is_closed = False
        self._is_working = False
        self._is_idle: asyncio.Event | None = None  # made for who waits for it
        self._successor: asyncio.Task[None] | None = None  # of a task that ended while events waited
        self._beside: set[asyncio.Task[None]] = set()

    def take(self, message: wire.Input, *, is_woken: bool = False) -> Coroutine[Any, Any, None] | None:
        """Take an event.

        Args:
            message: the event.
            is_woken: whether the tree, if it had been let go, should be there again.

        Returns:
            What handles it and all that comes meanwhile, to be awaited at once; None if others do.
        """
        tab = self._tab
        tab.stirs += 1
        if tab.is_gone or self._is_closed:
            return None
        screen = tab.screen
        if (screen.slumber is not None or self._asleep) and not is_woken:
            return self._wake_first(message)
        meant = find_meant(message, screen, tab.app.handler)
        handler = None if meant is None else meant[2]
        if meant is not None and handler is not None and (handler.is_concurrent or handler.is_query):
            self._start_beside(message, screen, meant, handler)
        elif self._is_working:
            self._waiting.append((message, screen))
            self.is_full = self.is_full or len(self._waiting) >= MAX_WAITING_EVENTS
        else:
            self._is_working = True
            return self._work(message, screen, meant)
        return None

    async def _wake_first(self, message: wire.Input) -> None:
        """Have the tree made anew, then take the event, and behind it those that have come meanwhile."""
        asleep = self._asleep
        asleep.append(message)
        self.is_full = self.is_full or len(asleep) >= MAX_WAITING_EVENTS
        if len(asleep) > 1:
            return
        try:
            await self._tab.wake()
        finally:
            come = [*asleep]
            asleep.clear()
        for work in [self.take(each, is_woken=True) for each in come]:
            if work is not None:
                await work

    async def has_room(self) -> None:
        """Wait as long as too many events wait."""
        if len(self._asleep) >= MAX_WAITING_EVENTS:
            await self._tab.settled()
        while max(len(self._waiting), len(self._beside)) >= MAX_WAITING_EVENTS:
            if len(self._beside) >= MAX_WAITING_EVENTS:
                await asyncio.wait(self._beside, return_when=asyncio.FIRST_COMPLETED)
            else:
                self._is_idle = self._is_idle or asyncio.Event()
                await self._is_idle.wait()
        self.is_full = False

    def _start_beside(self, message: wire.Input, screen: Screen, meant: Meant, handler: Handler) -> None:
        """Handle an event at once, in a task of its own."""
        claim: Claim | None = None
        if handler.is_newest or handler.is_query:
            claim = self._tab.handled.claims.stake(message, screen.visit.url, meant[0], handler)
        task = asyncio.get_running_loop().create_task(self._handle_beside(message, screen, meant, claim))
        self._beside.add(task)
        self.is_full = self.is_full or len(self._beside) >= MAX_WAITING_EVENTS
        task.add_done_callback(self._beside.discard)
        if claim is not None:
            claim.task = task
            task.add_done_callback(lambda done: self._end(claim, done))

    async def _handle_beside(
        self, message: wire.Input, screen: Screen, known: Meant | None, claim: Claim | None
    ) -> None:
        if claim is not None and claim.is_waiting:
            await claim.comes_due()
            known = None
        if claim is not None and claim.is_lost:  # it was sent again, and a newer one runs
            self._tab.handled.add(message.number)
            self._answer_again(message.number)
        else:
            await self._handle(message, screen, known, claim)

    def _end(self, claim: Claim, done: asyncio.Task[None]) -> None:
        """Forget a claim, and answer its event if that was given up for a newer one."""
        self._tab.handled.claims.drop(claim)
        if done.cancelled() and (claim.is_lost or claim.is_query):
            self._tab.handled.add(claim.message.number)
            self._acknowledge(claim.message.number)

    @property
    def is_busy(self) -> bool:
        """Whether an event is being handled."""
        return self._is_working or bool(self._beside)

    async def until_idle(self) -> None:
        """Wait until no event is being handled."""
        if self._beside:
            await asyncio.wait(self._beside)
        if self._is_working:
            self._is_idle = self._is_idle or asyncio.Event()
            await self._is_idle.wait()

    def close(self) -> None:
        """Drop the events that wait, to be sent again, and take no more; those that run go on."""
        self._waiting.clear()
        self._is_closed = True

    async def _work(self, message: wire.Input, screen: Screen, known: Meant | None) -> None:
        """Handle an event that has just come, and those that come until it is handled."""
        lock = self._tab.session.lock
        try:
            while True:
                if not lock.seize():
                    await lock.acquire()
                    known = None  # who held it may have changed the screen
                try:
                    await self._handle(message, screen, known)
                finally:
                    lock.release()
                if not self._waiting:
                    return
                (message, screen), known = self._waiting.pop(0), None
        finally:
            self._is_working = False
            if self._waiting and not self._tab.is_gone:  # the task has been cancelled, by its handler say
                self._is_working = True
                work = self._work(*self._waiting.pop(0), None)
                self._successor = asyncio.get_running_loop().create_task(work)
            elif self._is_idle is not None:
                self._is_idle.set()
                self._is_idle = None

    async def _handle(
        self, message: wire.Input, screen: Screen, known: Meant | None, claim: Claim | None = None
    ) -> None:
        """Have an event's handler run, unless it has run before; the answer is the same both times.

        A query is asked again, since nothing of it is kept.
        """
        tab, number = self._tab, message.number
        handled = tab.handled
        is_query = claim is not None and claim.is_query
        if tab.is_gone:
            return  # another connection of this tab gets its events from now on
        while number in handled.underway:  # sent again, on another connection, while it runs
            await handled.until_done(number)
            known = None
        if number in handled and not is_query:
            await tab.settled()
            self._recall.note(message, screen)
            if number >= handled.last:
                self._recall.answer()
            self._answer_again(number)
            return
        underway = handled.underway
        underway[number] = None
        try:
            answer = await self._judge(message, screen, known, claim)
            handled.add(number, answer)
            if answer is not None:
                if type(answer) is tuple:
                    await tab.app.note(tab.session, Entry(tab.id, number, answer))
                self._answer(number, answer)
        except asyncio.CancelledError as error:  # by other code of the app's: the browser waits all the same
            is_lost = claim is not None and claim.is_lost
            if not (is_query or is_lost or tab.is_gone):
                if number not in handled:
                    told = self._tell(error, "a handler whose task was cancelled")
                    handled.add(number, ("handler_failed", told))
                self._answer_again(number)
            raise
        finally:
            is_done = underway.pop(number)
            if is_done is not None:
                is_done.set()

    def _answer_again(self, number: int) -> None:
        """Answer an event that has been handled."""
        answer = self._tab.handled.answer(number)
        if answer is None:
            self._acknowledge(number)
        self._answer(number, answer)

    def _answer(self, number: int, answer: Answer | None) -> None:
        """Tell the tab what there is to tell instead of an acknowledgement, or before it."""
        if isinstance(answer, Redirect):
            # Acknowledged behind the page: what is lost on the way there is asked for again.
            self._tab.redirect(answer, lambda: self._acknowledge(number))
        elif answer is not None:
            self._tab.refuse(number, *answer)

    def _acknowledge(self, number: int, *reply: Any) -> None:
        frame = wire.encode(wire.ACK, number, *reply) if reply else f'["{wire.ACK}",{number}]'
        self._tab.channel.post(frame)

    async def _judge(
        self, message: wire.Input, screen: Screen, known: Meant | None, claim: Claim | None
    ) -> Answer | None:
        """Run the handler of the node that the event names, if the node is still the one that was meant.

        Args:
            message: the event.
            screen: what was shown as it came.
            known: the node and its handler, if nothing has come between looking them up and now.
            claim: that it counts, if only the newest event of its node does.

        Returns:
            Code and text if the event is refused; else it is acknowledged, and sends the tab elsewhere
            or nowhere.
        """
        tab = self._tab
        self._recall.answer()
        # What is told of a field follows on what was sent to it: that must not wait for the browser.
        hurried = not _OF_FIELDS.isdisjoint(message.payload)
        if hurried or tab.painter is not None:
            await tab.settled(hurried=hurried)
            known = None
        meant = known or find_meant(message, screen, tab.app.handler)
        if meant is None:
            return "stale", STALE
        if meant[0].is_disabled:
            return "disabled", "That is switched off at the moment."
        if tab.app.is_guarded(screen.visit):
            refused = await ask_again(tab, screen)
            if refused is not None:
                return refused
            meant = find_meant(message, screen, tab.app.handler)  # guards may have taken their time
            if meant is None:
                return "stale", STALE
        try:
            handling = Handling(tab, message, *meant, claim)
            seen = tab.app.witness  # None but where a developer looks
            answer = await (handling.run() if seen is None else seen.see(tab, message, meant[0], handling))
        except Exception as error:  # ours, not the user's: the tab must live on
            return "internal", self._tell(error, "Cacao itself")
        if answer is None:
            self._acknowledge(message.number, *handling.reply)
        return answer

    def _tell(self, error: BaseException, where: str) -> str:
        tab = self._tab
        return tab.app.shared.teller.tell(error, where, APOLOGY, session=tab.session, tab=tab.id)
