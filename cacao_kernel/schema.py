"""Schema: a JSON schema of cacao.json, for editors that check and complete it."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from .catalog import find_installed
from .config import KERNEL_KEYS, SCHEMA_KEY, Server
from .plugins import Plugins
from .settings import kinds_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: Mapping[Any, str] = MappingProxyType(
    {str: "string", int: "integer", float: "number", bool: "boolean", Mapping[str, Any]: "object"}
)


def make_schema(plugins: Plugins) -> dict[str, Any]:
    """Return the schema: the kernel's settings, and those of every plugin that is enabled.

    A plugin that is installed and off is not imported, so its settings are not known: any will do.

    Args:
        plugins: the enabled plugins.
    """
    properties: dict[str, Any] = {SCHEMA_KEY: {"type": "string"}}
    for key in KERNEL_KEYS:
        properties[key] = _object_of(Server)
    for name in sorted(find_installed()):
        config = getattr(plugins.manager.get_plugin(name), "Config", None)
        settings: dict[str, Any] = {"type": "object"} if config is None else _object_of(config)
        if config is None and plugins.manager.has_plugin(name):
            settings["maxProperties"] = 0
        properties[name] = {"anyOf": [{"type": "boolean"}, settings]}
    return {
        "$schema": DIALECT,
        "title": "cacao.json",
        "type": "object",
        "properties": properties,
        "additionalProperties": {"const": False},  # no plugin of that name is installed: it can only be off
    }


def _object_of(config: type) -> dict[str, Any]:
    hints = get_type_hints(config)
    fields = [field for field in dataclasses.fields(config) if field.init]
    words = _attributes_of(config)
    schema: dict[str, Any] = {"type": "object"}
    own = None if "(" in (config.__doc__ or "(") else inspect.getdoc(config)  # else dataclass wrote it
    if own:
        schema["description"] = own.splitlines()[0].replace("``", "")
    schema["properties"] = {field.name: _property_of(field, hints[field.name], words) for field in fields}
    schema["additionalProperties"] = False
    required = [field.name for field in fields if _is_required(field)]
    return schema | ({"required": required} if required else {})


def _property_of(field: dataclasses.Field[Any], hint: Any, words: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    if get_origin(hint) is Literal:
        schema["enum"] = [*get_args(hint)]
    elif hint == tuple[str, ...]:
        schema |= {"type": "array", "items": {"type": "string"}}
    elif _TYPES.keys() >= {*kinds_of(hint)}:
        names = [_TYPES[kind] for kind in kinds_of(hint)]
        schema["type"] = names if len(names) > 1 else names[0]
    if field.name in words:
        schema["description"] = words[field.name]
    if isinstance(field.default, str | int | float | bool | tuple):
        schema["default"] = [*field.default] if isinstance(field.default, tuple) else field.default
    return schema


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _attributes_of(config: type) -> dict[str, str]:
    """Return what the docstring's section ``Attributes:`` says of each field."""
    _, _, section = (inspect.getdoc(config) or "").partition("\nAttributes:\n")
    found = re.findall(r"^    (\w+): (.*(?:\n {5,}.*)*)", section, re.MULTILINE)
    return {name: " ".join(text.replace("``", "").split()) for name, text in found}
