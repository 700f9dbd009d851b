"""The kernel of Cacao: routing, rendering, state, transport and sessions; all else is a plugin.

These names are its front door, what plugins build on.
"""

from __future__ import annotations

from .bind import bind, call, call_page
from .clock import SteadyClock
from .commands import Commands
from .component import Component
from .computed import Computed
from .contributions import Assets, Kit, Lifespan, NodeType, PropType, Route, SessionLimits
from .errors import CacaoError, ConfigError, PluginError, nearest, shorten
from .event import Event
from .facet import Facet
from .glance import describe_cells
from .hookspecs import hookimpl
from .host import Host, current_host
from .names import find_line
from .own import own_id, own_query, own_url, read
from .passing import pass_on
from .piece import Piece
from .redirect import redirect
from .rows import For
from .state import State
from .store import ALL, APP, Change, Conflict, Ended, Listed, Record, SessionStore, StoreError
from .visit import Visit
from .visitor import session_of, visitor

__all__ = [
    "ALL",
    "APP",
    "Assets",
    "CacaoError",
    "Change",
    "Commands",
    "Component",
    "Computed",
    "ConfigError",
    "Conflict",
    "Ended",
    "Event",
    "Facet",
    "For",
    "Host",
    "Kit",
    "Lifespan",
    "Listed",
    "NodeType",
    "Piece",
    "PluginError",
    "PropType",
    "Record",
    "Route",
    "SessionLimits",
    "SessionStore",
    "State",
    "SteadyClock",
    "StoreError",
    "Visit",
    "bind",
    "call",
    "call_page",
    "current_host",
    "describe_cells",
    "find_line",
    "hookimpl",
    "nearest",
    "own_id",
    "own_query",
    "own_url",
    "pass_on",
    "read",
    "redirect",
    "session_of",
    "shorten",
    "visitor",
]
