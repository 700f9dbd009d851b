"""Farewell: an App that stops finishes what it is doing, and tells every browser that it may be back."""

from __future__ import annotations

import asyncio
from typing import Protocol

from . import wire
from .journal import Journal
from .memory import Sessions
from .shared import Shared
from .tab import Tab
from .timers import Timers

RESTARTING = 1012  # what sockets are closed with
RENEWED = 4012  # likewise, if the next edition of the code is there already
SENDING_SECONDS = 0.02  # for what is posted to be on its way, before the sockets are closed


class Retiring(Protocol):
    """What this needs of the live part of an edition of the code that another follows."""

    shared: Shared
    sessions: Sessions
    timers: Timers
    journal: Journal

    def leave(self, tab: Tab) -> None:
        """Close a tab whose connection is gone."""
        ...


class Stopping(Protocol):
    """What this needs of the App's live part."""

    shared: Shared
    sessions: Sessions


async def say_farewell(live: Stopping, seconds: float, code: int = RESTARTING) -> None:
    """Take no more events, let those that are being handled end, and say goodbye to every browser.

    What waits to be handled is left to the browsers, which send it again to the server that comes next.

    Args:
        live: the App's live part.
        seconds: how long handlers may take.
        code: what the sockets are closed with.
    """
    tabs = [tab for tab in live.shared.tabs if isinstance(tab, Tab)]
    away = [tab for each in live.sessions.remembered for tab in each.away.values() if isinstance(tab, Tab)]
    for tab in tabs:
        tab.inbox.close()
    working = [asyncio.ensure_future(tab.inbox.until_idle()) for tab in (*tabs, *away) if tab.inbox.is_busy]
    if working:
        await asyncio.wait(working, timeout=seconds)
    for task in working:
        task.cancel()
    for tab in tabs:
        tab.channel.post(wire.encode(wire.BYE))
        tab.channel.close(code)
    if code != RENEWED:  # else the program goes on, and sends it
        await asyncio.sleep(SENDING_SECONDS)


async def retire(live: Retiring, seconds: float, *, leaves_open: bool) -> None:
    """Serve nobody any more: the next edition of the code is about to.

    Args:
        live: the App's live part.
        seconds: how long handlers may take.
        leaves_open: whether the next edition goes on with the store.
    """
    live.timers.close()
    await say_farewell(live, seconds, RENEWED)
    for tab in [*live.shared.tabs]:
        if isinstance(tab, Tab):
            live.leave(tab)
    await live.journal.until_idle(seconds)
    keeper, live.journal.keeper = live.journal.keeper, None
    if keeper is not None:
        await keeper.close(leaves_open=leaves_open)
