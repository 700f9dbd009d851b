"""Expiry: a session ends when its time is over, in the tabs that are open as well."""

from __future__ import annotations

from typing import Any, Protocol

from .memory import Sessions
from .runtime import Runtime
from .session import Session
from .tab import Tab

EXPIRED = 4401  # what their sockets are closed with; the browser comes back, and begins anew


class Leaver(Protocol):
    """What this needs of the App's live part."""

    runtime: Runtime
    development: bool

    def leave(self, tab: Tab, *, for_good: bool = False) -> None:
        """Close a tab, which does not come back if that is for good."""
        ...


def remember_sessions(live: Leaver) -> Sessions:
    """Return the memory of an App's sessions, which closes the tabs of those whose time is over."""
    server = live.runtime.config.server
    sessions = Sessions(
        capacity=server.max_sessions,
        limits=live.runtime.session_limits,
        events_per_second=server.max_events_per_second,
    )
    sessions.records = live.development
    sessions.on_end.append(lambda session: _close_tabs(live, session))
    return sessions


def _close_tabs(live: Leaver, session: Session) -> None:
    tabs: list[Any] = [*session.tabs.values()]
    for tab in tabs:
        live.leave(tab, for_good=True)
        tab.channel.close(EXPIRED)
