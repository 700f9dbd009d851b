"""Easel: where a tab's screen is painted in a thread, apart from the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import wire
from .cells import Cells, Overlay
from .html import paint
from .screen import Screen
from .slumber import Slumber

if TYPE_CHECKING:
    from .tab import Tab


class Easel:
    """Paints the screen of one tab.

    Args:
        tab: the tab; its ``painter`` is the task that does.
    """

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    async def paint(self) -> None:
        """Paint as long as there is something to paint; what comes meanwhile follows."""
        tab = self._tab
        try:
            while (slumber := tab.screen.slumber) is not None:
                try:
                    await self._wake(tab.screen, slumber)
                except Exception as error:
                    tab.show_painted([], [error], Overlay(Cells(), Cells()), {})
                    return
            while tab.is_due:
                await self._update(tab.screen)
        except Exception as error:  # ours, not the user's: the tab must live on
            tab.report(0, "internal", error, "Cacao itself")
        finally:
            tab.painter = None

    async def _update(self, screen: Screen) -> None:
        tab = self._tab
        cells, before = tab.sight(apart=True)
        changed, tab.changed = tab.changed, set()
        calls = tab.take_calls()
        raised: list[BaseException] = []
        pending = None
        try:
            pending = await screen.await_page(cells, changed)
        except Exception as error:
            raised = [error]  # the rest of the page follows what has changed all the same
        ops, errors = await tab.app.threads.run(lambda: screen.update(cells, changed, pending=pending))
        if tab.screen is not screen:  # a link has shown another page meanwhile
            tab.changed.update(tab.screen.read_keys())
            return
        if screen.is_left_stale:
            screen.is_left_stale = False
            if not raised:
                tab.changed.update(screen.read_keys())
        tab.tempo.note_beside(screen.seconds, has_run=screen.has_run)
        tab.show_painted(ops, raised + errors, cells, before, changed, calls)

    async def _wake(self, screen: Screen, slumber: Slumber) -> None:
        """Render a page whose tree was let go; the browser is sent the tree if it is another by now."""
        tab = self._tab
        cells, before = tab.sight(apart=True)
        tab.changed = set()
        pending = await screen.call_page(cells) if screen.page.is_async else None

        def render() -> str:
            screen.first(cells, pending)
            return paint(screen.root).hash

        try:
            hashed = await tab.app.threads.run(render)
        except Exception:
            screen.sleep(slumber)  # what stands there by now was not told to the browser
            raise
        tab.changed.update(tab.screen.read_keys())
        if tab.screen is not screen:
            return
        tab.session.forget_components(slumber.fleeting.difference(screen.readers.instances))
        if hashed != slumber.hash:
            screen.headline.is_untold = bool(screen.headline.reads)
            tree, needed = screen.root.packed(), tab.worn.take(screen.kits)
            tab.channel.post(wire.encode(wire.JOIN, tab.backlog.skip(), tree, tab.token, *needed))
        tab.show_painted([], [], cells, before)
