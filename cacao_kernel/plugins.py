"""Plugins: found through entry points, imported only if enabled, registered with one manager per App."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from itertools import groupby
from operator import attrgetter
from typing import Any

import pluggy

from . import hookspecs
from .config import FILE, KERNEL_KEYS, read_settings
from .errors import CacaoError, ConfigError, PluginError, nearest

GROUP = "cacao.plugins"


def load_plugins(
    switches: Mapping[str, Any], defaults: Iterable[str], extensions: Iterable[object]
) -> tuple[pluggy.PluginManager, dict[type, Any]]:
    """Return a manager with the enabled plugins, and their settings by the type of their Config.

    The plugins' order is that of the defaults, then of cacao.json.

    Args:
        switches: the plugins' keys of cacao.json with their values; false keeps one off.
        defaults: names of plugins that are on unless switched off.
        extensions: objects with hook implementations that the code itself handed in.

    Raises:
        ConfigError: if a key names no installed plugin.
        PluginError: if a plugin cannot be imported or registered.
    """
    found = {
        name: list(points) for name, points in groupby(sorted(entry_points(group=GROUP)), attrgetter("name"))
    }
    manager = pluggy.PluginManager("cacao")
    manager.add_hookspecs(hookspecs)
    for name in switches:
        if name not in found and switches[name] is not False:
            cure = nearest(name, [*found, *KERNEL_KEYS]) or f"Perhaps: pip install 'cacao[{name}]'"
            raise ConfigError(
                "no plugin of that name is installed", where=f"{FILE}: {json.dumps(name)}", cure=cure
            )
    settings: dict[type, Any] = {}
    plugins: dict[str, object] = {}
    for name in dict.fromkeys([*defaults, *switches]):
        if name in found and switches.get(name, True) is not False:
            plugin = plugins[name] = _import(found[name])
            kind = getattr(plugin, "Config", None)
            given = switches.get(name)
            if isinstance(kind, type):
                settings[kind] = read_settings(kind, given if isinstance(given, dict) else {}, name)
    for extension in extensions:
        plugins[_free_name(extension, plugins)] = extension
        kind = getattr(extension, "Config", None)
        if isinstance(kind, type):
            settings[kind] = kind()  # an extension made in code is set in code
    # pluggy asks the plugin registered last first; we want the order as it is written.
    for name, plugin in reversed(plugins.items()):
        _register(manager, plugin, name)
    return manager, settings


def _free_name(extension: object, taken: Mapping[str, object]) -> str:
    """Return what an extension is called in errors: a module by its name, an object by its class's."""
    name = str(getattr(extension, "__name__", type(extension).__qualname__))
    like = sum(1 for other in taken if other.partition("#")[0] == name)
    return f"{name}#{like + 1}" if like else name


def _import(points: list[EntryPoint]) -> object:
    point = points[0]
    if len({other.value for other in points}) > 1:
        homes = " and ".join(f"{other.value} ({_distribution(other)})" for other in points)
        raise PluginError("two plugins have this name", where=f"plugin {point.name}", got=homes)
    try:
        return point.load()
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"the plugin cannot be imported: {_told(error)}",
            where=f"plugin {point.name} ({point.value})",
            cure=f'Mend it, or switch it off with "{point.name}": false in {FILE}.',
        ) from error


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "?"


def _register(manager: pluggy.PluginManager, plugin: object, name: str) -> None:
    try:
        manager.register(plugin, name)
        manager.check_pending()
    except Exception as error:
        raise PluginError(
            f"the plugin cannot be registered: {_told(error)}", where=f"plugin {name}"
        ) from error


def _told(error: BaseException) -> str:
    """Return an error's name and message in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def collect(manager: pluggy.PluginManager, hook: str, **arguments: Any) -> list[tuple[str, Any]]:
    """Ask one hook of every plugin and return each answer with the plugin's name.

    Raises:
        PluginError: naming plugin and hook, if one raises.
    """
    answers: list[tuple[str, Any]] = []
    for implementation in reversed(getattr(manager.hook, hook).get_hookimpls()):
        names = implementation.argnames
        try:
            answer = implementation.function(**{name: arguments[name] for name in names})
        except CacaoError:
            raise
        except (Exception, SystemExit) as error:
            raise PluginError(
                f"{hook} raised {_told(error)}", where=f"plugin {implementation.plugin_name}"
            ) from error
        if answer is not None:
            answers.append((implementation.plugin_name, answer))
    return answers
