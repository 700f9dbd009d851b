"""Farewell: an App that stops finishes what it is doing, and tells every browser that it may be back."""

from __future__ import annotations

import asyncio
from typing import Protocol

from . import wire
from .memory import Sessions
from .shared import Shared
from .tab import Tab

RESTARTING = 1012  # what sockets are closed with
SENDING_SECONDS = 0.02  # for what is posted to be on its way, before the sockets are closed


class Stopping(Protocol):
    """What this needs of the App's live part."""

    shared: Shared
    sessions: Sessions


async def say_farewell(live: Stopping, seconds: float) -> None:
    """Take no more events, let those that are being handled end, and say goodbye to every browser.

    What waits to be handled is left to the browsers, which send it again to the server that comes next.

    Args:
        live: the App's live part.
        seconds: how long handlers may take.
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
        tab.channel.close(RESTARTING)
    await asyncio.sleep(SENDING_SECONDS)
