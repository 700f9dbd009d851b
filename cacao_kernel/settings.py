"""Settings: an object of cacao.json and variables of the environment, read by type into a dataclass."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from types import MappingProxyType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from .errors import ConfigError, nearest, shorten

FILE = "cacao.json"
NO_VARIABLES: Mapping[str, str] = MappingProxyType({})

_OBJECT = Mapping[str, Any]
_TYPES: Mapping[Any, str] = MappingProxyType(
    {str: "a string", int: "a whole number", float: "a number", bool: "true or false", _OBJECT: "an object"}
)
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}

_SECRET = re.compile(r"secret|passw|token|credential|private|key$", re.IGNORECASE)

C = TypeVar("C")


def read_settings(
    kind: type[C], given: Mapping[str, Any], key: str, variables: Mapping[str, str] = NO_VARIABLES
) -> C:
    """Return a Config dataclass filled from an object of cacao.json and from variables.

    Args:
        kind: a frozen dataclass whose fields are str, int, float, bool, Mapping[str, Any], one or another
            of these (``str | Mapping[str, Any]``), tuple[str, ...] or a Literal of strings.
        given: the object.
        key: the object's key, for errors.
        variables: those of the environment that begin as ``variable_prefix(key)``; they
            outrank the object.

    Raises:
        ConfigError: if a key or variable is unknown or a value has the wrong type.
    """
    hints = get_type_hints(kind)
    prefix = variable_prefix(key)
    values: dict[str, Any] = {}
    for name, value in given.items():
        where = f"{FILE}: {key}.{name}"
        if name not in hints:
            raise ConfigError(
                "there is no such setting", where=where, cure=nearest(name, hints) or _choices(hints)
            )
        values[name] = _check(hints[name], value, where)
    fields = {prefix + name.upper(): name for name in hints}
    for variable, text in variables.items():
        if variable not in fields:
            raise ConfigError(
                "there is no such setting", where=variable, cure=nearest(variable, fields) or _choices(fields)
            )
        name = fields[variable]
        values[name] = _check(hints[name], _parse(hints[name], text), variable)
    try:
        return kind(**values)
    except (TypeError, ValueError) as error:
        where = ", ".join([*([f"{FILE}: {key}"] if given or not variables else []), *variables])
        raise ConfigError(f"the settings do not fit: {error}", where=where) from None


def variable_prefix(key: str) -> str:
    """Return how the variables begin that set a plugin's settings: ``CACAO_WEATHER_``."""
    return f"CACAO_{key}_".upper().replace("-", "_").replace(".", "_")


def is_config(kind: object) -> bool:
    """Tell whether this is what settings can be read into: a frozen dataclass."""
    parameters: Any = getattr(kind, "__dataclass_params__", None)
    return isinstance(kind, type) and parameters is not None and bool(parameters.frozen)


def _check(hint: Any, value: Any, where: str) -> Any:
    if hint == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(
            "this setting is a list", where=where, expected="a list of strings", got=_told(where, value)
        )
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        if value in choices:
            return value
        raise ConfigError(
            "this setting is one of a few",
            where=where,
            expected=" or ".join(map(str, choices)),
            got=_told(where, value),
            cure=nearest(str(value).lower(), map(str, choices)),
        )
    kinds = kinds_of(hint)
    if not _TYPES.keys() >= {*kinds}:
        raise ConfigError("a setting of this type cannot be read", where=where, got=f"{hint}")
    if float in kinds and int not in kinds and type(value) is int:
        return float(value)
    if (_OBJECT if isinstance(value, dict) else type(value)) not in kinds:
        raise ConfigError(
            "this setting has the wrong type",
            where=where,
            expected=" or ".join(_TYPES[kind] for kind in kinds),
            got=_told(where, value),
        )
    return value


def kinds_of(hint: Any) -> tuple[Any, ...]:
    """Return the types that a setting may have: those of a union, else the one that it is declared with."""
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


def is_secret(name: str) -> bool:
    """Tell whether a setting of this name may hold what nobody else should read."""
    return _SECRET.search(name) is not None


def _told(where: str, value: object) -> str:
    """Return what an error says of a value: nothing but its type, if it may be a secret."""
    if is_secret(where.rpartition(".")[2]):
        return f"{type(value).__name__}, which is not shown"
    return shorten(value)


def _parse(hint: Any, text: str) -> Any:
    """Return what a variable's text says, as cacao.json would; the text itself if it says no such thing."""
    if hint == tuple[str, ...]:
        return [name.strip() for name in text.split(",") if name.strip()]
    if hint is bool:
        return _TRUTHS.get(text.lower(), text)
    if hint in (int, float):
        try:
            return hint(text) if math.isfinite(float(text)) else text
        except ValueError:
            return text
    if _OBJECT in kinds_of(hint) and text.lstrip().startswith("{"):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _choices(names: Mapping[str, Any]) -> str:
    return f"The settings are {', '.join(names)}." if names else "It has no settings."
