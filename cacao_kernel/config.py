"""Configuration: cacao.json and the environment, read by type into frozen dataclasses.

Code outranks the environment (``CACAO_…``), which outranks the file.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from . import checks, extent, wire
from .errors import ConfigError, shorten
from .settings import FILE as FILE
from .settings import read_settings

KERNEL_KEYS = ("server",)
SCHEMA_KEY = "$schema"
SCHEMA_FILE = "cacao.schema.json"
MAX_BYTES = 1_000_000

_ROOT_PATH = re.compile(r"(?:/[^/\\\s?#]+)+\Z")


@dataclass(frozen=True)
class Server:
    """The kernel's own settings, the key ``server`` of cacao.json.

    Attributes:
        entry: the file that ``cacao serve`` runs, beside cacao.json.
        host: the address to bind.
        port: the port to bind.
        allowed_hosts: names a visitor may reach the app by, beside those of loopback.
        production: whether to run as in production even on a loopback address.
        tools: whether hot reload and devtools are on under the development server.
        trusted_proxies: addresses and networks of the proxies whose word on the visitor's address and
            on http or https is taken.
        root_path: the path that a proxy serves the app at, such as ``"/shop"``, and takes off.
        max_frame_bytes: the longest frame a browser may send.
        max_json_depth: how deep the JSON of an event may nest.
        max_unacknowledged: how many patches a browser may have got without saying so before it is
            sent nothing but the newest state, later.
        max_tabs_per_session: how many live tabs a visitor may have.
        max_sockets_per_address: how many sockets may be open to one address, that of the visitor
            where a trusted proxy tells it.
        max_tree_nodes: how many nodes the tree of a page may have; the texts in them are not counted.
        max_tree_depth: how many of them may stand in each other.
        max_events_per_second: how many events of a visitor are read a second, twice as many at once;
            what is more waits. 0 sets no bound.
        max_headers: how many headers a request may have.
        max_header_bytes: how long the head of a request may be, all its headers together.
        max_header_seconds: how long the head of a request may take to come.
        max_body_bytes: how long the body of a request may be.
        max_stall_seconds: how long a visitor may take nothing of what they are sent, or send next to
            nothing of the body they have begun.
        max_fragments: how many frames one message may come in.
        max_message_seconds: how long a message that has begun may take to come.
        max_control_frames: how many pings and pongs may come a second.
        max_sessions: how many visitors are remembered who have no tab open; the least recently seen go first.
        hibernate_seconds: how long nothing must have happened on a page before its tree is let go, to be made
            anew when something does; 0 keeps all trees.
        log_format: how the log is written: ``"text"`` for people, ``"json"`` for a line of JSON each.
    """

    entry: str = ""
    host: str = "127.0.0.1"
    port: int = 1634
    allowed_hosts: tuple[str, ...] = ()
    production: bool = False
    tools: bool = True
    trusted_proxies: tuple[str, ...] = ()
    root_path: str = ""
    max_frame_bytes: int = wire.FRAME_BYTES
    max_json_depth: int = wire.MAX_JSON_DEPTH
    max_unacknowledged: int = 4 * wire.ACK_EVERY
    max_tabs_per_session: int = 20
    max_sockets_per_address: int = 200
    max_tree_nodes: int = extent.MAX_NODES
    max_tree_depth: int = extent.MAX_DEPTH
    max_events_per_second: int = 50
    max_headers: int = 100
    max_header_bytes: int = 32_768
    max_header_seconds: int = 10
    max_body_bytes: int = 1_048_576
    max_stall_seconds: int = 30
    max_fragments: int = 1_024
    max_message_seconds: int = 10
    max_control_frames: int = 10
    max_sessions: int = 10_000
    hibernate_seconds: int = 300
    log_format: Literal["text", "json"] = "text"


# What a limit cannot be below: a join is a frame, fields nest, patches are acknowledged in groups.
_LEAST = {
    "max_frame_bytes": 16_384,
    "max_json_depth": 4,
    "max_unacknowledged": wire.ACK_EVERY,
    "max_tabs_per_session": 1,
    "max_sockets_per_address": 1,
    "max_tree_nodes": 100,
    "max_tree_depth": 8,
    "max_events_per_second": 0,
    "max_headers": 16,
    "max_header_bytes": 4_096,
    "max_header_seconds": 1,
    "max_body_bytes": 0,
    "max_stall_seconds": 1,
    "max_fragments": 1,
    "max_message_seconds": 1,
    "max_control_frames": 1,
    "max_sessions": 1,
    "hibernate_seconds": 0,
}
_MOST = {"max_tree_depth": extent.MAX_DEPTH}


@dataclass(frozen=True)
class Config:
    """What cacao.json says, checked as far as the kernel can.

    Attributes:
        home: the folder cacao.json is in; without one, the folder that was searched.
        server: the kernel's own settings, environment included.
        plugins: each other key with its value: an object, or true or false.
        variables: the environment's, as far as they may set plugins.
    """

    home: Path
    server: Server = field(default_factory=Server)
    plugins: Mapping[str, Any] = field(default_factory=dict[str, Any])
    variables: Mapping[str, str] = field(default_factory=dict[str, str], compare=False, repr=False)

    def source(self, name: str) -> str:
        """Return what has set one of the server's settings."""
        return _source(name, self.variables)

    def with_storage(self, storage: str | None) -> Config:
        """Return the same configuration with sessions kept as the code has it, if it says so.

        Raises:
            ConfigError: if it says what there is not, or what keeps them is switched off.
        """
        if storage not in (None, "memory", "file"):
            expected, got = '"memory" or "file"', shorten(storage)
            raise ConfigError("no storage of sessions", where="session_storage", expected=expected, got=got)
        if storage is None:
            return self
        given = self.plugins.get("session")
        variables = {name: text for name, text in self.variables.items() if name != "CACAO_SESSION_STORAGE"}
        if storage == "memory" and not isinstance(given, dict):
            return dataclasses.replace(self, variables=variables)
        if given is False:
            raise ConfigError(
                f'sessions are to be kept in "{storage}", and the plugin that does it is off',
                where=f"{FILE}: session",
                cure='Leave out "session": false.',
            )
        settings = {**(given if isinstance(given, dict) else {}), "storage": storage}
        return dataclasses.replace(self, plugins={**self.plugins, "session": settings}, variables=variables)


def load_config(folder: Path, environment: Mapping[str, str] | None = None) -> Config:
    """Read cacao.json of this folder, if there is one, and the environment.

    Raises:
        ConfigError: naming the file, the key, what was expected and what came.
    """
    environment = os.environ if environment is None else environment
    data = read_file(folder / FILE)
    schema = data.pop(SCHEMA_KEY, "")  # where an editor finds the schema; nothing to us
    if not isinstance(schema, str):
        raise ConfigError(SCHEMA_KEY, where=FILE, expected="a string", got=shorten(schema))
    server = data.pop("server", {})
    if not isinstance(server, dict):
        raise ConfigError("server", where=FILE, expected="an object", got=shorten(server))
    settings = read_settings(Server, server, "server")
    settings = _from_environment(settings, environment)
    for name, value in data.items():
        if not isinstance(value, dict | bool):
            raise ConfigError(
                f"the value of {json.dumps(name)}",
                where=FILE,
                expected="an object, true or false",
                got=shorten(value),
            )
    own = {f"CACAO_{name.upper()}" for name in (*_LEAST, "tools")}  # which no plugin is to take for its own
    variables = {
        name: value for name, value in environment.items() if name.startswith("CACAO_") and name not in own
    }
    return Config(folder, settings, data, variables)


def _from_environment(settings: Server, environment: Mapping[str, str]) -> Server:
    changes: dict[str, Any] = {}
    if "CACAO_ENV" in environment:
        changes["production"] = checks.check_mode(environment["CACAO_ENV"])
    if "CACAO_TOOLS" in environment:
        changes["tools"] = checks.check_switch(environment["CACAO_TOOLS"], "CACAO_TOOLS")
    if "CACAO_PORT" in environment:
        changes["port"] = checks.check_port(environment["CACAO_PORT"], "CACAO_PORT")
    for name in ("host", "root_path", "allowed_hosts", "trusted_proxies"):
        text = environment.get(f"CACAO_{name.upper()}")
        if text is not None:
            changes[name] = text if name in ("host", "root_path") else _split(text)
    if "CACAO_LOG_FORMAT" in environment:
        changes["log_format"] = checks.check_log_format(environment["CACAO_LOG_FORMAT"], "CACAO_LOG_FORMAT")
    for name in _LEAST:
        text = environment.get(f"CACAO_{name.upper()}")
        if text is not None:
            changes[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text
    settings = dataclasses.replace(settings, **changes)
    for name, least in _LEAST.items():
        limit = getattr(settings, name)
        most = _MOST.get(name)
        if type(limit) is not int or limit < least or (most and limit > most):
            raise ConfigError(
                "no limit that can be kept",
                where=_source(name, environment),
                expected=f"a whole number from {least}{f' to {most}' if most else ''}",
                got=shorten(limit),
            )
    checks.check_variables(environment, _LEAST)
    for host in settings.allowed_hosts:
        checks.check_host(host, _source("allowed_hosts", environment))
    for proxy in settings.trusted_proxies:
        checks.check_proxy(proxy, _source("trusted_proxies", environment))
    if settings.root_path and not _ROOT_PATH.match(settings.root_path):
        raise ConfigError(
            "no path to serve at",
            where=_source("root_path", environment),
            expected='a path without a slash at its end, "/shop"',
            got=shorten(settings.root_path),
        )
    checks.check_port(settings.port, _source("port", environment))
    if not settings.host:
        # An empty address would be bound as every address of this machine.
        raise ConfigError("the address to bind is empty", where=_source("host", environment))
    return settings


def _source(name: str, environment: Mapping[str, str]) -> str:
    variable = f"CACAO_{name.upper()}"
    return variable if variable in environment else f"{FILE}: server.{name}"


def _split(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def read_file(file: Path) -> dict[str, Any]:
    """Return what a file such as cacao.json holds; nothing if it is not there.

    Raises:
        ConfigError: if it cannot be read, or is no object.
    """
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):  # a pipe or device would be waited for
            raise ConfigError("the file cannot be read: it is no ordinary file", where=FILE)
        if status.st_size > MAX_BYTES:
            raise ConfigError(f"the file is larger than {MAX_BYTES} bytes", where=FILE)
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the file cannot be read: {error}", where=FILE) from None
    try:
        data = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ConfigError(
            f"this is no JSON: {error.msg}", where=f"{FILE}:{error.lineno}:{error.colno}"
        ) from None
    except ValueError as error:  # a number of thousands of digits
        raise ConfigError(f"this is no JSON: {error}", where=FILE) from None
    except RecursionError:
        raise ConfigError("the JSON is nested too deeply", where=FILE) from None
    if not isinstance(data, dict):
        raise ConfigError("the whole file", where=FILE, expected="an object", got=shorten(data))
    return data


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ConfigError(f"the key {json.dumps(name)} stands twice", where=FILE)
        found[name] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no value")
