"""The hooks: what a plugin may contribute, and when the kernel asks.

Grammar: ``register_*`` contributes, once, at start-up. The answers of all plugins are compiled
into one frozen runtime; no hook is called while a visitor waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pluggy

from .contributions import Assets, Inspector, Kit, Lifespan, NodeType, PropType, Route, SessionLimits
from .store import SessionStore
from .teller import Watcher

if TYPE_CHECKING:
    from .commands import Commands
    from .host import Host

hookspec = pluggy.HookspecMarker("cacao")
hookimpl = pluggy.HookimplMarker("cacao")


@hookspec
def register_commands(commands: Commands, app: Host) -> None:
    """Add sub-commands to ``cacao``, with ``commands.add(name, run, help=…)``.

    It returns a parser of argparse, which takes the command's arguments. No App has been made
    by then: ``app`` gives the plugin's settings.

    Called: when ``cacao`` is given a command that is not the kernel's own, or asked for help.
    """


@hookspec
def register_lifespans(app: Host) -> Iterable[Lifespan]:  # type: ignore[empty-body]
    """Return functions that make async context managers, to be held while the app serves.

    They are entered in order before the first request and left in reverse order after the last.
    One that raises when it is entered ends the start; one that raises when it is left, or takes
    more than five seconds for it, is logged.

    Called: once, at start-up.
    """


@hookspec
def register_routes(app: Host) -> Iterable[Route]:  # type: ignore[empty-body]
    """Return routes of Starlette's, asked before the pages.

    The guard stands before them as before everything: Host, Origin and security headers are its
    work. A path that two plugins claim, or a plugin and a page, is an error naming both.

    Called: once, at start-up.
    """


@hookspec
def register_session_store(app: Host) -> SessionStore | None:
    """Return where sessions are kept beyond this process, or None to keep them in memory.

    Only one plugin may have such a store. It is opened before the first request and closed after
    the last; what a handler writes is in it before its event is acknowledged.

    Called: once, at start-up.
    """


@hookspec
def register_session_limits(app: Host) -> SessionLimits | None:
    """Return how long the session of a visitor lasts, wherever it is kept.

    Only one plugin may say so; if none does, it is a day. What has expired is forgotten, in memory and
    in the store, and the browser begins anew.

    Called: once, at start-up.
    """


@hookspec
def register_node_types(app: Host) -> Mapping[str, NodeType]:  # type: ignore[empty-body]
    """Return the node types that pages may name in ``type``, by that name.

    A name that two plugins claim is an error naming both, but for those that are on by default: they
    give way. A name of an HTML element replaces the plain element.

    Called: once, at start-up.
    """


@hookspec
def register_methods(app: Host) -> Mapping[str, Kit]:  # type: ignore[empty-body]
    """Return the methods of pages that handlers may call by ``call_page(name, …)``, by name.

    The script of the kit answers: it listens to the event ``cacao:<name>`` of the document, whose
    ``detail`` is the list of arguments. It is loaded when the method is first called. A name that
    two plugins claim is an error naming both.

    Called: once, at start-up.
    """


@hookspec
def register_props(app: Host) -> Mapping[str, PropType]:  # type: ignore[empty-body]
    """Return props that every node may have, whatever its type, by name.

    A node whose type a plugin renders hands them on to the tree that stands for it. A name that two
    plugins claim is an error naming both.

    Called: once, at start-up.
    """


@hookspec
def register_page_props(app: Host) -> Mapping[str, Any]:  # type: ignore[empty-body]
    """Return props that the root of every page has, unless it sets them itself.

    Called: once, at start-up.
    """


@hookspec
def register_assets(app: Host) -> Assets:  # type: ignore[empty-body]
    """Return what every page of the app loads.

    Stylesheets are joined in the order of the plugins, after the kernel's own. They come with each
    page, or as a file if they are long or name other files.

    Called: once, at start-up.
    """


@hookspec
def register_inspectors(app: Host) -> Iterable[Inspector]:  # type: ignore[empty-body]
    """Return functions that are given the App's ``Inspection``, for the tools of developers.

    It tells what happens in the open tabs, and may change it. There is one in development alone: in
    production nothing is noted, and the functions are not called.

    Called: once, at start-up.
    """


@hookspec
def register_fault_watchers(app: Host) -> Iterable[Watcher]:  # type: ignore[empty-body]
    """Return functions that are told of every error of the app's code, each as a ``Fault``.

    They run in development alone, where the error was caught, and so take no time. A ``Fault`` leads
    to the frames in which it was raised: what is to be kept is taken out of it. If it is of a page that
    cannot be shown, a report that one returns stands there: ``fault_report(…)``, with what is added.

    Called: once, at start-up, in development.
    """
