"""Loader: imports the plugins that are enabled, no other, and reads their settings."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Mapping
from typing import Any

from .catalog import Installed, advise, find_installed
from .config import FILE, KERNEL_KEYS, Config
from .errors import CacaoError, ConfigError, PluginError, shorten
from .plugins import Plugins, told
from .settings import is_config, is_secret, read_settings, variable_prefix

log = logging.getLogger("cacao.plugin")

OTHERS = 0o077  # the bits of a file's mode by which anybody but its owner may use it


def load_plugins(
    config: Config, defaults: Iterable[str], extensions: Iterable[object] = (), *, tolerant: bool = False
) -> Plugins:
    """Import and register the enabled plugins.

    Their order is that of the keys of cacao.json; defaults that have no key stand before them,
    extensions after them.

    Args:
        config: what cacao.json and the environment say.
        defaults: names of plugins that are on unless switched off.
        extensions: objects with hook implementations that the code itself handed in.
        tolerant: whether to leave out, and name in ``broken``, what cannot be loaded.

    Raises:
        ConfigError: if a key names no installed plugin, or a setting is wrong.
        PluginError: if a plugin cannot be imported or registered.
    """
    installed = find_installed()
    plugins = Plugins(tolerant=tolerant)
    plugins.unasked += [name for name in defaults if name not in config.plugins and name in installed]
    asked = [name for name, switch in config.plugins.items() if switch is not False]
    found: dict[str, object] = {}
    for name in [*plugins.unasked, *asked]:
        try:
            found[name] = _import(name, installed)
            settings = _read_settings(found[name], name, installed, config)
            plugins.settings.update({} if settings is None else {type(settings): settings})
        except CacaoError as error:
            found.pop(name, None)
            plugins.fail(name, error)
    handed: set[str] = set()
    for extension in extensions:
        if not any(extension is plugin for plugin in found.values()):  # else cacao.json has it, too
            name = _free_name(extension, found)
            handed.add(name)
            found[name] = _made(extension, f"extension {name}")
            settings = _settings_in_code(found[name], f"extension {name}")
            plugins.settings.update({} if settings is None else {type(settings): settings})
    # pluggy asks first what was registered last; we want the order as it is written.
    for name, plugin in reversed(found.items()):
        plugins.register(name, plugin)
        if name in handed and not plugins.hooks_of(name):
            raise PluginError(
                "nothing in it is a hook",
                where=f"extension {name}",
                got=shorten(plugin),
                cure="Mark its functions with @hookimpl.",
            )
    return plugins


def _import(name: str, installed: Mapping[str, Installed]) -> object:
    if name not in installed:
        raise ConfigError(
            "no plugin of that name is installed",
            where=f"{FILE}: {json.dumps(name)}",
            cure=advise(name, [*installed, *KERNEL_KEYS]),
        )
    point = installed[name].point
    where = f"plugin {name} ({point.value})"
    cure = f'Mend it, or switch it off with "{name}": false in {FILE}.'
    with told(where, "its import", "the plugin cannot be imported:", cure):
        loaded: object = point.load()
    return _made(loaded, where, cure)


def _made(plugin: object, where: str, cure: str = "") -> object:
    """Return a plugin that can be registered: of a class, one object for each App."""
    if not isinstance(plugin, type):
        return plugin
    with told(where, "its making", "the plugin cannot be made:", cure):
        made: object = plugin()
    return made


def _read_settings(plugin: object, name: str, installed: Iterable[str], config: Config) -> Any:
    """Return a plugin's settings as cacao.json and the environment have them; None if it has none."""
    prefix = variable_prefix(name)
    longer = tuple(variable_prefix(other) for other in installed if len(other) > len(name))
    variables = {
        variable: text
        for variable, text in config.variables.items()
        if variable.startswith(prefix) and not variable.startswith(longer)
    }
    given = config.plugins.get(name)
    given = given if isinstance(given, dict) else {}
    file = config.home / FILE
    for setting in filter(is_secret, given):
        if os.name == "posix" and file.exists() and file.stat().st_mode & OTHERS:
            told = "%s: %s.%s: others on this machine can read the file. Run chmod 600 %s, or set %s instead."
            log.warning(told, FILE, name, setting, FILE, prefix + setting.upper())
    kind = _config_of(plugin, f"plugin {name}")
    if kind is None:
        if given or variables:
            where = f"{FILE}: {name}" if given else next(iter(variables))
            raise ConfigError("this plugin has no settings", where=where)
        return None
    try:
        return read_settings(kind, given, name, variables)
    except NameError as error:  # an annotation of something that is imported for type checkers alone
        raise PluginError(f"its Config cannot be read: {error}", where=f"plugin {name}") from None


def _settings_in_code(extension: object, where: str) -> Any:
    """Return the settings an extension brings in its attribute ``config``, else the defaults; or None."""
    kind = _config_of(extension, where)
    if kind is None:
        return None
    own = getattr(extension, "config", None)
    if type(own) is kind:
        return own
    with told(where, "its Config", "its settings have no defaults:"):
        return kind()


def _config_of(plugin: object, where: str) -> type | None:
    kind = getattr(plugin, "Config", None)
    if kind is None or is_config(kind):
        return kind
    raise PluginError(
        "Config holds the settings", where=where, expected="a frozen dataclass", got=shorten(kind)
    )


def _free_name(extension: object, taken: Mapping[str, object]) -> str:
    """Return what an extension is called in errors: a module by its name, an object by its class's."""
    name = str(getattr(extension, "__name__", type(extension).__qualname__))
    like = sum(1 for other in taken if other.partition("#")[0] == name)
    return f"{name}#{like + 1}" if like else name
