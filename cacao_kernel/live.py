"""Live: the sessions of a serving App, the pages painted for them, and the tabs that join."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from . import wire
from .cells import Overlay
from .cookie import Signer
from .errors import WireError
from .event import Event, Handler
from .html import Paint, paint
from .render import Screen
from .routing import Page
from .runtime import Runtime
from .session import Session, Sessions
from .tab import Channel, Tab
from .threads import Threads

log = logging.getLogger("cacao")

MAX_PAINTED = 256
PAINTED_SECONDS = 15.0
MAX_WARNINGS = 1_000
MAX_WARNING = 500


@dataclass(slots=True)
class _Painted:
    """A page painted by a GET, waiting for its join: screen, what the page wrote, and how long."""

    screen: Screen
    cells: Overlay
    until: float


class Live:
    """All that lives while an App serves.

    Args:
        runtime: what the App serves with.
        signer: issues sessions and their keys.
        development: whether errors may be shown to the visitor in full.
    """

    def __init__(self, runtime: Runtime, signer: Signer, *, development: bool) -> None:
        self.runtime = runtime
        self.signer = signer
        self.development = development
        self.sessions = Sessions()
        self.threads = Threads()
        self._painted: OrderedDict[tuple[str, str, str], _Painted] = OrderedDict()
        self._warned: OrderedDict[str, None] = OrderedDict()

    async def paint(self, session_id: str, page: Page) -> Paint:
        """Render a page for a GET and keep its tree a while for the join that follows.

        Raises:
            Exception: whatever the page raises.
        """
        screen, cells, painted = await self._render(session_id, page)
        now = asyncio.get_running_loop().time()
        key = session_id, page.path, painted.hash
        self._painted[key] = _Painted(screen, cells, now + PAINTED_SECONDS)
        self._painted.move_to_end(key)
        while len(self._painted) > MAX_PAINTED or next(iter(self._painted.values())).until < now:
            self._painted.popitem(last=False)
        return painted

    async def join(self, session_id: str, message: wire.Join, channel: Channel, prefix: str = "") -> Tab:
        """Open a tab: adopt the tree its GET painted, or render the page again and send the tree.

        Args:
            session_id: the visitor.
            message: the join as it came.
            channel: the way to the browser.
            prefix: the path the App is mounted under.

        Raises:
            WireError: with code ``no_page``.
            Exception: whatever the page raises.
        """
        path = unquote(message.path.partition("?")[0]).removeprefix(prefix)
        page = self.runtime.pages.get(path)
        if page is None:
            raise WireError("no_page", f"there is no page at {path}")
        waiting = self._painted.pop((session_id, path, message.hash), None)
        tree = None
        if waiting is not None and not self._is_overtaken(session_id, waiting.cells):
            screen, cells = waiting.screen, waiting.cells
        else:
            screen, cells, painted = await self._render(session_id, page)
            tree = None if painted.hash == message.hash else screen.root.packed()
        # From here to the end nothing awaits, so no change can fall between tree and tab.
        session = self.sessions.open(session_id)
        tab = Tab(message.tab, session, screen, channel, self)
        before = session.tabs.get(message.tab)
        if isinstance(before, Tab):
            before.leave()
            before.channel.close(4409)
        session.tabs[message.tab] = tab
        channel.post(wire.encode(wire.JOIN, 0, tree))
        session.commit(cells.take_writes())
        tab.catch_up()
        return tab

    def _is_overtaken(self, session_id: str, cells: Overlay) -> bool:
        """Tell whether a State the page wrote, from the value it then had, has another value by now."""
        session = self.sessions.find(session_id)
        now = Overlay({} if session is None else session.cells)
        return any(
            state in cells.below and cells.below[state].version != now.version(state)
            for state in cells.writes
        )

    async def _render(self, session_id: str, page: Page) -> tuple[Screen, Overlay, Paint]:
        """Render a page in a thread, over a copy of the session's committed cells."""
        session: Session | None = self.sessions.find(session_id)
        cells = Overlay(dict(session.cells) if session is not None else {})
        screen = Screen(page, self.signer.mark_key(session_id), self.runtime.node_types, self.warn)

        def render() -> Paint:
            screen.first(cells)
            return paint(screen.root)

        return screen, cells, await self.threads.run(render)

    def handler(self, name: str) -> Handler | None:
        """Return the handler of this name."""
        return self.runtime.handlers.get(name)

    def handler_names(self) -> Iterable[str]:
        """Return the names of all handlers."""
        return self.runtime.handlers

    async def dispatch(self, handler: Handler, event: Event) -> None:
        """Run a handler to its end."""
        await self.runtime.dispatch(handler, event, self.threads)

    def warn(self, message: str) -> None:
        """Log what was left out of a page, each message once."""
        message = message[:MAX_WARNING]
        if message not in self._warned:
            log.warning("%s", message)
            self._warned[message] = None
            if len(self._warned) > MAX_WARNINGS:
                self._warned.popitem(last=False)
