"""Held: the kind of value that a widget needs in the State it is bound to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, cast

from cacao_kernel import CacaoError, State, shorten


class Held(NamedTuple):
    """A kind of value. None always fits: nothing has been chosen yet.

    Attributes:
        what: how errors call it.
        like: a State of that kind.
        fits: tells whether a value is of it.
    """

    what: str
    like: str
    fits: Callable[[object], bool]

    def check(self, widget: str, prop: str, value: object, state: State[object] | None = None) -> None:
        """Refuse a value of another kind.

        Args:
            widget: what is given it.
            prop: by which prop.
            value: the value.
            state: what holds it, if it stands not in the prop itself.

        Raises:
            CacaoError: if it is none.
        """
        if value is None or self.fits(value):
            return
        what = f"{widget}.{prop} cannot be this"
        cure = ""
        if state is not None:
            what = f'{widget}.{prop} cannot show what State "{state.name}" holds'
            cure = f"Let it hold one, as {self.like} does."
        raise CacaoError(what, expected=self.what, got=shorten(value), cure=cure)


def is_number(value: object) -> bool:
    """Tell whether a value is a number, and no bool."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple | set | frozenset)


def _is_pair(value: object) -> bool:
    if not isinstance(value, list | tuple):
        return False
    pair = cast("list[object] | tuple[object, ...]", value)
    return not pair or (len(pair) == 2 and all(each is None or is_number(each) for each in pair))


NUMBER = Held("a number", "State(0)", is_number)
WHOLE = Held("a whole number", "State(1)", _is_whole)
PAIR = Held("two numbers", "State((20, 80))", _is_pair)
YES = Held("True or False", "State(False)", lambda value: isinstance(value, bool))
LIST = Held("a list", "State([])", _is_list)


def bound_to(held: Held, prop: str = "bind") -> Mapping[str, Held]:
    """Return what a widget says of the State that it is bound to by a prop."""
    return MappingProxyType({prop: held})
