"""Options: what a visitor chooses from, as it may be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, NamedTuple, cast

from cacao_kernel import CacaoError, nearest, shorten

_KEYS = ("value", "label", "disabled", "help", "options")


class Option(NamedTuple):
    """One of what may be chosen.

    Attributes:
        value: what is chosen, as the field tells it.
        label: what it is called.
        is_disabled: whether it can not be chosen.
        help: a line that explains it.
        meant: the value that the app gave it.
    """

    value: str
    label: str
    is_disabled: bool = False
    help: str = ""
    meant: Any = None


class Group(NamedTuple):
    """Options under a heading.

    Attributes:
        label: the heading.
        options: what stands under it.
        is_disabled: whether none of them can be chosen.
    """

    label: str
    options: list[Option]
    is_disabled: bool = False


def read_options(given: object, where: str) -> list[Option | Group]:
    """Return options as they may be written: as texts, pairs of value and label, or dicts.

    Args:
        given: the list; or a mapping from values to labels.
        where: whose they are, for errors.

    Raises:
        CacaoError: if one is none of these, or two have one value.
    """
    if isinstance(given, Mapping):
        given = list(given.items())
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise CacaoError(f"{where}.options cannot be this", expected="a list of options", got=shorten(given))
    found = [_read_one(each, where) for each in given]
    seen: set[str] = set()
    for option in flat(found):
        if option.value in seen:
            raise CacaoError(f'{where}.options has two of the value "{option.value:.60}"')
        seen.add(option.value)
    return found


def no_options(name: str) -> CacaoError:
    """Return what is told of a widget of which nobody has said what may be chosen; a list may be empty."""
    return CacaoError(f"{name} needs options", expected="a list of what may be chosen", got="nothing")


def flat(options: Iterable[Option | Group]) -> list[Option]:
    """Return options without their groups."""
    found: list[Option] = []
    for each in options:
        found += each.options if isinstance(each, Group) else [each]
    return found


def _read_one(given: Any, where: str) -> Option | Group:
    if isinstance(given, Option):
        return given
    if isinstance(given, Mapping):
        return _read_dict(cast("Mapping[str, Any]", given), where)
    if isinstance(given, tuple | list) and len(cast("list[Any]", given)) == 2:
        value, label = cast("tuple[Any, Any]", given)
        return Option(spell_option(value), spell_option(label), meant=value)
    if isinstance(given, str | int | float | Enum) and not isinstance(given, bool):
        text = spell_option(given)
        return Option(text, text, meant=given)
    raise CacaoError(
        f"{where}.options cannot be this",
        expected="texts, pairs (value, label) or dicts",
        got=shorten(cast(Any, given)),
    )


def _read_dict(given: Mapping[str, Any], where: str) -> Option | Group:
    for key in given:
        if key not in _KEYS:
            cure = nearest(key, _KEYS) or f"It may have {', '.join(_KEYS)}."
            raise CacaoError(f'{where}.options: an option has no "{key}"', cure=cure)
    is_disabled = bool(given.get("disabled", False))
    if "options" in given:
        inner = flat(read_options(given["options"], where))
        return Group(spell_option(given.get("label", "")), inner, is_disabled)
    if "value" not in given:
        raise CacaoError(f"{where}.options: an option needs a value", got=shorten(dict(given)))
    value = spell_option(given["value"])
    label, help_text = spell_option(given.get("label", value)), spell_option(given.get("help", ""))
    return Option(value, label, is_disabled, help_text, given["value"])


def spell_option(value: object) -> str:
    """Return the text that stands for a value in the browser."""
    return str(value.value if isinstance(value, Enum) else value)
