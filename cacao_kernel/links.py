"""Links: shows a tab other pages without loading a document, as links and redirects ask for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from . import wire
from .cells import Overlay
from .errors import RouteError
from .redirect import Redirect
from .refusal import Refusal
from .routing import Routes
from .screen import Screen
from .tab import Tab
from .visit import Visit, find_address, read_address

log = logging.getLogger("cacao.link")

MAX_REDIRECTS = 10

Render = Callable[[Visit], Awaitable[tuple[Screen, Overlay, Any]]]


class Links:
    """The links of one tab: the newest counts, and one that is under way is dropped for it.

    Args:
        tab: the tab.
        routes: the App's pages.
        prefix: the path that the App is mounted at.
        render: asks the guards, renders a page and packs its tree.
    """

    def __init__(self, tab: Tab, routes: Routes, prefix: str, render: Render) -> None:
        self._tab = tab
        self._routes = routes
        self._prefix = prefix
        self._render = render
        self._task: asyncio.Task[None] | None = None

    def follow(self, link: wire.Link) -> None:
        """Show the page of a link; it waits for no handler that runs."""
        self._start(link.number, link.path)

    def redirect(self, asked: Redirect, then: Callable[[], None] | None = None) -> None:
        """Send the tab where a handler, or a page that renders again, sends it.

        Args:
            asked: where to.
            then: is called once the page is sent, or another is wanted instead.
        """
        if not asked.external:
            self._start(0, find_address(self._routes, asked.url, self._prefix), then)
            return
        self._load(0, asked.url)
        if then is not None:
            then()

    def reload(self) -> None:
        """Let the browser load the present page in full, which tells the visitor why it cannot be shown."""
        self._load(0, self._tab.screen.visit.url)

    def stop(self) -> None:
        """Drop what is under way."""
        if self._task is not None:
            self._task.cancel()

    def _start(self, number: int, address: str, then: Callable[[], None] | None = None) -> None:
        self.stop()
        self._task = asyncio.get_running_loop().create_task(self._follow(number, address))
        if then is not None:
            self._task.add_done_callback(lambda _: then())

    async def _follow(self, number: int, address: str) -> None:
        way = [address]
        try:
            while True:
                try:
                    visit = read_address(self._routes, way[-1], self._prefix)
                    screen, cells, packed = await self._render(visit)
                    break
                except Redirect as asked:
                    if asked.external:
                        self._load(number, asked.url)
                        return
                    way.append(find_address(self._routes, asked.url, self._prefix))
                if len(way) > MAX_REDIRECTS:
                    self._report(0, "redirect_loop", _circle(way), f'page "{address}"')
                    return
        except Refusal:
            self._load(number, way[-1])  # which tells the visitor why
            return
        except Exception as error:
            log.debug("the page of a link failed, so it is loaded in full: %r", error)
            self._load(number, way[-1])
            return
        try:
            self._show(number, visit, screen, cells, packed)
        except Exception:  # ours, not the user's: the browser must not wait for ever
            log.exception("the page of a link could not be shown")
            self._load(number, way[-1])

    def _show(self, number: int, visit: Visit, screen: Screen, cells: Overlay, packed: Any) -> None:
        """Put the page in the place of what the tab shows. Nothing awaits here, so no change is missed."""
        tab = self._tab
        if tab.is_gone:
            return
        if number and tab.app.witness is not None:
            tab.app.witness.follow(tab, visit.url)
        sequence = tab.show(screen)
        needed = tab.worn.take(screen.kits)
        frame = wire.encode(wire.LINK, number, visit.url, screen.headline.text, packed, sequence, *needed)
        tab.channel.post(frame)
        tab.app.publish(tab.session, cells.land(tab.session.cells))
        tab.catch_up()
        log.info("link to %s followed", quote(visit.path))  # a query may hold a secret

    def _load(self, number: int, address: str) -> None:
        """Let the browser load an address in full."""
        self._tab.channel.post(wire.encode(wire.LINK, number, address, "", None))

    def _report(self, number: int, code: str, error: BaseException, where: str) -> None:
        tab = self._tab
        apology = "This link leads in a circle."
        told = tab.app.shared.teller.tell(error, where, apology, session=tab.session, tab=tab.id)
        tab.channel.post(wire.encode(wire.ERROR, number, code, told))


def _circle(way: list[str]) -> RouteError:
    return RouteError(
        "the redirects come to no end",
        where=f'page "{way[0]}"',
        got=" → ".join(way[:6]) + " → …",
        cure="Let a guard pass the page that it redirects to.",
    )
