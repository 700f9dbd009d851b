"""The kernel of Cacao: routing, rendering, state, transport and sessions; all else is a plugin.

These names are its front door, what plugins build on.
"""

from __future__ import annotations

from .commands import Commands
from .component import Component
from .contributions import Assets, Lifespan, NodeType, Route
from .errors import CacaoError, ConfigError, PluginError
from .hookspecs import hookimpl
from .host import Host
from .redirect import redirect
from .state import State
from .visit import Visit

__all__ = [
    "Assets",
    "CacaoError",
    "Commands",
    "Component",
    "ConfigError",
    "Host",
    "Lifespan",
    "NodeType",
    "PluginError",
    "Route",
    "State",
    "Visit",
    "hookimpl",
    "redirect",
]
