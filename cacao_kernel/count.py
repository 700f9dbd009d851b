"""Count: a number that the kernel keeps and everybody may read."""

from __future__ import annotations

from typing import Any, NoReturn

from .errors import StateError
from .names import find_origin
from .state import State


class Count(State[int]):
    """A number for everybody that only the kernel writes; never stored.

    Args:
        name: what it is called in errors.
    """

    __slots__ = ()

    def __init__(self, name: str) -> None:
        super().__init__(0, scope="app", name=name, store=False)

    def _check(self, run: Any) -> None:
        self._refuse()

    def _write_outside(self, function: Any) -> None:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise StateError(f"{self.name} is counted by Cacao and can only be read", where=str(find_origin()))
