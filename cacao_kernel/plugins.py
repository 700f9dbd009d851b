"""Plugins: found through entry points, imported only if enabled, registered with one manager per App."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
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
    found = {point.name: point for point in entry_points(group=GROUP)}
    manager = pluggy.PluginManager("cacao")
    manager.add_hookspecs(hookspecs)
    for name in switches:
        if name not in found and switches[name] is not False:
            cure = nearest(name, [*found, *KERNEL_KEYS]) or f"Perhaps: pip install 'cacao[{name}]'"
            raise ConfigError(
                "no plugin of that name is installed", where=f"{FILE}: {json.dumps(name)}", cure=cure
            )
    settings: dict[type, Any] = {}
    enabled = dict.fromkeys([*defaults, *switches])
    # pluggy asks the plugin registered last first; we want the order as it is written.
    for name in reversed([name for name in enabled if switches.get(name, True) is not False]):
        if name in found:
            plugin = _import(found[name])
            kind = getattr(plugin, "Config", None)
            given = switches.get(name)
            if isinstance(kind, type):
                settings[kind] = read_settings(kind, given if isinstance(given, dict) else {}, name)
            _register(manager, plugin, name)
    for extension in extensions:
        _register(manager, extension, type(extension).__qualname__)
    return manager, settings


def _import(point: EntryPoint) -> object:
    try:
        return point.load()
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"the plugin cannot be imported: {type(error).__name__}: {error}",
            where=f"plugin {point.name} ({point.value})",
            cure=f'Mend it, or switch it off with "{point.name}": false in {FILE}.',
        ) from error


def _register(manager: pluggy.PluginManager, plugin: object, name: str) -> None:
    try:
        manager.register(plugin, name)
        manager.check_pending()
    except Exception as error:
        raise PluginError(f"the plugin cannot be registered: {error}", where=f"plugin {name}") from error


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
                f"{hook} raised {type(error).__name__}: {error}", where=f"plugin {implementation.plugin_name}"
            ) from error
        if answer is not None:
            answers.append((implementation.plugin_name, answer))
    return answers
