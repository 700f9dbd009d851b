"""Props: what a widget and its parts declare, and how they take what they are given."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from inspect import get_annotations
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any, ClassVar, NamedTuple, TypeVar, cast, dataclass_transform, get_type_hints

from cacao_kernel import CacaoError, find_line, nearest, shorten

from .check import Check, allowed_words, make_check, spell_type

P = TypeVar("P", bound="HasProps")

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

    _given: dict[str, Any]
    _maker: tuple[CodeType, int]
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
        maker = sys._getframe(1)
        self._maker = maker.f_code, maker.f_lasti  # not the frame, which would keep all that it holds
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
        self.check_held()

    def _take(self, name: str, value: Any) -> None:
        cls = type(self)
        if name not in cls._props:
            listed = ", ".join(own for own, prop in cls._props.items() if not prop.is_common)
            cure = nearest(name, cls._props) or f"It has {listed or 'none of its own'}."
            raise CacaoError(f'{cls.__name__} has no prop "{name}"', cure=cure)
        if name not in cls._checks:
            cls._checks[name] = make_check(cls.type_of(name))
        if not cls._checks[name](value):
            raise CacaoError(
                f"{cls.__name__}.{name} cannot be this",
                expected=spell_type(cls.type_of(name)),
                got=shorten(value),
                cure=_cure(name, cls.type_of(name), value),
            )
        setattr(self, name, value)

    def __repr__(self) -> str:
        """Return what it is, with the first prop that it was given."""
        given = self._given
        first = next((f"{name}={given[name]!r:.30}" for name in self._props if name in given), "")
        return f"{type(self).__name__}({first}{', …' if len(given) > 1 else ''})"

    @property
    def given(self) -> Mapping[str, object]:
        """The props that it was given, by name."""
        return self._given

    @property
    def made_at(self) -> str:
        """The line of the app that made it, such as ``main.py:12``; empty if a plugin did."""
        code, place = self._maker
        path = Path(code.co_filename)
        if not {"cacao_kernel", "cacao_plugins"}.isdisjoint(path.parts):
            return ""
        lines = (line for start, end, line in code.co_lines() if start <= place < end)
        return f"{path.name}:{next(lines, code.co_firstlineno)}"

    def check(self) -> None:
        """Refuse props that do not fit each other; by default all do.

        Raises:
            CacaoError: saying what, expected, got and what to do.
        """

    def check_held(self) -> None:
        """Refuse States that hold what does not fit; by default all do.

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


def read_parts(where: str, given: Iterable[Any], kind: type[P], short: str = "") -> list[P]:
    """Return the parts of a widget, which may be given as objects, as dicts or, in short, as texts.

    Args:
        where: the prop, for errors.
        given: the parts.
        kind: what they are to be.
        short: the prop that a text stands for; without one, a text is refused.

    Raises:
        CacaoError: if one is none.
    """
    parts: list[P] = []
    for index, each in enumerate(given):
        if isinstance(each, kind):
            parts.append(each)
        elif isinstance(each, Mapping):
            parts.append(kind(**cast(Mapping[str, Any], each)))
        elif short and isinstance(each, str):
            parts.append(kind(**{short: each}))
        else:
            expected = f"a {kind.__name__}, a dict or a {short}" if short else f"a {kind.__name__} or a dict"
            raise CacaoError(f"{where}[{index}]", expected=expected, got=shorten(each))
    return parts


def _cure(name: str, kind: Any, value: object) -> str:
    """Return what to do about a value that a prop cannot be, if that can be guessed."""
    if name.startswith("bind") and not callable(value):
        return "Give it the State itself, without .value."
    words = allowed_words(kind)
    return nearest(value, words) if isinstance(value, str) and words else ""


def _declared(cls: type, *, is_common: bool) -> dict[str, Prop]:
    """Return the props that a class declares itself."""
    found: dict[str, Prop] = {}
    for name, annotation in get_annotations(cls).items():
        if name.startswith("_") or str(annotation).startswith("ClassVar"):
            continue
        found[name] = Prop(cls.__dict__.get(name, _MUST), is_common)
    return found
