"""Live: the sessions of a serving App, the pages painted for them, and the tabs that join."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from . import wire
from .attendance import Attendance
from .cells import Overlay
from .channel import Channel
from .cookie import Signer
from .count import Count
from .dormitory import Dormitory
from .errors import WireError
from .event import Event
from .expiry import remember_sessions
from .hail import Hail
from .handler import Function, Handler
from .inbox import Inbox
from .journal import Journal
from .keeper import Keeper
from .kits import Kits, Worn
from .links import Links
from .node import Node
from .pages import Pages, Painting
from .parking import Parking, find_missed, is_own
from .refusal import Refusal
from .runtime import Runtime
from .shared import Shared
from .tab import Tab
from .teller import Teller
from .threads import Threads
from .timers import Timers
from .visit import Visit, read_address
from .world import World, current_world

if TYPE_CHECKING:
    from .witness import Witness

TAB_SECONDS = 3_600.0  # how long the cells of a tab are kept for its return
LAST_SECONDS = 5.0  # and of one that will not, for its last events to be handled
TAKEN_OVER = 4409  # closes a socket whose tab has come in on another


class Live:
    """All that lives while an App serves.

    Args:
        runtime: what the App serves with.
        signer: issues sessions and their keys.
        development: whether errors may be shown to the visitor in full.
        tabs: counts the live tabs.
        online: counts the visitors with a live tab.
        world: what the user's code declared.
    """

    def __init__(
        self,
        runtime: Runtime,
        signer: Signer,
        *,
        development: bool,
        tabs: Count | None = None,
        online: Count | None = None,
        world: World | None = None,
    ) -> None:
        self.runtime = runtime
        self.signer = signer
        self.development = development
        limits = runtime.config.server
        self.max_unacknowledged = limits.max_unacknowledged
        self.sessions = remember_sessions(self)
        self.world = current_world() if world is None else world
        self.threads = Threads()
        self.methods = runtime.methods
        self.kits = Kits(runtime.kits, development=development)
        teller = Teller(runtime.watchers, development=development)
        self.shared = Shared(is_kept=development, host=runtime.host, teller=teller)
        Hail(self.shared, runtime, self.kits).serve()
        self.journal = Journal(self.shared)
        self.publish, self.note = self.journal.publish, self.journal.note
        self.shared.on_write = lambda writes: self.publish(None, writes)
        self._attendance = Attendance(self, tabs, online)
        self.pages = Pages(
            runtime, signer, self.sessions, self.shared, self.threads, self.world, development=development
        )
        self.ask_guards, self.is_guarded = self.pages.ask_guards, self.pages.is_guarded
        self._parking = Parking()
        self._dormitory = Dormitory(self.shared.tabs, self.threads, limits.hibernate_seconds)
        self.timers = Timers(runtime.timers, self._attendance.run)
        self.goes_on = False  # whether it takes the place of another, which has left its store open
        self.witness: Witness | None = None
        if runtime.inspectors and development:
            from .inspection import begin  # nothing of it is loaded where nobody looks

            self.witness = begin(self)

    async def open(self) -> None:
        """Begin to serve: from now on timers run and changes for everybody spread.

        Raises:
            StoreError: if sessions are to be stored, and cannot be.
        """
        store = self.runtime.store
        if store is not None:
            keeper = Keeper(store, self.sessions, self.shared.cells, self.world, TAB_SECONDS)
            await keeper.open(is_open=self.goes_on)
            self.journal.keeper = keeper
            self.shared.is_kept = True
        self.shared.open()
        self._dormitory.open()
        self.timers.start(self, "app")

    async def close(self) -> None:
        """Stop what runs by itself, and write to the store what is still to be written."""
        self.timers.close()
        self._parking.close()
        self._dormitory.close()
        self.sessions.close()
        self.journal.close()
        self.threads.close()
        keeper, self.journal.keeper = self.journal.keeper, None
        if keeper is not None:
            await keeper.close()

    async def recall(self, session_id: str) -> None:
        """Bring a visitor's session into memory, if it is stored.

        Raises:
            StoreError: if it cannot be told.
        """
        if self.journal.keeper is not None:
            await self.journal.keeper.load(session_id)

    async def paint(self, session_id: str, visit: Visit, *, is_new: bool = False) -> Painting:
        """Render a page for a GET; see :meth:`Pages.paint`.

        Of a session id that is new nothing is asked for in the store.

        Raises:
            StoreError: if it cannot be told what is stored of the visitor.
        """
        if not is_new:
            await self.recall(session_id)
        return await self.pages.paint(session_id, visit)

    async def join(
        self,
        session_id: str,
        message: wire.Join,
        channel: Channel,
        prefix: str = "",
        instead: Visit | None = None,
    ) -> Tab:
        """Open a tab, or let one go on that comes back.

        A tab that comes back soon is sent the patches it has missed. Any other is as its GET painted it, or
        is rendered again and sent its whole tree.

        Args:
            session_id: the visitor.
            message: the join as it came.
            channel: the way to the browser.
            prefix: the path the App is mounted under.
            instead: what is rendered in the place of the page, of which the browser keeps what it shows.

        Raises:
            WireError: with code ``no_page``, ``forbidden``, ``foreign`` or ``too_many_tabs``.
            Redirect: if a guard or the page sends the visitor elsewhere.
            Exception: whatever the page raises.
        """
        try:
            with self.sessions.keeping(session_id):
                tab = None
                while tab is None:
                    tab = await self._join(session_id, message, channel, prefix, instead)
                return tab
        except Refusal as refusal:
            if refusal.status == 403:
                raise WireError("forbidden", str(refusal)) from None
            raise WireError("no_page", f"there is no page at {message.path}") from None

    async def _join(
        self, session_id: str, message: wire.Join, channel: Channel, prefix: str, instead: Visit | None
    ) -> Tab | None:
        """Let a tab in; None if it was let in on another socket meanwhile, and is to go on as that."""
        visit = instead or read_address(self.runtime.routes, message.path, prefix)
        await self.recall(session_id)
        known = self.sessions.find(session_id)
        place = None if known is None else known.places.get(message.tab)
        if place is not None and not is_own(self.signer, self.sessions.open(session_id), message, place):
            raise WireError("foreign", "this tab has been opened by another page")
        while (before := find_missed(self.sessions.find(session_id), message, visit)) is not None:
            cells = await self.ask_guards(session_id, visit, before.place)
            await before.settled()
            # Else another socket was quicker.
            if find_missed(self.sessions.find(session_id), message, visit) is before:
                return self._go_on(before, message, channel, prefix, cells)
        screen, cells, tree = await self.pages.adopt(session_id, visit, place, message.hash)
        tree = None if instead else tree
        # From here to the end nothing awaits, so no change can fall between tree and tab.
        session = self.sessions.open(session_id)
        if session.places.get(message.tab) != place:
            return None
        most = self.runtime.config.server.max_tabs_per_session
        if message.tab not in session.tabs and len(session.tabs) >= most:
            raise WireError("too_many_tabs", f"You have {most} tabs of this app open. Close one and reload")
        tab = Tab(message.tab, session, screen, channel, self)
        self._replace(session.tabs.get(message.tab))
        tab.worn = self.new_worn(prefix)
        needed = tab.worn.take(screen.kits)
        tab.token = self.signer.tab_token(session_id, tab.id, tab.place)
        sequence = tab.backlog.begin(max(message.sequence, session.sequences.get(tab.id, -1)))
        frame = wire.encode(wire.JOIN, sequence, tree, tab.token, *(() if tree is None else needed))
        self._enter(tab, [frame], cells, prefix)
        return tab

    def _go_on(self, before: Tab, message: wire.Join, channel: Channel, prefix: str, cells: Overlay) -> Tab:
        """Let a tab go on where it stopped, on another connection."""
        self._replace(before)
        tab = Tab(before.id, before.session, before.screen, channel, self)
        tab.take_over(before)
        missed = tab.backlog.since(message.sequence) or ()
        tab.backlog.acknowledge(message.sequence)
        self._enter(tab, [wire.encode(wire.JOIN, tab.backlog.sequence, None), *missed], cells, prefix)
        return tab

    def _replace(self, before: object) -> None:
        """Close the connection that a tab has had so far, if it has not been seen to end."""
        if isinstance(before, Tab):
            is_live = not before.is_gone
            self.leave(before)
            if is_live:
                before.channel.close(TAKEN_OVER)

    def _enter(self, tab: Tab, frames: Iterable[str], cells: Overlay, prefix: str) -> None:
        """Let a tab in: tell its browser so, and whatever follows it that it is there."""
        session, render = tab.session, self.pages.render
        tab.inbox = Inbox(tab)
        if self.witness is not None:
            self.witness.tap(tab)
        tab.links = Links(
            tab,
            self.runtime.routes,
            prefix,
            lambda visit: render(session.id, visit, tab.place, Node.packed),
        )
        away = session.away.get(tab.id)
        if isinstance(away, Tab):
            self._parking.forget(away)
        session.stay(tab.id)
        session.tabs[tab.id] = tab
        session.places[tab.id] = tab.place
        self.shared.tabs[tab] = None
        for frame in frames:
            tab.channel.post(frame)
        self.publish(session, cells.land(session.cells), cause="join")
        tab.catch_up()
        self.timers.start(session, "session", session)
        self.timers.start(tab, "tab", session, tab.place)
        self._attendance.note(self.runtime.openers, tab)

    def leave(self, tab: Tab, *, for_good: bool = False) -> None:
        """Close a tab whose connection is gone; done once, however often it is asked for.

        Args:
            tab: the tab.
            for_good: whether its browser has said that it will not come back.
        """
        if tab.is_gone:
            return
        tab.leave()
        session = tab.session
        session.sequences[tab.id] = tab.backlog.sequence
        self.timers.stop(tab)
        if not session.tabs:
            self.timers.stop(session)
        self._attendance.note(self.runtime.closers, tab)
        with suppress(RuntimeError):  # the loop may be closing
            session.expect(tab.id, LAST_SECONDS if for_good else TAB_SECONDS)
            if not for_good or tab.inbox.is_busy:  # then a server that stops waits for it
                self._parking.keep(tab)

    def new_worn(self, prefix: str) -> Worn:
        """Return what notes which kits the page of a tab has."""
        return Worn(self.kits, prefix, self.runtime.page_kits)

    def handler(self, wanted: str | Function) -> Handler | None:
        """Return the handler of this name, or the one this function is registered as."""
        return self.runtime.handler(wanted)

    def handler_names(self) -> Iterable[str]:
        """Return the names of all handlers."""
        return self.runtime.handlers

    def dispatch(self, handler: Handler, event: Event) -> Coroutine[Any, Any, Any]:
        """Run a handler to its end and return what it returned."""
        return self.runtime.dispatch(handler, event, self.threads)
