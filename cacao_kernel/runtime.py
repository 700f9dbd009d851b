"""Runtime: all contributions, compiled once and frozen; the hot paths look things up here."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from . import answers
from .common import CommonProps
from .config import Config
from .contributions import Inspector, Kit, Lifespan, NodeType, PropType, Route, SessionLimits
from .errors import ConfigError, PluginError
from .event import Event
from .handler import Function, Handler
from .host import Host, Renewal
from .loader import load_plugins
from .outcome import apply_outcome
from .plugins import Plugins
from .redirect import Redirect
from .routing import Page, Routes
from .store import SessionStore
from .teller import Watcher
from .threads import Threads
from .timer import Timer

T = TypeVar("T")


class Runtime(NamedTuple):
    """What an App serves with.

    Attributes:
        title: the app's title.
        lang: the language of its pages.
        config: cacao.json and the environment.
        routes: finds the page of a path, and holds the guards of all pages.
        pages: the pages by path.
        handlers: the event handlers by name.
        node_types: the node types by name.
        methods: what answers the methods of pages, by name.
        styles: the plugins' stylesheets, in their order.
        page_kits: what every page brings, whatever its nodes.
        common: the props that every node may have.
        timers: what runs every so many seconds.
        openers: what runs when a tab has come.
        closers: what runs when a tab has gone.
        plugin_routes: the plugins' routes, in their order, each with its plugin's name.
        lifespans: what the plugins want held while the App serves, each with its plugin's name.
        store: where sessions are kept; None for memory alone.
        session_limits: how long they last.
        watchers: who is told of faults; nobody in production.
        host: the App, as plugins see it.
        inspectors: what looks at all that happens, for developers.
        frames: whether pages may hold frames with pages of the same address.
    """

    title: str
    lang: str
    config: Config
    routes: Routes
    pages: Mapping[str, Page]
    handlers: Mapping[str, Handler]
    node_types: Mapping[str, NodeType]
    methods: Mapping[str, Kit]
    styles: tuple[str, ...]
    common: CommonProps = CommonProps()
    timers: tuple[Timer, ...] = ()
    openers: tuple[Handler, ...] = ()
    closers: tuple[Handler, ...] = ()
    plugin_routes: tuple[tuple[str, Route], ...] = ()
    lifespans: tuple[tuple[str, Lifespan], ...] = ()
    store: SessionStore | None = None
    session_limits: SessionLimits = SessionLimits()
    watchers: tuple[Watcher, ...] = ()
    host: Host | None = None
    page_kits: tuple[Kit, ...] = ()
    inspectors: tuple[Inspector, ...] = ()
    frames: bool = False

    @property
    def kits(self) -> list[Kit]:
        """What its nodes and pages may need in the browser, in the order of the plugins."""
        of_props = chain.from_iterable(each.kits for each in self.common.types.values())
        of_nodes = ((*each.kits, *each.render_kits) for each in self.node_types.values())
        return [*of_props, *chain.from_iterable(of_nodes), *self.methods.values(), *self.page_kits]

    def handler(self, wanted: str | Function) -> Handler | None:
        """Return the handler of this name, or the first one this function is registered as."""
        if isinstance(wanted, str):
            return self.handlers.get(wanted)
        return next((handler for handler in self.handlers.values() if handler.function == wanted), None)

    async def dispatch(self, handler: Handler, event: Event, threads: Threads) -> Any:
        """Run a handler to its end.

        ``async def`` runs on the event loop, ``def`` in a thread. A dict that it returns sets States by
        name, but for a query's, which is its answer.

        Returns:
            What the handler returned; a Redirect also if it was raised, which is no error.

        Raises:
            BaseException: whatever else the handler raises.
        """
        try:
            if handler.is_async:
                returned = await handler.call(event)
            else:
                returned = await threads.run(lambda: handler.call(event), "handler")
                if inspect.isawaitable(returned):  # a decorator hid that the function is async
                    returned = await returned
        except Redirect as asked:
            return asked
        if returned is not None and not handler.is_query:
            apply_outcome(returned)
        return returned


def compile_runtime(
    title: str,
    routes: Routes,
    config: Config,
    defaults: Iterable[str],
    extensions: Iterable[object],
    lang: str = "en",
    *,
    theme: object = None,
    development: bool = False,
    renewal: Renewal | None = None,
) -> Runtime:
    """Load the enabled plugins, ask each hook once, and freeze what they answer.

    Raises:
        CacaoError: naming what is wrong with a plugin or a setting.
    """
    plugins = load_plugins(config, defaults, extensions)
    app = Host(title, plugins.settings, config.home, theme, development, renewal)
    owners: dict[str, str] = {}
    types: dict[str, NodeType] = {}
    contributed = plugins.ask("register_node_types", answers.node_types, app=app)
    # What is on without a word from the app gives way to what the app has asked for.
    contributed.sort(key=lambda each: each[0] not in plugins.unasked)
    for plugin, answer in contributed:
        for name, node_type in answer.items():
            claimed = f'the node type "{name}"'
            if owners.get(claimed) in plugins.unasked:
                owners[claimed] = plugin
            else:
                _claim(claimed, plugin, owners)
            types[name] = node_type
    methods: dict[str, Kit] = {}
    for plugin, kits in plugins.ask("register_methods", answers.methods, app=app):
        for name, kit in kits.items():
            _claim(f'the method "{name}" of pages', plugin, owners)
            methods[name] = kit
    common = _ask_common(plugins, app)
    assets = plugins.ask("register_assets", answers.assets, app=app)
    lifespans = plugins.ask("register_lifespans", answers.several_of(answers.lifespan), app=app)
    stores = plugins.ask("register_session_store", answers.store, app=app)
    for plugin, _ in stores:
        _claim("the session store", plugin, owners)
    limits = plugins.ask("register_session_limits", answers.session_limits, app=app)
    for plugin, _ in limits:
        _claim("the session limits", plugin, owners)
    inspectors = plugins.ask("register_inspectors", answers.several_of(answers.inspector), app=app)
    watching: list[tuple[str, list[Watcher]]] = []
    if development:
        watching = plugins.ask("register_fault_watchers", answers.several_of(answers.watcher), app=app)
    own_routes = plugins.ask("register_routes", answers.several_of(answers.route), app=app)
    return Runtime(
        title,
        lang,
        config,
        routes,
        MappingProxyType(dict(routes.pages)),
        MappingProxyType(dict(routes.handlers)),
        MappingProxyType(types),
        MappingProxyType(methods),
        tuple(style for _, found in assets for style in found.styles),
        common,
        tuple(routes.timers),
        tuple(routes.openers),
        tuple(routes.closers),
        _routes_beside(routes.pages, own_routes),
        tuple((plugin, lifespan) for plugin, found in lifespans for lifespan in found),
        stores[0][1] if stores else None,
        limits[0][1] if limits else SessionLimits(),
        tuple(watcher for _, found in watching for watcher in found),
        app,
        tuple(kit for _, found in assets for kit in found.kits),
        tuple(inspector for _, found in inspectors for inspector in found),
        any(found.frames for _, found in assets),
    )


def _ask_common(plugins: Plugins, app: Host) -> CommonProps:
    """Return the props that every node may have, and those of every page."""
    types: dict[str, PropType] = {}
    of_pages: dict[str, Any] = {}
    owners: dict[str, str] = {}
    for plugin, contributed in plugins.ask("register_props", answers.mapping_to(PropType), app=app):
        for name, prop_type in contributed.items():
            _claim(f'the prop "{name}"', plugin, owners)
            types[name] = prop_type
    for plugin, given in plugins.ask("register_page_props", answers.mapping_to(object), app=app):
        for name, value in given.items():
            _claim(f'the prop "{name}" of pages', plugin, owners)
            of_pages[name] = value
    if app.theme is not None and "theme" not in types:
        raise ConfigError("a theme was given, and no plugin that is on knows what that is", where="theme=…")
    return CommonProps(MappingProxyType(types), MappingProxyType(of_pages))


def _routes_beside(
    pages: Iterable[str], answers: Iterable[tuple[str, list[Route]]]
) -> tuple[tuple[str, Route], ...]:
    """Return the plugins' routes in one tuple, no path of which is claimed by two of them or by a page."""
    owners: dict[str, str] = {}
    found: list[tuple[str, Route]] = []
    for plugin, routes in answers:
        mine: dict[str, str] = {}  # one plugin may answer different methods of a path by different routes
        for route in routes:
            path = getattr(route, "path", None)
            if path is not None:
                if path in pages:
                    raise PluginError(f'the route "{path}" is that of a page, too', where=f"plugin {plugin}")
                if path not in mine:
                    _claim(f'the route "{path}"', plugin, owners)
                mine[path] = plugin
            found.append((plugin, route))
    return tuple(found)


def _claim(what: str, plugin: str, owners: dict[str, str]) -> None:
    if what in owners:
        raise PluginError(f"{what} is claimed by both", where=f"plugins {owners[what]} and {plugin}")
    owners[what] = plugin
