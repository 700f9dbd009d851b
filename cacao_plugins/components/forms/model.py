"""Model: the class that a form fills in, read into blanks; and instances of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    NotRequired,
    Required,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from cacao_kernel import CacaoError, nearest, shorten

from ..captions import caption
from .blank import Blank, Kind, spell_choice
from .initial import Initial

OPTIONS = (
    "label help widget required min max step min_length max_length pattern pattern_message placeholder "
    "autocomplete options unit rows span hidden"
).split()
"""What may be said of a field, in ``Annotated[…, {…}]`` or a dataclass's ``field(metadata={…})``."""

_MISSING: Any = object()

_PLAIN: Mapping[type, tuple[Kind, str]] = MappingProxyType(
    {
        str: ("text", "text-input"),
        int: ("whole", "number-input"),
        float: ("number", "number-input"),
        Decimal: ("decimal", "number-input"),
        bool: ("yes", "checkbox"),
        date: ("date", "date-input"),
        time: ("time", "time-input"),
        datetime: ("moment", "date-time-input"),
    }
)
WIDGETS: Mapping[str, str] = MappingProxyType(
    {
        "textarea": "text-area",
        "text": "text-input",
        "email": "email-input",
        "password": "password-input",
        "search": "search-input",
        "url": "url-input",
        "number": "number-input",
        "radio": "radio-group",
        "tags": "tags-input",
        "color": "color-input",
        "pin": "pin-input",
        "date": "date-input",
        "time": "time-input",
    }
)
"""Short names of inputs; any other is the type of one."""


class Model:
    """A class that a form fills in: a dataclass, a TypedDict, or any class with type hints.

    Args:
        kind: the class.
        initial: what to begin with: an instance, or a dict of some of its fields.

    Attributes:
        blanks: its fields, in their order.

    Raises:
        CacaoError: if there is no input for one of its types, or something is said of one that no form knows.
    """

    def __init__(self, kind: type, initial: Any = None) -> None:
        if not isinstance(kind, type):
            raise CacaoError(
                "Form.model cannot be this", expected="a class with type hints", got=shorten(kind)
            )
        self.kind = kind
        self._instance = initial
        fields = (
            {each.name: each for each in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else {}
        )
        hints = {
            name: hint
            for name, hint in get_type_hints(kind, include_extras=True).items()
            if get_origin(hint) is not ClassVar
            and hint is not ClassVar
            and (name not in fields or fields[name].init)
        }
        self._initial = Initial(initial, hints)
        self.blanks: list[Blank] = []
        for name, hint in hints.items():
            if name.startswith("_"):
                continue
            of_field = fields.get(name)
            said = dict(_of_metadata(of_field.metadata)) if of_field else {}
            blank = _read_hint(f"{kind.__name__}.{name}", name, hint, said, self._begin(name, of_field))
            if blank is not None:
                self.blanks.append(blank)

    def _begin(self, name: str, of_field: Any) -> tuple[Any, bool]:
        """Return what a field begins with, and whether its class gives it a default."""
        default = _default_of(self.kind, name, of_field)
        has_default = default is not _MISSING
        return self._initial.get(name, default if has_default else None), has_default

    def make(self, values: Mapping[str, Any]) -> Any:
        """Return an instance of these values; what is no field of the form is as it was.

        Raises:
            ValueError: whatever the class refuses.
        """
        kind, instance = self.kind, self._instance
        if dataclasses.is_dataclass(kind) and isinstance(instance, kind):
            return dataclasses.replace(cast(Any, instance), **values)  # what it holds beside its fields, too
        merged = self._initial.merge(values)
        if is_typeddict(kind):
            return merged
        has_own = "__init__" in {name for base in kind.__mro__[:-1] for name in vars(base)}
        if dataclasses.is_dataclass(kind) or has_own:
            return kind(**merged)
        made: Any = object.__new__(kind)
        held = vars(instance) if isinstance(instance, kind) else {}
        for name, value in {**held, **merged}.items():
            setattr(made, name, value)
        return made


class _Typed(NamedTuple):
    kind: Kind
    widget: str
    offered: Mapping[str, Any] = MappingProxyType({})


def _read_hint(
    where: str, name: str, hint: Any, said: dict[str, Any], begins: tuple[Any, bool]
) -> Blank | None:
    while get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        for note in notes:
            if isinstance(note, Mapping):
                said |= _check_options(where, cast("Mapping[str, Any]", note))
    if said.pop("hidden", False):
        return None
    hint = _without_required(hint)
    optional = False
    if get_origin(hint) in (Union, UnionType):
        inner = [each for each in get_args(hint) if each is not NoneType]
        optional = len(inner) < len(get_args(hint))
        hint = inner[0] if len(inner) == 1 else hint
    typed = _type_of(hint, said)
    if typed is None:
        raise CacaoError(
            f"a form has no input for {where}",
            expected="text, a number, bool, a date or time, an Enum, a Literal, a list or pair of these",
            got=shorten(hint),
            cure='Leave it out by {"hidden": True}, or compose the form by hand: Form(children=[…]).',
        )
    value, has_default = begins
    widget = said.pop("widget", typed.widget)
    lenient = optional or typed.kind in ("yes", "choices", "list") or widget in ("slider", "range-slider")
    lenient = lenient or (typed.kind in ("text", "choice") and has_default)
    lenient = lenient or (typed.kind == "pair" and any(NoneType in get_args(each) for each in get_args(hint)))
    return Blank(
        name=name,
        label=said.pop("label", caption(name)),
        kind=typed.kind,
        widget=WIDGETS.get(widget, widget),
        required=bool(said.pop("required", not lenient)),
        is_optional=optional,
        begins=value,
        offered=typed.offered,
        options=said,
    )


def _type_of(hint: Any, said: Mapping[str, Any]) -> _Typed | None:
    offered = _offered(hint, said.get("options"))
    if offered is None and hint in _PLAIN:
        return _Typed(*_PLAIN[hint])
    if offered is not None:
        return _Typed(
            "choice", "select" if len(offered) > 3 or said.get("widget") else "radio-group", offered
        )
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (list, Sequence) and len(inner) == 1:
        offered = _offered(inner[0], said.get("options"))
        if offered is not None:
            return _Typed("choices", "checkbox-group", offered)
        return _Typed("list", "tags-input") if inner[0] is str else None
    if origin is tuple and len(inner) == 2:
        if all(date in (each, *get_args(each)) for each in inner):
            return _Typed("pair", "date-range")
        return _Typed("pair", "range-slider") if set(inner) <= {int, float} else None
    return None


def _offered(hint: Any, options: Any) -> Mapping[str, Any] | None:
    """Return what may be chosen of a Literal or an Enum, by the text that stands for it."""
    if get_origin(hint) is Literal:
        return {spell_choice(each): each for each in get_args(hint)}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {spell_choice(each): each for each in hint}
    if hint is str and options is not None:
        return {str(each): str(each) for each in options}
    return None


def _default_of(kind: type, name: str, of_field: Any) -> Any:
    if of_field is None:
        return getattr(kind, name, _MISSING) if not is_typeddict(kind) else _MISSING
    if of_field.default is not dataclasses.MISSING:
        return of_field.default
    return of_field.default_factory() if of_field.default_factory is not dataclasses.MISSING else _MISSING


def _check_options(where: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in said:
        if name not in OPTIONS:
            cure = nearest(name, OPTIONS) or f"There are {', '.join(OPTIONS)}."
            raise CacaoError(f'no form knows "{name:.60}"', where=where, cure=cure)
    return said


def _of_metadata(metadata: Mapping[Any, Any]) -> Mapping[str, Any]:
    """Return what a dataclass says of a field to forms; others may say something to others."""
    return {name: value for name, value in metadata.items() if name in OPTIONS}


def _without_required(hint: Any) -> Any:
    """Return what stands in a TypedDict's ``Required[…]`` or ``NotRequired[…]``, or the hint itself."""
    while get_origin(hint) in (Required, NotRequired):
        (hint,) = get_args(hint)
    return hint
