"""Holds: a State or a Computed where it is only read, as a type for checkers."""

from __future__ import annotations

from typing import Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Holds(Protocol[T_co]):
    """What holds a value and is followed where it stands: a State or a Computed, which is only read here."""

    @property
    def value(self) -> T_co:
        """The value as it is now."""
        ...

    @property
    def is_derived(self) -> bool:
        """Whether it is made of others, as a Computed is."""
        ...
