"""Props: what a widget declares, and how it takes what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import get_annotations
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, dataclass_transform, get_type_hints

from cacao_kernel import CacaoError, find_line, nearest, shorten

from .check import Check, allowed_words, make_check, spell_type

_MUST: Any = object()


class Prop(NamedTuple):
    """One prop of a widget.

    Attributes:
        default: what it is if it is not given.
        is_common: whether every widget has it; such a one is given by name alone.
    """

    default: Any = _MUST
    is_common: bool = False

    @property
    def is_optional(self) -> bool:
        """Whether it may be left out."""
        return self.default is not _MUST


@dataclass_transform(eq_default=False)
class HasProps:
    """What takes props: those that its class and the classes above declare, as annotated attributes.

    They may be given by place in the order in which they are declared, or by name. Each is checked
    against its annotation.
    """

    _props: ClassVar[Mapping[str, Prop]] = MappingProxyType({})
    _most_by_place: ClassVar[int | None] = None
    _hints: ClassVar[Mapping[str, Any] | None] = None
    _checks: ClassVar[dict[str, Check]]

    def __init_subclass__(cls, *, kw_only: bool = False, **kwargs: Any) -> None:
        """Take in the props that the class declares.

        Args:
            kw_only: whether they are given by name alone, as those that every widget has.
            kwargs: what a class above takes.
        """
        super().__init_subclass__(**kwargs)
        cls._props = MappingProxyType({**cls._props, **_declared(cls, is_common=kw_only)})
        cls._hints, cls._checks = None, {}

    def __init__(self, *args: Any, **given: Any) -> None:
        try:
            self._fill(args, given)
        except CacaoError as error:
            error.place(find_line())
            raise

    def _fill(self, args: tuple[Any, ...], given: dict[str, Any]) -> None:
        cls = type(self)
        own = [name for name, prop in cls._props.items() if not prop.is_common][: cls._most_by_place]
        if len(args) > len(own):
            if own[-1:] == ["children"]:
                raise CacaoError(
                    f"{cls.__name__} takes what stands in it as a list",
                    expected=f"{cls.__name__}({', '.join([*own[:-1], '[…, …]'])})",
                    got=f"{len(args)} arguments",
                )
            raise CacaoError(
                f"{cls.__name__} takes {len(own)} props by place",
                expected=", ".join(own) or "its props by name",
                got=f"{len(args)} arguments",
                cure=f"Give the rest by name: {cls.__name__}({', '.join(f'{name}=…' for name in own[:2])}).",
            )
        for name, value in zip(own, args, strict=False):
            if name in given:
                raise CacaoError(f"{cls.__name__} was given {name} twice")
            given[name] = value
        self._given = given
        for name, value in given.items():
            self._take(name, value)
        for name, prop in cls._props.items():
            if name in given:
                continue
            if not prop.is_optional:
                needed = spell_type(cls.type_of(name))
                raise CacaoError(f"{cls.__name__} needs {name}", expected=needed, got="nothing")
            setattr(self, name, prop.default)
        self.check()

    def _take(self, name: str, value: Any) -> None:
        cls = type(self)
        if name not in cls._props:
            listed = ", ".join(own for own, prop in cls._props.items() if not prop.is_common)
            cure = nearest(name, cls._props) or f"It has {listed or 'none of its own'}."
            raise CacaoError(f'{cls.__name__} has no prop "{name}"', cure=cure)
        if name not in cls._checks:
            cls._checks[name] = make_check(cls.type_of(name))
        if not cls._checks[name](value):
            words = allowed_words(cls.type_of(name))
            raise CacaoError(
                f"{cls.__name__}.{name} cannot be this",
                expected=spell_type(cls.type_of(name)),
                got=shorten(value),
                cure=nearest(value, words) if isinstance(value, str) and words else "",
            )
        setattr(self, name, value)

    def check(self) -> None:
        """Refuse props that do not fit each other; by default all do.

        Raises:
            CacaoError: saying what, expected, got and what to do.
        """

    @classmethod
    def props(cls) -> Mapping[str, Prop]:
        """Return its props by name: its own, then those that every widget has."""
        return dict(sorted(cls._props.items(), key=lambda item: item[1].is_common))

    @classmethod
    def type_of(cls, name: str) -> Any:
        """Return the type that a prop is declared with."""
        if cls._hints is None:
            cls._hints = get_type_hints(cls)
        return cls._hints[name]


def _declared(cls: type, *, is_common: bool) -> dict[str, Prop]:
    """Return the props that a class declares itself."""
    found: dict[str, Prop] = {}
    for name, annotation in get_annotations(cls).items():
        if name.startswith("_") or str(annotation).startswith("ClassVar"):
            continue
        found[name] = Prop(cls.__dict__.get(name, _MUST), is_common)
    return found
