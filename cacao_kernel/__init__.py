"""The kernel of Cacao: routing, rendering, state, transport and sessions; all else is a plugin.

These names are its front door, what plugins build on.
"""

from __future__ import annotations

from .clock import SteadyClock
from .commands import Commands
from .component import Component
from .contributions import Assets, Lifespan, NodeType, PropType, Route, SessionLimits
from .errors import CacaoError, ConfigError, PluginError
from .glance import describe_cells
from .hookspecs import hookimpl
from .host import Host
from .redirect import redirect
from .state import State
from .store import ALL, APP, Change, Conflict, Ended, Listed, Record, SessionStore, StoreError
from .visit import Visit

__all__ = [
    "ALL",
    "APP",
    "Assets",
    "CacaoError",
    "Change",
    "Commands",
    "Component",
    "ConfigError",
    "Conflict",
    "Ended",
    "Host",
    "Lifespan",
    "Listed",
    "NodeType",
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
    "describe_cells",
    "hookimpl",
    "redirect",
]
