"""Offer: the types of what may be chosen in a field, and of the State that holds what is chosen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from cacao_kernel import Computed, State

from ..kinds import Begins, TextState

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    from cacao_kernel import Holds

    V = TypeVar("V", default=Any)

    Offered: TypeAlias = Sequence[V | tuple[V, str] | Mapping[str, Any]] | Mapping[V, str]
    Options: TypeAlias = Offered[V] | Holds[Offered[V]] | Callable[[], Offered[V]]
    """Values, pairs of value and label, or dicts; a mapping from values to labels; or what gives these."""

    Found: TypeAlias = Iterable[object] | Mapping[Any, str]
    Search: TypeAlias = Callable[[str], Found | Awaitable[Found]]
    """Finds what fits a text, at once or later."""

    One: TypeAlias = V | None
    """The value that is chosen at first."""

    Several: TypeAlias = Iterable[V] | None
    """The values that are chosen at first."""
else:
    from typing import TypeVar

    V = TypeVar("V")
    Options = Sequence[V] | Mapping[V, str] | State[Any] | Computed[Any] | Callable[[], Any]
    Search = Callable[[str], Any]
    One = Several = Begins

ChoiceState: TypeAlias = State[V] | State[V | None] | TextState
"""Holds the value of an option, or its text."""

ChoicesState: TypeAlias = (
    State[list[V]] | State[tuple[V, ...]] | State[set[V]] | State[frozenset[V]] | State[list[str]]
)
"""Holds the values of several options, or their texts."""
