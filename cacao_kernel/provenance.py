"""Provenance: each setting with its value, and what has set it: a flag, code, the environment, the file."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .app import App
from .config import FILE, Config, load_config, read_file
from .defaults import plugins_on
from .guard import is_loopback
from .launch import Launch
from .loader import load_plugins
from .loading import find_file, is_something_here, load_app
from .plugins import Plugins
from .redaction import HIDDEN
from .secret import FOLDER
from .settings import is_secret, variable_prefix

DEFAULT = "default"

_SECRET = "CACAO_SECRET"  # noqa: S105 - the variable's name
_MODE = "CACAO_ENV"


class Setting(NamedTuple):
    """A setting as it is in force.

    Attributes:
        key: its place in cacao.json, such as ``server.port``.
        value: what it is; of a secret no more than that there is one.
        source: what has set it: a flag, the app's file, a variable, cacao.json, or ``default``.
    """

    key: str
    value: object
    source: str


def list_settings(
    flags: Mapping[str, object] | None = None, given: str | None = None, *, runs_app: bool = True
) -> list[Setting]:
    """Return the settings that ``cacao serve`` would have in this folder, those of the kernel first.

    The app's file is run, up to its ``brew()``, for what its code sets; where there is none, the rest
    counts.

    Args:
        flags: what the command line sets of ``host``, ``port`` and ``production``; None for nothing.
        given: the app's file; by default the one that ``cacao serve`` would take.
        runs_app: whether its code counts.

    Raises:
        CacaoError: if something that is set is wrong.
        Exception: whatever the file raises.
    """
    launch, name = Launch(), ""
    extensions: tuple[object, ...] = ()
    if not runs_app or (given is None and not is_something_here()):
        config = load_config(Path.cwd())
    else:
        file = find_file(given)
        app, launch = load_app(file)
        name = file.name
        config = app.read_config()
        extensions = app._extensions if isinstance(app, App) else ()
    rulings = [*_of_code(launch, name), *_of_flags(flags or {})]
    found = _overrule([*_of_server(config), _of_secret(config)], rulings)
    ruling = {each.key: each.value for each in found}
    development = is_loopback(str(ruling["server.host"])) and not ruling["server.production"]
    defaults = plugins_on(development=development, tools=config.server.tools)
    plugins = load_plugins(config.with_storage(launch.storage), defaults, extensions)
    return _overrule([*found, *_of_plugins(plugins, config)], rulings)


def _overrule(found: Iterable[Setting], rulings: Iterable[Setting]) -> list[Setting]:
    """Return settings, each as the last of these rulings on it has it."""
    last = {each.key: each for each in rulings if each.value not in (None, False)}
    return [last.get(each.key, each) for each in found]


def _of_flags(flags: Mapping[str, object]) -> Iterator[Setting]:
    """Yield what the command line sets."""
    for key, value in flags.items():
        yield Setting(f"server.{key}", value, f"--{key}")


def _of_code(launch: Launch, name: str) -> Iterator[Setting]:
    """Yield what an app's own code sets, in the file of this name."""
    yield Setting("server.host", launch.host, name)
    yield Setting("server.port", launch.port, name)
    yield Setting("server.production", launch.production, name)
    yield Setting("session.storage", launch.storage, name)


def _of_server(config: Config) -> Iterator[Setting]:
    written = read_file(config.home / FILE).get("server", {})
    for name, value in _fields(config.server):
        variable = _MODE if name == "production" else f"CACAO_{name.upper()}"
        source = variable if variable in os.environ else FILE if name in written else DEFAULT
        yield _setting("server", name, value, source)


def _of_secret(config: Config) -> Setting:
    """Return what sessions are signed with, as far as it may be told."""
    file = f"{FOLDER}/secret"
    if os.environ.get(_SECRET):
        return Setting("secret", HIDDEN, _SECRET)
    if (config.home / file).exists():
        return Setting("secret", HIDDEN, file)
    return Setting("secret", "made at the start", DEFAULT)


def _of_plugins(plugins: Plugins, config: Config) -> Iterator[Setting]:
    # pluggy has them in the reverse of the order they are written in.
    for name, plugin in reversed(plugins.manager.list_name_plugin()):
        kind = getattr(plugin, "Config", None)
        if kind is None or kind not in plugins.settings:
            continue
        written = config.plugins.get(name)
        written = written if isinstance(written, dict) else {}
        is_code = type(getattr(plugin, "config", None)) is kind
        for field, value in _fields(plugins.settings[kind]):
            variable = f"{variable_prefix(name)}{field.upper()}"
            source = FILE if field in written else DEFAULT
            source = variable if variable in config.variables else source
            yield _setting(name, field, value, "code" if is_code else source)


def _fields(settings: Any) -> Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(settings):
        yield field.name, getattr(settings, field.name)


def _setting(group: str, name: str, value: object, source: str) -> Setting:
    return Setting(f"{group}.{name}", HIDDEN if is_secret(name) and value else value, source)
