"""Meaning: what a State holds of options that stand for values of their own, which a browser has as texts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, cast

from cacao_kernel import Facet, State

from .options import Option, spell_option

_SEVERAL = (list, tuple, set, frozenset)


def bind_options(state: State[Any] | None, options: Iterable[Option]) -> State[Any] | None:
    """Return what a field is bound to whose options may stand for values other than texts.

    The State then holds those values; one that begins with a text keeps to texts.

    Args:
        state: the State that the app has bound, if it has.
        options: those that can be chosen.
    """
    meant = {option.value: option.meant for option in options}
    if state is None or all(isinstance(each, str) and not isinstance(each, Enum) for each in meant.values()):
        return state
    if _holds_text(state.first_cell().value):
        return state

    def show(held: Any) -> Any:
        if isinstance(held, _SEVERAL):
            return [spell_option(each) for each in cast("Iterable[Any]", held)]
        return "" if held is None and "None" not in meant else spell_option(held)

    def hold(held: Any, told: Any) -> Any:
        if not isinstance(told, list):
            return meant.get(told, told or None)
        before: Any = held if isinstance(held, _SEVERAL) else []
        # What was chosen may be offered no more, such as by a search.
        known = {spell_option(each): each for each in before} | meant
        return type(before)(known.get(text, text) for text in cast("list[str]", told))

    return Facet(state, show, hold, name="options")


def _holds_text(begins: Any) -> bool:
    one = next(iter(begins), None) if isinstance(begins, _SEVERAL) else begins
    return isinstance(one, str) and not isinstance(one, Enum)
