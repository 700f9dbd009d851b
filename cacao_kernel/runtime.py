"""Runtime: all contributions, compiled once and frozen; the hot paths look things up here."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from .config import Config
from .contributions import Assets, NodeType
from .errors import PluginError, shorten
from .event import Event, Handler
from .plugins import collect, load_plugins
from .routing import Page, Routes
from .threads import Threads

C = TypeVar("C")


@dataclass(frozen=True)
class Host:
    """The App, as plugins see it while they contribute.

    Attributes:
        title: the app's title.
    """

    title: str
    _settings: Mapping[type, Any]

    def config(self, kind: type[C]) -> C:
        """Return a plugin's own settings, by the type of its Config dataclass.

        Raises:
            PluginError: if no enabled plugin has this Config.
        """
        if kind not in self._settings:
            raise PluginError(f"no enabled plugin has the settings {kind.__module__}.{kind.__qualname__}")
        settings: C = self._settings[kind]
        return settings


@dataclass(frozen=True)
class Runtime:
    """What an App serves with.

    Attributes:
        title: the app's title.
        config: cacao.json and the environment.
        pages: the pages by path.
        handlers: the event handlers by name.
        node_types: the node types by name.
        styles: the plugins' stylesheets, in their order.
    """

    title: str
    config: Config
    pages: Mapping[str, Page]
    handlers: Mapping[str, Handler]
    node_types: Mapping[str, NodeType]
    styles: tuple[str, ...]

    async def dispatch(self, handler: Handler, event: Event, threads: Threads) -> None:
        """Run a handler to its end: ``async def`` on the event loop, ``def`` in a thread.

        Raises:
            BaseException: whatever the handler raises.
        """
        if handler.is_async:
            await handler.call(event)
            return
        returned = await threads.run(lambda: handler.call(event), "handler")
        if inspect.isawaitable(returned):  # a decorator hid that the function is async
            await returned


def compile_runtime(
    title: str, routes: Routes, config: Config, defaults: Iterable[str], extensions: Iterable[object]
) -> Runtime:
    """Load the enabled plugins, ask each hook once, and freeze what they answer.

    Raises:
        CacaoError: naming what is wrong with a plugin or a setting.
    """
    manager, settings = load_plugins(config.plugins, defaults, extensions)
    app = Host(title, settings)
    types: dict[str, NodeType] = {}
    owners: dict[str, str] = {}
    for plugin, answer in collect(manager, "register_node_types", app=app):
        for name, node_type in _expect(plugin, "register_node_types", answer, Mapping).items():
            if name in types:
                raise PluginError(
                    f'the node type "{name}" is claimed by both', where=f"plugins {owners[name]} and {plugin}"
                )
            types[name], owners[name] = _expect(plugin, "register_node_types", node_type, NodeType), plugin
    styles: list[str] = []
    for plugin, answer in collect(manager, "register_assets", app=app):
        assets = _expect(plugin, "register_assets", answer, Assets)
        for style in _expect(plugin, "register_assets", assets.styles, tuple):
            styles.append(_expect(plugin, "register_assets", style, str))
    return Runtime(
        title,
        config,
        MappingProxyType(dict(routes.pages)),
        MappingProxyType(dict(routes.handlers)),
        MappingProxyType(types),
        tuple(styles),
    )


def _expect(plugin: str, hook: str, answer: Any, kind: Any) -> Any:
    if not isinstance(answer, kind):
        raise PluginError(
            f"{hook} answered something else",
            where=f"plugin {plugin}",
            expected=kind.__name__,
            got=shorten(answer),
        )
    return answer
