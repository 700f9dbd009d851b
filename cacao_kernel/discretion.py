"""Discretion: what was typed into fields that show dots, so that no tool for developers tells it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from .node import Node
from .redaction import HIDDEN, is_secret_field, redact

MAX_HELD = 200
LONG = 4  # letters from which on a text is hidden within another, too

_TEXTS = ("", "text", "search", "url", "tel", "email")
_WORDS = ("current-password", "new-password")  # also where a button lets the field show what was typed

Spelling = tuple[str, "re.Pattern[str]"]
"""A text in small letters, and what finds it."""


def is_private(node: Any, label: str = "") -> bool:
    """Tell whether a node, or an element like it, is a field for a password or another secret.

    Args:
        node: the node.
        label: what a visitor calls it, if that is known; else its own name has to do.
    """
    told: Mapping[str, str] = node.attributes
    if node.tag == "input" and told.get("type", "") not in _TEXTS:
        return told.get("type") == "password"
    if node.tag not in ("input", "textarea"):
        return False
    names = f"{told.get('name', '')} {told.get('aria-label', '')} {label}"
    return told.get("autocomplete") in _WORDS or is_secret_field(names)


class Discretion:
    """Remembers what was typed into private fields, and hides it wherever a text would tell it.

    It is of use in development alone, where texts are told: elsewhere nothing is noted.

    Args:
        values: what was typed already.
    """

    __slots__ = ("_states", "_typed")

    def __init__(self, values: Iterable[str] = ()) -> None:
        self._typed: dict[str, tuple[Spelling, ...]] = {}
        self._states: dict[str, None] = {}
        for value in values:
            self._note_value(value)

    @property
    def values(self) -> tuple[str, ...]:
        """What was typed, the newest last."""
        return (*self._typed.copy(),)

    def inherit(self, before: Discretion) -> None:
        """Go on with what was noted in another edition of the code."""
        self._typed.update(before._typed)
        self._states.update(before._states)

    def note(self, node: Node, told: Mapping[str, Any]) -> None:
        """Note what an event tells of private fields.

        Args:
            node: what it happened on: a field, or a form.
            told: the payload.
        """
        if is_private(node):
            self._note_field(node, told.get("value"))
        fields = told.get("fields")
        if isinstance(fields, dict):
            for field in filter(is_private, node.walk()):
                self._note_field(field, fields.get(field.attributes.get("name", "")))

    def note_page(self, root: Node) -> None:
        """Note what private fields show, and which States they are bound to."""
        for field in filter(is_private, root.walk()):
            self._note_field(field, field.attributes.get("value"))

    def hide(self, text: str) -> str:
        """Return a text with ``•••`` in the place of what was typed, and of what looks like a secret."""
        return redact(self.hide_typed(text))

    def hide_typed(self, text: str) -> str:
        """Return a text with ``•••`` in the place of what was typed.

        What has fewer than four letters is only hidden where it stands by itself.
        """
        lowered = text.lower()
        for value in sorted(self.values, key=len, reverse=True):
            for needle, pattern in self._typed.get(value, ()):
                if needle in lowered:
                    text = pattern.sub(HIDDEN, text)
        return text

    def holds(self, text: str) -> bool:
        """Tell whether this is what was typed, and nothing else."""
        return bool(text) and self.hide_typed(f"'{text}'") == f"'{HIDDEN}'"

    def hides_state(self, name: str) -> bool:
        """Tell whether a private field is bound to the State of this name, or to a part of it."""
        return any(each == name or each.startswith(f"{name}.") for each in self._states.copy())

    def _note_field(self, field: Node, value: object) -> None:
        for action in field.actions.values():
            if action.bind is not None:
                self._states[str(action.bind.name)] = None
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str):
                self._note_value(each)

    def _note_value(self, value: str) -> None:
        if not value.strip() or value == HIDDEN:
            return
        for begun in self.values:
            if len(begun) < LONG and value.startswith(begun):  # a letter of it hides no other one
                self._typed.pop(begun, None)
        self._typed.pop(value, None)
        self._typed[value] = tuple(_spellings(value))
        for oldest in self.values[:-MAX_HELD]:
            self._typed.pop(oldest, None)


def _spellings(value: str) -> Iterable[Spelling]:
    """Yield how a value may stand in a text: as it is, stripped, as a number, in quotes, in an address."""
    plain = {value, value.strip()}
    if value.isdecimal():
        plain.add(value.lstrip("0") or value)
    found: dict[str, None] = {}
    for each in sorted(plain, key=len, reverse=True):
        found[each] = None
        for spell in (repr, ascii, json.dumps):
            found[spell(each)[1:-1]] = None
        found[json.dumps(each, ensure_ascii=False)[1:-1]] = None
        found[repr(f'"{each}')[2:-1]] = None  # with its apostrophes escaped
        found[repr(each.encode("utf-8", "replace"))[2:-1]] = None
        found[quote(each, safe="", errors="replace")] = None
        found[quote_plus(each, errors="replace")] = None
    for text in found:
        if text:
            yield text.lower(), _pattern(text)


def _pattern(text: str) -> re.Pattern[str]:
    words = re.escape(text)
    if len(text) < LONG - 1:
        words = rf"(?<=['\"]){words}(?=['\"])"
    elif len(text) < LONG:
        words = rf"(?<!\w){words}(?!\w)"
    return re.compile(words, re.IGNORECASE)
