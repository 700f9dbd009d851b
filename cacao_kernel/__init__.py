"""The kernel of Cacao: routing, rendering, state, transport and sessions; all else is a plugin.

These names are its front door, what plugins build on.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .bind import bind, call, call_page
from .clock import SteadyClock
from .commands import Commands
from .component import Component
from .computed import Computed
from .contributions import Assets, Kit, Lifespan, NodeType, PropType, Route, SessionLimits
from .elements import is_prop
from .errors import CacaoError, ConfigError, PluginError, blaming, nearest, shorten
from .event import Event
from .facet import Facet
from .fault import Fault, FaultEvent
from .glance import describe_cells
from .handler import handler
from .holds import Holds
from .hookspecs import hookimpl
from .host import Host, Renewal, current_host
from .names import find_line
from .own import own_id, own_query, own_title, own_url, read
from .passing import pass_on, passing
from .piece import Piece
from .redirect import Redirect, redirect
from .rows import For
from .shape import Child, HandlerFunction, Node, Theme, Tree
from .state import State
from .store import ALL, APP, Change, Conflict, Ended, Listed, Record, SessionStore, StoreError
from .teller import tell_fault
from .visit import Visit
from .visitor import own_tab, session_of, visitor

if TYPE_CHECKING:
    from .app import App as App
    from .beside import app_beside as app_beside
    from .element import Element as Element
    from .inspection import Inspection as Inspection
    from .mimic import Mimic as Mimic
    from .provenance import Setting as Setting
    from .provenance import list_settings as list_settings
    from .report import fault_report as fault_report
    from .routing import Page as Page
    from .survey import Finding as Finding
    from .survey import Look as Look
    from .survey import Survey as Survey
    from .survey import survey_app as survey_app
    from .user import User as User
    from .whereabouts import line_of as line_of
    from .whereabouts import line_of_error as line_of_error
    from .whereabouts import spell_line as spell_line

# What tests and commands for developers need: imported when it is first used, and never by a server.
_LATER = MappingProxyType(
    {
        "App": "app",
        "Element": "element",
        "Finding": "survey",
        "Inspection": "inspection",
        "Look": "survey",
        "Mimic": "mimic",
        "Page": "routing",
        "Setting": "provenance",
        "Survey": "survey",
        "User": "user",
        "app_beside": "beside",
        "fault_report": "report",
        "line_of": "whereabouts",
        "line_of_error": "whereabouts",
        "list_settings": "provenance",
        "spell_line": "whereabouts",
        "survey_app": "survey",
    }
)

__all__ = [
    "ALL",
    "APP",
    "App",
    "Assets",
    "CacaoError",
    "Change",
    "Child",
    "Commands",
    "Component",
    "Computed",
    "ConfigError",
    "Conflict",
    "Element",
    "Ended",
    "Event",
    "Facet",
    "Fault",
    "FaultEvent",
    "Finding",
    "For",
    "HandlerFunction",
    "Holds",
    "Host",
    "Inspection",
    "Kit",
    "Lifespan",
    "Listed",
    "Look",
    "Mimic",
    "Node",
    "NodeType",
    "Page",
    "Piece",
    "PluginError",
    "PropType",
    "Record",
    "Redirect",
    "Renewal",
    "Route",
    "SessionLimits",
    "SessionStore",
    "Setting",
    "State",
    "SteadyClock",
    "StoreError",
    "Survey",
    "Theme",
    "Tree",
    "User",
    "Visit",
    "app_beside",
    "bind",
    "blaming",
    "call",
    "call_page",
    "current_host",
    "describe_cells",
    "fault_report",
    "find_line",
    "handler",
    "hookimpl",
    "is_prop",
    "line_of",
    "line_of_error",
    "list_settings",
    "nearest",
    "own_id",
    "own_query",
    "own_tab",
    "own_title",
    "own_url",
    "pass_on",
    "passing",
    "read",
    "redirect",
    "session_of",
    "shorten",
    "spell_line",
    "survey_app",
    "tell_fault",
    "visitor",
]


if not TYPE_CHECKING:  # which would take any name for one of ours

    def __getattr__(name: str) -> Any:
        """Import what somebody asks for who does not serve."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f".{_LATER[name]}", __name__), name)
