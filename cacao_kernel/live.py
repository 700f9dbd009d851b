"""Live: the sessions of a serving App, the pages painted for them, and the tabs that join."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any, TypeVar

from . import wire
from .address import follow_address
from .attendance import Attendance
from .cells import Cells, Key, Overlay, Slot
from .channel import Channel
from .closure import Closures
from .cookie import Signer
from .count import Count
from .errors import WireError
from .event import Event, Function, Handler
from .expiry import remember_sessions
from .extent import Extent
from .fault import Warnings
from .gate import pass_gate, seen_by_guards
from .html import Paint, paint
from .inbox import Inbox
from .journal import Journal
from .keeper import Keeper
from .links import Links
from .node import Node
from .painted import Painted
from .refusal import Refusal
from .runtime import Runtime
from .screen import Screen
from .shared import Shared
from .tab import Tab
from .threads import Threads
from .timers import Timers
from .visit import Visit, read_address
from .world import World, current_world

TAB_SECONDS = 120.0  # how long the cells of a tab are kept for its return

T = TypeVar("T")


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
        self._extent = Extent(limits.max_tree_nodes, limits.max_tree_depth)
        self.sessions = remember_sessions(self)
        self._world = current_world() if world is None else world
        self.threads = Threads()
        self.shared = Shared(is_kept=development)
        self.journal = Journal(self.shared)
        self.publish = self.journal.publish
        self.note = self.journal.note
        self.shared.on_write = lambda writes: self.publish(None, writes)
        self._attendance = Attendance(self, tabs, online)
        self._painted = Painted()
        self._warnings = Warnings()
        self._closures = Closures(self.warn) if development else None
        self._timers = Timers(runtime.timers, self._attendance.run)

    async def open(self) -> None:
        """Begin to serve: from now on timers run and changes for everybody spread.

        Raises:
            StoreError: if sessions are to be stored, and cannot be.
        """
        store = self.runtime.store
        if store is not None:
            keeper = Keeper(store, self.sessions, self.shared.cells, self._world, TAB_SECONDS)
            await keeper.open()
            self.journal.keeper = keeper
            self.shared.is_kept = True
        self.shared.open()
        self._timers.start(self, "app")

    async def close(self) -> None:
        """Stop what runs by itself, and write to the store what is still to be written."""
        self._timers.close()
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

    async def paint(self, session_id: str, visit: Visit) -> tuple[Paint, str]:
        """Render a page for a GET and keep its tree a while for the join that follows.

        Returns:
            The tree as HTML, and the page's title.

        Raises:
            Redirect: if a guard or the page sends the visitor elsewhere.
            Refusal: if a guard does not let them pass.
            Exception: whatever the page raises.
        """
        await self.recall(session_id)
        screen, cells, painted = await self._render(session_id, visit, secrets.token_hex(8), paint)
        now = asyncio.get_running_loop().time()
        self._painted.keep((session_id, visit.url, painted.hash), screen, cells, now, painted.nodes)
        return painted, screen.headline.text

    async def join(self, session_id: str, message: wire.Join, channel: Channel, prefix: str = "") -> Tab:
        """Open a tab: adopt the tree its GET painted, or render the page again and send the tree.

        Args:
            session_id: the visitor.
            message: the join as it came.
            channel: the way to the browser.
            prefix: the path the App is mounted under.

        Raises:
            WireError: with code ``no_page`` or ``forbidden``.
            Redirect: if a guard or the page sends the visitor elsewhere.
            Exception: whatever the page raises.
        """
        try:
            return await self._join(session_id, message, channel, prefix)
        except Refusal as refusal:
            if refusal.status == 403:
                raise WireError("forbidden", str(refusal)) from None
            raise WireError("no_page", f"there is no page at {message.path}") from None

    async def _join(self, session_id: str, message: wire.Join, channel: Channel, prefix: str) -> Tab:
        visit = read_address(self.runtime.routes, message.path, prefix)
        await self.recall(session_id)
        known = self.sessions.find(session_id)
        place = None if known is None else known.places.get(message.tab)
        waiting = self._painted.take((session_id, visit.url, message.hash))
        if waiting is not None:
            await self.ask_guards(session_id, visit, waiting.screen.tab)
        tree = None
        if place is None and waiting is not None and not self._is_overtaken(session_id, waiting.cells):
            screen, cells = waiting.screen, waiting.cells
        else:
            screen, cells, painted = await self._render(
                session_id, visit, place or secrets.token_hex(8), paint, follows=place is None
            )
            tree = None if painted.hash == message.hash else screen.root.packed()
            screen.headline.is_untold = bool(screen.headline.reads)
        # From here to the end nothing awaits, so no change can fall between tree and tab.
        session = self.sessions.open(session_id)
        most = self.runtime.config.server.max_tabs_per_session
        if message.tab not in session.tabs and len(session.tabs) >= most:
            raise WireError("too_many_tabs", f"You have {most} tabs of this app open. Close one and reload")
        tab = Tab(message.tab, session, screen, channel, self)
        tab.inbox = Inbox(tab)
        tab.links = Links(
            tab,
            self.runtime.routes,
            prefix,
            lambda visit: self._render(session_id, visit, tab.place, Node.packed),
            development=self.development,
        )
        before = session.tabs.get(message.tab)
        if isinstance(before, Tab):
            self.leave(before)
            before.channel.close(4409)
        session.stay(message.tab)
        session.tabs[message.tab] = tab
        session.places[message.tab] = tab.place
        self.shared.tabs[tab] = None
        channel.post(wire.encode(wire.JOIN, 0, tree))
        self.publish(session, cells.land(session.cells), cause="join")
        tab.catch_up()
        self._timers.start(session, "session", session)
        self._timers.start(tab, "tab", session, tab.place)
        self._attendance.note(self.runtime.openers, tab)
        return tab

    def leave(self, tab: Tab) -> None:
        """Close a tab whose connection is gone; done once, however often it is asked for."""
        if tab.is_gone:
            return
        tab.leave()
        session = tab.session
        self._timers.stop(tab)
        if not session.tabs:
            self._timers.stop(session)
        self._attendance.note(self.runtime.closers, tab)
        with suppress(RuntimeError):  # the loop may be closing
            session.expect(tab.id, TAB_SECONDS)

    def _is_overtaken(self, session_id: str, cells: Overlay) -> bool:
        """Tell whether a State the page wrote, from the value it then had, has another value by now."""
        session = self.sessions.find(session_id)
        now = Overlay(Cells() if session is None else session.cells, self.shared.cells)
        return any(
            key in cells.home(key) and cells.home(key)[key].version != now.version(key)
            for key in cells.writes
            if not isinstance(key, Slot)
        )

    def is_guarded(self, visit: Visit) -> bool:
        """Tell whether a page has guards, its own or the App's."""
        return bool(visit.page.guards or self.runtime.routes.guards)

    async def ask_guards(self, session_id: str, visit: Visit, place: str) -> Overlay:
        """Ask the guards of a page; see :func:`pass_gate`."""
        known, routes = self.sessions.find(session_id), self.runtime.routes
        return await pass_gate(routes, visit, known, self.shared.cells, self.threads, place)

    async def _render(
        self,
        session_id: str,
        visit: Visit,
        place: str,
        finish: Callable[[Node], T],
        *,
        follows: bool = True,
    ) -> tuple[Screen, Overlay, T]:
        """Ask the guards of a page and render it in a thread, over the session's committed cells.

        Args:
            session_id: the visitor.
            visit: the page.
            place: what the cells of the tab are found under.
            finish: makes of the tree what is wanted, in the same thread.
            follows: whether States follow the address; not where a tab comes back that has them.
        """
        before = self._seen(session_id, visit)
        cells = await self.ask_guards(session_id, visit, place)
        if follows:
            follow_address(self._world.addressed, visit.query, cells, place)
        key, runtime = self.signer.mark_key(session_id), self.runtime
        screen = Screen(
            visit, key, runtime.node_types, self.warn, place, runtime.title, self._closures, self._extent
        )
        pending = await screen.call_page(cells) if visit.page.is_async else None

        def render() -> T:
            screen.first(cells, pending)
            return finish(screen.root)

        finished = await self.threads.run(render)
        if self._seen(session_id, visit) != before:
            # What was open may have been closed while the page rendered: by a logout in another tab, say.
            await self.ask_guards(session_id, visit, place)
        return screen, cells, finished

    def _seen(self, session_id: str, visit: Visit) -> dict[Key, int]:
        return seen_by_guards(self.runtime.routes, visit, self.sessions.find(session_id), self.shared.cells)

    def handler(self, wanted: str | Function) -> Handler | None:
        """Return the handler of this name, or the one this function is registered as."""
        return self.runtime.handler(wanted)

    def handler_names(self) -> Iterable[str]:
        """Return the names of all handlers."""
        return self.runtime.handlers

    def dispatch(self, handler: Handler, event: Event) -> Coroutine[Any, Any, Any]:
        """Run a handler to its end and return what it returned."""
        return self.runtime.dispatch(handler, event, self.threads)

    def warn(self, message: str) -> None:
        """Log what was left out of a page, each message once."""
        self._warnings.tell(message)
