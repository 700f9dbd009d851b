"""Pages: asks the guards, renders pages for visitors, and keeps what a GET has painted for its join."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from .address import follow_address
from .cells import Cells, Key, Overlay, Slot
from .closure import Closures
from .contributions import Kit
from .cookie import Signer
from .extent import Extent
from .fault import Warnings
from .gate import pass_gate, seen_by_guards
from .html import Paint, paint
from .memory import Sessions
from .node import Node
from .painted import Painted, Waiting
from .probe import Probe
from .runtime import Runtime
from .screen import Screen
from .shared import Shared
from .threads import Threads
from .visit import Visit
from .visitor import tell_apart
from .world import World

T = TypeVar("T")


class Painting(NamedTuple):
    """A page as a GET shows it."""

    paint: Paint
    title: str
    kits: list[Kit]


class Pages:
    """Renders the pages of an App, each over the committed cells of its visitor.

    Args:
        runtime: what the App serves with.
        signer: has the keys of sessions.
        sessions: those in memory.
        shared: the cells for everybody.
        threads: where pages are rendered.
        world: what the user's code declared.
        development: whether to look for mistakes that are costly to find.

    Attributes:
        new_probe: makes what notes how long the regions of a screen run; None where nobody looks.
    """

    new_probe: Callable[[], Probe] | None = None

    def __init__(
        self,
        runtime: Runtime,
        signer: Signer,
        sessions: Sessions,
        shared: Shared,
        threads: Threads,
        world: World,
        *,
        development: bool,
    ) -> None:
        limits = runtime.config.server
        self._runtime = runtime
        self._signer = signer
        self._sessions = sessions
        self._shared = shared
        self._threads = threads
        self._world = world
        self._extent = Extent(limits.max_tree_nodes, limits.max_tree_depth)
        self._painted = Painted()
        self._warnings = Warnings(_find_line if development else None)
        self._closures = Closures(self._warnings.tell) if development else None

    async def paint(self, session_id: str, visit: Visit) -> Painting:
        """Render a page for a GET and keep its tree a while for the join that follows.

        Returns:
            The tree as HTML, the page's title, and what its nodes need in the browser.

        Raises:
            Redirect: if a guard or the page sends the visitor elsewhere.
            Refusal: if a guard does not let them pass.
            Exception: whatever the page raises.
        """
        screen, cells, painted = await self.render(session_id, visit, secrets.token_hex(8), paint)
        now = asyncio.get_running_loop().time()
        self._painted.keep((session_id, visit.url, painted.hash), screen, cells, now, painted.nodes)
        return Painting(painted, screen.headline.text, [*screen.kits])

    async def adopt(
        self, session_id: str, visit: Visit, place: str | None, hashed: str
    ) -> tuple[Screen, Overlay, list[object] | str | int | None]:
        """Return the screen of a tab that joins: the one its GET has painted, or one that is rendered anew.

        Args:
            session_id: the visitor.
            visit: the page.
            place: what the cells of the tab are found under, if it has any.
            hashed: the hash of the tree that the browser has.

        Returns:
            The screen, what the page saw and wrote, and the tree where the browser has another.

        Raises:
            Redirect: if a guard or the page sends the visitor elsewhere.
            Refusal: if a guard does not let them pass.
            Exception: whatever the page raises.
        """
        waiting = self._painted.take((session_id, visit.url, hashed))
        if waiting is not None:
            await self.ask_guards(session_id, visit, waiting.screen.tab)
        if place is None and waiting is not None and not self._is_overtaken(session_id, waiting):
            return waiting.screen, waiting.cells, None
        screen, cells, painted = await self.render(
            session_id, visit, place or secrets.token_hex(8), paint, follows=place is None
        )
        known = self._sessions.find(session_id)
        shown = None if known is None or place is None else known.titles.pop(place, None)
        screen.headline.doubt(shown)
        return screen, cells, None if painted.hash == hashed else screen.root.packed()

    def _is_overtaken(self, session_id: str, waiting: Waiting) -> bool:
        """Tell whether a State the page wrote, from the value it then had, has another value by now."""
        session, cells = self._sessions.find(session_id), waiting.cells
        now = Overlay(Cells() if session is None else session.cells, self._shared.cells)
        return any(
            key in cells.home(key) and cells.home(key)[key].version != now.version(key)
            for key in cells.writes
            if not isinstance(key, Slot)
        )

    def is_guarded(self, visit: Visit) -> bool:
        """Tell whether a page has guards, its own or the App's."""
        return bool(visit.page.guards or self._runtime.routes.guards)

    async def ask_guards(self, session_id: str, visit: Visit, place: str) -> Overlay:
        """Ask the guards of a page; see :func:`pass_gate`."""
        known, routes = self._sessions.find(session_id), self._runtime.routes
        return await pass_gate(routes, visit, known, self._shared.cells, self._threads, place)

    async def render(
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
        key, runtime, warn = self._signer.mark_key(session_id), self._runtime, self._warnings.tell
        screen = Screen(
            visit,
            key,
            runtime.node_types,
            warn,
            place,
            runtime.title,
            self._closures,
            self._extent,
            runtime.common,
            None if self.new_probe is None else self.new_probe(),
        )
        screen.visitor = tell_apart(session_id)
        pending = await screen.call_page(cells) if visit.page.is_async else None

        def render() -> T:
            screen.first(cells, pending)
            return finish(screen.root)

        finished = await self._threads.run(render)
        if self._seen(session_id, visit) != before:
            # What was open may have been closed while the page rendered: by a logout in another tab, say.
            await self.ask_guards(session_id, visit, place)
        return screen, cells, finished

    def _seen(self, session_id: str, visit: Visit) -> dict[Key, int]:
        known = self._sessions.find(session_id)
        return seen_by_guards(self._runtime.routes, visit, known, self._shared.cells)


def _find_line(message: str) -> str:
    from .maker import find_line_of  # loaded at the first mistake

    return find_line_of(message)
