"""The kernel of Cacao: routing, rendering, state, transport and sessions; all else is a plugin.

These names are its front door, what plugins build on.
"""

from __future__ import annotations

from .contributions import Assets, NodeType
from .errors import CacaoError, ConfigError, PluginError
from .hookspecs import hookimpl

__all__ = ["Assets", "CacaoError", "ConfigError", "NodeType", "PluginError", "hookimpl"]
