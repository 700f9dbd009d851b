"""Parking: tabs that have lost their connection, kept a while as they were, for the browser's return."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress

from . import wire
from .cookie import Signer
from .session import Session
from .tab import Tab
from .visit import Visit

SECONDS = 60.0
MAX_TABS = 200
MAX_NODES = 50_000  # of all of them; the newest is kept however large its page is
MAX_LETTERS = 33_554_432  # of their patches


def find_missed(session: Session | None, message: wire.Join, visit: Visit) -> Tab | None:
    """Return the tab that comes back, if it is as it was and all that the browser has missed is there."""
    if session is None or not message.token:
        return None
    before = session.tabs.get(message.tab) or session.away.get(message.tab)
    if not isinstance(before, Tab) or before.screen.visit.path != visit.path:
        return None
    return before if before.backlog.since(message.sequence) is not None else None


def is_own(signer: Signer, session: Session, message: wire.Join, place: str) -> bool:
    """Tell whether who joins in the name of a tab may be who was let in as that.

    Args:
        signer: has signed the tokens of tabs.
        session: the visitor.
        message: the join as it came.
        place: what the cells of the tab are found under.
    """
    if message.token:
        return signer.is_tab_token(message.token, session.id, message.tab, place)
    # The answer to its first join may have been lost.
    present = session.tabs.get(message.tab) or session.away.get(message.tab)
    return not isinstance(present, Tab) or not present.backlog.is_confirmed


class Parking:
    """A bounded memory of whole tabs; one that is forgotten comes back all the same, with its whole tree."""

    def __init__(self) -> None:
        self._tabs: OrderedDict[Tab, tuple[int, int, asyncio.TimerHandle]] = OrderedDict()
        self._nodes = self._letters = 0

    def keep(self, tab: Tab) -> None:
        """Keep a tab for a while; the oldest go if there are too many.

        Raises:
            RuntimeError: if no loop is running.
        """
        nodes, letters = tab.screen.size, tab.backlog.size
        end = asyncio.get_running_loop().call_later(SECONDS, self.forget, tab)
        self._tabs[tab] = nodes, letters, end
        self._nodes += nodes
        self._letters += letters
        tab.session.away[tab.id] = tab
        while len(self._tabs) > 1 and self._is_too_much:
            self.forget(next(iter(self._tabs)))

    @property
    def _is_too_much(self) -> bool:
        return len(self._tabs) > MAX_TABS or self._nodes > MAX_NODES or self._letters > MAX_LETTERS

    def forget(self, tab: Tab) -> None:
        """Forget a tab, if it is kept."""
        nodes, letters, end = self._tabs.pop(tab, (0, 0, None))
        self._nodes -= nodes
        self._letters -= letters
        if end is not None:
            end.cancel()
        with suppress(KeyError):
            if tab.session.away[tab.id] is tab:
                del tab.session.away[tab.id]

    def close(self) -> None:
        """Forget all of them."""
        for tab in [*self._tabs]:
            self.forget(tab)
