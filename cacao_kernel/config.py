"""Configuration: cacao.json and the environment, read by type into frozen dataclasses.

Code outranks the environment (``CACAO_…``), which outranks the file.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from .errors import ConfigError, nearest, shorten

FILE = "cacao.json"
KERNEL_KEYS = ("server",)
MAX_BYTES = 1_000_000

_TYPES = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}

C = TypeVar("C")


@dataclass(frozen=True)
class Server:
    """The kernel's own settings, the key ``server`` of cacao.json.

    Attributes:
        entry: the file that ``cacao serve`` runs, beside cacao.json.
        host: the address to bind.
        port: the port to bind.
        allowed_hosts: names a visitor may reach the app by, beside those of loopback.
        production: whether to run as in production even on a loopback address.
    """

    entry: str = ""
    host: str = "127.0.0.1"
    port: int = 1634
    allowed_hosts: tuple[str, ...] = ()
    production: bool = False


@dataclass(frozen=True)
class Config:
    """What cacao.json says, checked as far as the kernel can.

    Attributes:
        home: the folder cacao.json is in; without one, the folder that was searched.
        server: the kernel's own settings, environment included.
        plugins: each other key with its value: an object, or true or false.
    """

    home: Path
    server: Server = field(default_factory=Server)
    plugins: Mapping[str, Any] = field(default_factory=dict[str, Any])


def load_config(folder: Path, environment: Mapping[str, str] | None = None) -> Config:
    """Read cacao.json of this folder, if there is one, and the environment.

    Raises:
        ConfigError: naming the file, the key, what was expected and what came.
    """
    environment = os.environ if environment is None else environment
    data = _read(folder / FILE)
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
    return Config(folder, settings, data)


def read_settings(kind: type[C], given: Mapping[str, Any], key: str) -> C:
    """Return a Config dataclass filled from an object of cacao.json.

    Args:
        kind: a frozen dataclass whose fields are str, int, float, bool or tuple[str, ...].
        given: the object.
        key: the object's key, for errors.

    Raises:
        ConfigError: if a key is unknown or a value has the wrong type.
    """
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for name, value in given.items():
        where = f"{FILE}: {key}.{name}"
        if name not in hints:
            raise ConfigError(
                "there is no such setting", where=where, cure=nearest(name, hints) or _choices(hints)
            )
        values[name] = _check(hints[name], value, where)
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"the settings do not fit: {error}", where=f"{FILE}: {key}") from None


def _check(hint: Any, value: Any, where: str) -> Any:
    if hint == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(
            "this setting is a list", where=where, expected="a list of strings", got=shorten(value)
        )
    if hint is float and type(value) is int:
        return float(value)
    if hint not in _TYPES:
        raise ConfigError("a setting of this type cannot be read", where=where, got=f"{hint}")
    if type(value) is not hint:
        raise ConfigError(
            "this setting has the wrong type", where=where, expected=_TYPES[hint], got=shorten(value)
        )
    return value


def _from_environment(settings: Server, environment: Mapping[str, str]) -> Server:
    changes: dict[str, Any] = {}
    if "CACAO_ENV" in environment:
        changes["production"] = _check_mode(environment["CACAO_ENV"])
    if "CACAO_HOST" in environment:
        changes["host"] = environment["CACAO_HOST"]
    if "CACAO_PORT" in environment:
        changes["port"] = check_port(environment["CACAO_PORT"], "CACAO_PORT")
    if "CACAO_ALLOWED_HOSTS" in environment:
        names = environment["CACAO_ALLOWED_HOSTS"].split(",")
        changes["allowed_hosts"] = tuple(name.strip() for name in names if name.strip())
    settings = dataclasses.replace(settings, **changes)
    check_port(str(settings.port), f"{FILE}: server.port")
    if not settings.host:
        # An empty address would be bound as every address of this machine.
        raise ConfigError("the address to bind is empty", where="server.host or CACAO_HOST")
    return settings


def _check_mode(text: str) -> bool:
    modes = ("production", "development")
    if text not in modes:
        raise ConfigError(
            "there is no such mode",
            where="CACAO_ENV",
            expected=" or ".join(modes),
            got=shorten(text),
            cure=nearest(text, modes),
        )
    return text == "production"


def check_port(text: str, where: str) -> int:
    """Return a port given as text.

    Raises:
        ConfigError: unless it is a whole number from 0 to 65535.
    """
    if not text.isascii() or not text.isdigit() or int(text[:9]) > 65_535:
        raise ConfigError("no port of that number", where=where, expected="0 to 65535", got=shorten(text))
    return int(text)


def _read(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > MAX_BYTES:
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


def _choices(names: Mapping[str, Any]) -> str:
    return f"The settings are {', '.join(names)}." if names else "It has no settings."
