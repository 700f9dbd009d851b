"""Manual: what a widget says of itself, made from the class, so that it cannot be out of date."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, NamedTuple, get_type_hints

from .check import spell_type
from .props import HasProps

_ENTRY = re.compile(r"^(\w+): ?(.*)$")
_REFERENCE = re.compile(r":\w+:`~?([^`]+)`|``([^`]+)``")


class Entry(NamedTuple):
    """One prop in a widget's manual.

    Attributes:
        name: what it is called.
        type: what it may be, in words.
        default: as it is written in Python; empty if it must be given.
        text: what it is for.
    """

    name: str
    type: str
    default: str
    text: str


class Manual(NamedTuple):
    """What a widget says of itself.

    Attributes:
        summary: its first sentence.
        entries: its own props, in their order.
        common: those that every widget has.
    """

    summary: str
    entries: list[Entry]
    common: list[Entry]


def manual_of(widget: type[HasProps]) -> Manual:
    """Return the manual of a widget, or of a part of one."""
    summary, told = _read(inspect.getdoc(widget) or "")
    for base in widget.__mro__[1:]:
        told = {**_read(inspect.cleandoc(base.__doc__ or ""))[1], **told}
    entries: list[Entry] = []
    common: list[Entry] = []
    for name, prop in widget.props().items():
        default = repr(prop.default) if prop.is_optional else ""
        entry = Entry(name, spell_type(widget.type_of(name)), default, told.get(name, ""))
        (common if prop.is_common else entries).append(entry)
    return Manual(summary, entries, common)


def manual_of_call(function: Callable[..., Any]) -> Manual:
    """Return the manual of what handlers call; its arguments stand in place of props."""
    summary, told = _read(inspect.getdoc(function) or "")
    hints = get_type_hints(function)
    entries: list[Entry] = []
    for name, argument in inspect.signature(function).parameters.items():
        default = "" if argument.default is argument.empty else repr(argument.default)
        entries.append(Entry(name, spell_type(hints[name]), default, told.get(name, "")))
    return Manual(summary, entries, [])


def _read(docstring: str) -> tuple[str, dict[str, str]]:
    """Return the first sentence of a docstring, and what it tells of each argument."""
    summary, _, rest = docstring.partition("\n\n")
    told: dict[str, str] = {}
    name = ""
    for line in rest.partition("Args:\n")[2].splitlines():
        if line and not line.startswith("    "):
            break
        found = _ENTRY.match(line[4:]) if not line.startswith("     ") else None
        if found:
            name = found[1]
            told[name] = found[2]
        elif name and line.strip():
            told[name] += f" {line.strip()}"
    return _plain(" ".join(summary.split())), {name: _plain(text) for name, text in told.items()}


def _plain(text: str) -> str:
    return _REFERENCE.sub(lambda found: found[1] or found[2], text)
