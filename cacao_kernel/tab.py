"""Tab: one live browser connection showing one page; paints what changes and sends it as patches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextvars import copy_context
from functools import partial
from typing import Any

from . import wire
from .address import find_told, spell_address
from .backlog import Backlog
from .calls import spell_calls
from .cells import Key, Overlay
from .channel import Channel, Host, Navigator
from .correction import correct
from .easel import Easel
from .edits import Edits
from .errors import StateError
from .extent import MAX_ON_LOOP
from .fault import APOLOGY, APOLOGY_FOR_A_PAGE, ToldFaults, distinct, forget_frames
from .redirect import Redirect
from .refusal import Refusal
from .screen import Screen
from .session import Call, Session
from .sight import see_cells
from .tempo import Tempo

MAX_WAITING_FRAMES = 16
MAX_CALLS = 100  # that wait for a browser that lags; the oldest go first


class Tab:
    """One live browser connection.

    Args:
        tab_id: the id the browser drew when it loaded the document.
        session: the visitor.
        screen: what the tab shows.
        channel: the way to the browser.
        app: the App that serves it.

    Attributes:
        is_gone: whether its connection has ended, or another has taken its place.
        handled: its events that have been handled.
        place: what the cells of States with ``scope="tab"`` are found under.
        painter: paints the screen elsewhere at the moment; None if nothing does.
        changed: what is to be painted: the keys with a new version.
        stirs: how often something has happened on it.
        tempo: how quickly it has been painted of late.
        token: what its browser was given to prove that it is this tab, when it comes back.
        worn: what its page has of the kits that nodes need.
        past: the cells as they were at the moment that is looked at; None for the present.
    """

    past: dict[Key, Any] | None = None

    def __init__(self, tab_id: str, session: Session, screen: Screen, channel: Channel, app: Host) -> None:
        self.id = tab_id
        self.session = session
        self.screen = screen
        self.place = screen.tab
        self.channel = channel
        self.app = app
        self.is_gone = False
        self.handled = session.handled_of(tab_id)
        self.backlog = Backlog()
        self._told = ToldFaults()
        self.changed: set[Key] = set()
        self._calls: list[Call] = []
        self._unsure: list[Edits] = []  # fields that may show something else than their State
        self.stirs = 0
        self.tempo = Tempo()
        self.token = ""
        self.worn = app.new_worn("")
        self._hurries = 0  # how many events must not wait for a browser that lags
        self.painter: asyncio.Task[None] | None = None
        self.inbox: Any = None
        self.links: Navigator | None = None
        self._heir: Tab | None = None

    def call(self, calls: Iterable[Call]) -> None:
        """Have methods of nodes called: they ride in the next patch, behind its ops."""
        self._calls.extend(calls)
        del self._calls[:-MAX_CALLS]

    def show(self, screen: Screen) -> int:
        """Show another page; what was to be called on the one before is dropped with it.

        Returns:
            The sequence of what brings it to the browser.
        """
        self.screen = screen
        self.place = screen.tab
        self._calls.clear()
        return self.backlog.skip()

    def take_over(self, before: Tab) -> None:
        """Go on as a tab that has lost its connection, in its place."""
        self.backlog = before.backlog
        self._told, self._calls, self._unsure = before._told, before._calls, before._unsure
        self.tempo, self.token, self.worn = before.tempo, before.token, before.worn
        before._heir = self

    def flush(self, changed: Iterable[Key]) -> None:
        """Render what changed and send the patch; a browser that lags gets the newest state later.

        Args:
            changed: the keys with a new version.
        """
        self.changed.update(changed)
        if self.screen.slumber is not None and not (self._calls or self.screen.reads(self.changed)):
            return
        if self.painter is not None or not (self.changed or self._calls) or self.is_gone or self._waits:
            return
        screen = self.screen
        if self.tempo.is_slow or screen.page.is_async or screen.slumber is not None:
            self._paint_apart()
            return
        cells, before = self.sight()
        changed, self.changed = self.changed, set()
        calls: Sequence[Call] = self.take_calls() if self._calls else ()
        # In a context of its own: what a page sets there is not for what this task does next.
        paint = copy_context().run
        memo = self.app.shared.memo if self.past is None else None
        ops, errors = paint(screen.update, cells, changed, memo, most=MAX_ON_LOOP)
        self.tempo.note(screen.seconds, has_run=screen.has_run)
        if screen.is_left_stale:  # more than should be built on the loop: a thread goes on
            screen.is_left_stale, self.tempo.is_slow = False, True
            self.changed.update(screen.read_keys())  # a region that failed before is among them
            self.call(calls)
            calls = ()
        self.show_painted(ops, errors, cells, before, changed, calls)
        if self.changed and self.tempo.is_slow:
            self.flush(())

    def doubt(self, edits: Edits) -> None:
        """Put a field right, as soon as the tab is painted, if it shows something else than its State."""
        self._unsure.append(edits)  # which is also its heir's, if it has one
        tab = self
        while tab._heir is not None:
            tab = tab._heir
        tab._correct()

    def _correct(self) -> None:
        if self._waits or not self._unsure:
            return  # what they should show is not painted yet
        ops = [op for edits in self._unsure for op in correct(edits, self.screen.root)]
        self._unsure.clear()
        if ops:
            self.channel.post(self.backlog.add(ops))

    @property
    def is_due(self) -> bool:
        """Whether there is something to paint."""
        return bool(self.changed or self._calls) and not (self.is_gone or self._waits)

    def take_calls(self) -> list[Call]:
        """Take what is to be called behind what is painted; what comes later waits for the next time."""
        calls, self._calls = self._calls, []
        return calls

    @property
    def is_busy(self) -> bool:
        """Whether something of its tree is under way."""
        return bool(self.painter or self.lags or self._unsure or self._calls or self.inbox.is_busy)

    async def wake(self) -> None:
        """Make the tree again that was let go."""
        if self.painter is None and not self.is_gone:
            self._paint_apart()
        await self.settled()

    def _paint_apart(self) -> None:
        self.painter = asyncio.get_running_loop().create_task(Easel(self).paint())

    async def settled(self, *, hurried: bool = False) -> None:
        """Wait until the screen is not being painted elsewhere.

        Args:
            hurried: whether all that has changed is to be painted, even for a browser that lags.
        """
        self._hurries += hurried
        try:
            if hurried:
                self.flush(())
            while self.painter is not None:
                await asyncio.wait({self.painter})
            if hurried:
                self._correct()
        finally:
            self._hurries -= hurried

    def sight(self, *, apart: bool = False) -> tuple[Overlay, dict[Key, Any]]:
        """Return the cells this tab shows, and which of them are others than those committed."""
        session = self.session
        return see_cells(session.cells, self.app.shared, session.running, self.past, apart=apart)

    def show_painted(
        self,
        ops: list[Any],
        errors: list[BaseException],
        cells: Overlay,
        before: dict[Key, Any],
        changed: Iterable[Key] = (),
        calls: Iterable[Call] = (),
    ) -> None:
        """Send the ops, and publish what the page itself wrote while it rendered."""
        told = find_told(changed, self.place)
        if told:
            text = spell_address(told, self.screen.query, cells, self.place)
            if text != self.screen.query:
                self.screen.query = text
                ops.append([wire.OP_URL, f"?{text}" if text else ""])
        if calls:
            screen = self.screen
            log = partial(self.app.shared.teller.log, session=self.session, tab=self.id)
            ops += spell_calls(calls, screen.root, screen.visit.path, self.app.methods, screen.kits, log)
        if ops:
            self.stirs += 1
            for needed in self.worn.take(self.screen.kits):
                ops.insert(0, [wire.OP_KITS, *needed])
            self.channel.post(self.backlog.add(ops))
        for error in distinct(errors) if errors else ():
            if isinstance(error, Redirect):
                self.redirect(error)
            elif isinstance(error, Refusal) and self.links is not None:
                self.links.reload()
            elif self._told.is_news(error, is_progress=bool(before)):
                self.report(0, "render_failed", error, f'page "{self.screen.visit.path}"')
            forget_frames(error)  # the screen keeps it until the page can be rendered again
        if self.screen.readers.gone:
            self.session.forget_components(self.screen.readers.take_gone())
        if not cells.writes or self.past is not None:
            return
        written = {key: cell for key, cell in cells.writes.items() if before.get(key) is not cell}
        if not written or any(isinstance(error, StateError) for error in errors):
            return  # a page that did not settle would write again and again
        if self.session.running:
            self.session.running[-1].adopt(written)
        else:
            self.app.publish(self.session, written)

    @property
    def lags(self) -> bool:
        """Whether the browser has not taken what was sent so far."""
        waiting, unread = self.channel.waiting, self.backlog.unacknowledged
        return waiting >= MAX_WAITING_FRAMES or unread >= self.app.max_unacknowledged

    @property
    def _waits(self) -> bool:
        return self.is_gone or (not self._hurries and self.lags)

    def acknowledge(self, sequence: int) -> None:
        """Note that the browser has applied every patch up to this sequence."""
        self.backlog.acknowledge(sequence)
        self.resume()

    def resume(self) -> None:
        """Send what has changed while the browser lagged."""
        if self.changed or self._calls:
            self.flush(())
        if self._unsure:
            self._correct()

    def catch_up(self) -> None:
        """Send what has changed since the screen was rendered."""
        if news := self.screen.headline.take_news():
            self.channel.post(self.backlog.add(news))
        self.flush(self.screen.read_keys())

    def shows(self, identity: str) -> bool:
        """Tell whether a component of this identity is on the screen."""
        return self.screen.shows(identity)

    def leave(self) -> None:
        """Forget the tab."""
        self.is_gone = True
        if self.links is not None:
            self.links.stop()
        self.app.shared.leave(self)
        if self.session.tabs.get(self.id) is self:
            del self.session.tabs[self.id]

    def redirect(self, asked: Redirect, then: Callable[[], None] | None = None) -> None:
        """Send the tab to another page, if it is still there; call a function once that is answered."""
        if self.links is not None and not self.is_gone:
            self.links.redirect(asked, then)

    def refuse(self, number: int, code: str, text: str) -> None:
        """Tell the browser that an event was not handled."""
        self.channel.post(wire.encode(wire.ERROR, number, code, text))

    def report(self, number: int, code: str, error: BaseException, where: str) -> None:
        """Log what the user's code raised, and tell the visitor as much as they may know."""
        apology = APOLOGY_FOR_A_PAGE if code == "render_failed" else APOLOGY
        about = {"session": self.session, "tab": self.id, "place": self.screen.place_of(error)}
        self.refuse(number, code, self.app.shared.teller.tell(error, where, apology, **about))
