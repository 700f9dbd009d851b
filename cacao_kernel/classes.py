"""Classes: how members of Enums, dataclasses and pydantic models become data, and are made of it again.

Data names a class by module and qualname. It is looked up among what is imported already, never
imported, and taken only if it is of the kind that was stored; no ``__init__`` of a dataclass runs.
"""

from __future__ import annotations

import dataclasses
import enum
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, cast

# What a dataclass may not be beside: the fields would not hold all of it.
_PLAIN = (dict, list, tuple, set, frozenset, str, bytes, int, float, BaseException)

Pack = Callable[[object], Any]


class Unfit(Exception):
    """A value is none that can be stored, or data none that a value can be made of.

    Args:
        what: what is wrong.
        cure: what to do about it.
    """

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.cure = cure


def is_model(kind: type) -> bool:
    """Tell whether a class is a pydantic model; pydantic is not imported for that."""
    base = getattr(sys.modules.get("pydantic"), "BaseModel", None)
    return isinstance(base, type) and issubclass(kind, base)


def find_class(module: object, qualname: object) -> type:
    """Return the class of this name among the modules that are imported.

    Raises:
        Unfit: if there is none.
    """
    missing = Unfit(f"there is no class {qualname} in the module {module}, or that is not imported")
    if not (isinstance(module, str) and isinstance(qualname, str)):
        raise missing
    found: object = sys.modules.get(module)
    for part in qualname.split("."):
        # vars, since a module's own __getattr__ might import something.
        found = vars(found).get(part) if hasattr(found, "__dict__") else None
    if not isinstance(found, type) or (found.__module__, found.__qualname__) != (module, qualname):
        raise missing
    return found


def _name_of(kind: type) -> list[str]:
    """Return what a class is found by.

    Raises:
        Unfit: if it would not be.
    """
    try:
        is_found = find_class(kind.__module__, kind.__qualname__) is kind
    except Unfit:
        is_found = False
    if not is_found:
        raise Unfit(
            f"the class {kind.__qualname__} is not found under its own name",
            "Define it at the top of its module.",
        )
    return [kind.__module__, kind.__qualname__]


def pack_member(value: enum.Enum, pack: Pack) -> list[Any]:
    """Return an Enum's member as data: its class and name; of joined flags, their value."""
    name = _name_of(type(value))
    if value.name in type(value).__members__:
        return [*name, value.name]
    return [*name, None, pack(value.value)]


def unpack_member(data: Any, unpack: Pack) -> enum.Enum:
    """Return the member that data names."""
    module, qualname, name, *joined = data
    kind = find_class(module, qualname)
    if not issubclass(kind, enum.Enum):
        raise Unfit(f"{qualname} is no Enum")
    if name is None and issubclass(kind, enum.Flag):
        number = unpack(joined[0])
        if type(number) is not int:
            raise Unfit(f"a value of type {type(number).__qualname__} is none of flags")
        return kind(number)
    if not isinstance(name, str) or name not in kind.__members__:
        raise Unfit(f"{qualname} has no member {name}")
    return kind.__members__[name]


def pack_dataclass(value: Any, pack: Callable[[object, str], Any]) -> list[Any]:
    """Return a dataclass's instance as data: its class, and its fields by name."""
    kind = type(value)
    if isinstance(value, _PLAIN):
        raise Unfit(f"{kind.__qualname__} is a dataclass and more", "Make it a dataclass alone.")
    names = {field.name for field in dataclasses.fields(value)}
    for other in getattr(value, "__dict__", {}):
        if other not in names and not isinstance(getattr(kind, other, None), cached_property):
            raise Unfit(f"its attribute {other} is no field, and would be lost", "Make it a field.")
    fields: dict[str, Any] = {}
    for name in sorted(names):
        if not hasattr(value, name):
            raise Unfit(f"its field {name} has no value")
        fields[name] = pack(getattr(value, name), name)
    return [*_name_of(kind), fields]


def unpack_dataclass(data: Any, unpack: Pack) -> object:
    """Return the instance that data tells; a field that has come since gets its default."""
    module, qualname, stored = data
    kind = find_class(module, qualname)
    if not dataclasses.is_dataclass(kind) or not isinstance(stored, dict) or issubclass(kind, _PLAIN):
        raise Unfit(f"{qualname} is no dataclass")
    fields = cast(Mapping[str, Any], stored)
    made = object.__new__(kind)
    for field in dataclasses.fields(kind):
        if field.name in fields:
            value = unpack(fields[field.name])
        elif field.default is not dataclasses.MISSING:
            value = field.default
        elif field.default_factory is not dataclasses.MISSING:
            value = field.default_factory()
        else:
            raise Unfit(f"{qualname}.{field.name} has come since and has no default")
        object.__setattr__(made, field.name, value)  # a frozen one, too
    return made


def pack_model(value: Any, pack: Pack) -> list[Any]:
    """Return a pydantic model as data: its class, and what it dumps."""
    kind = type(value)
    name = _name_of(kind)
    dump = _dump(value)
    try:
        is_whole = kind.model_validate(_dump(value)) == value
    except Exception as error:
        raise Unfit(f"{kind.__qualname__} does not accept its own dump: {error}") from None
    if not is_whole:
        raise Unfit(f"{kind.__qualname__} is another when made of its own dump")
    return [*name, pack(dump)]


def _dump(value: Any) -> Any:
    return value.model_dump(by_alias=True, round_trip=True)


def unpack_model(data: Any, unpack: Pack) -> object:
    """Return the model that data tells, checked by pydantic."""
    module, qualname, dump = data
    kind: Any = find_class(module, qualname)
    if not is_model(kind):
        raise Unfit(f"{qualname} is no pydantic model")
    return kind.model_validate(unpack(dump))
