"""Edits: what one field of a browser holds, as far as its events have told, and what it was answered.

Browser and server may both change a field at once. The browser counts its edits; every event of
the field brings the count, and every value the server sends back names the count it answers. What
was typed after that count stays: where it was only appended to the text that is answered, both
sides put the answer in front of the rest, each by the same rule, so that they agree without
waiting for each other. ``client/fields.js`` has the browser's half.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .node import TEXT, Node

# Of the input's types, those in which text is typed letter by letter.
TYPED = frozenset({"text", "search", "url", "tel", "email", "password"})

MAX_ANSWERS = 1_000

# What a field shows: a text, whether it is checked, or the chosen values of a select.
Shown = str | bool | list[str]


@dataclass(slots=True)
class Answer:
    """A value that was sent to a field and may not have arrived yet.

    Attributes:
        number: counts the values sent to this field, from 1.
        typed: the text it answers.
        value: the text it puts in its place.
    """

    number: int
    typed: str
    value: str


class Edits:
    """What the browser holds in one field.

    Args:
        node: the field.
        seen: how many values had arrived in it before.

    Attributes:
        node: the field, as the newest tree has it.
        count: how many edits the browser had made when it last told of the field.
        typed: the text it held then, as typed.
        shown: what it shows, once it has taken in all answers.
    """

    __slots__ = ("_answers", "_number", "count", "node", "shown", "typed")

    def __init__(self, node: Node, seen: int = 0) -> None:
        self.node = node
        self.count = 0
        self.shown: Shown = shown_value(node)
        self._number = seen
        self.typed = ""
        self._answers: list[Answer] = []

    def take(self, count: int, seen: int, told: Mapping[str, Any]) -> Shown | None:
        """Note what an event tells of the field, and return what the field shows by that.

        Args:
            count: the edits made so far.
            seen: how many of the values sent to the field had arrived by then.
            told: the payload, checked.

        Returns:
            None if it tells nothing.
        """
        held = told_value(self.node, told)
        if held is None:
            return None
        self.count = max(self.count, count)
        if isinstance(held, str) and is_typed(self.node):
            self.typed = held
            held = self._rebase(held, seen)
        self.shown = held
        return held

    def _rebase(self, text: str, seen: int) -> str:
        """Return the text as it is once the answers that are under way have arrived."""
        answers = self._answers
        while answers and answers[0].number <= seen:
            arrived = answers.pop(0)
            for later in answers:
                if later.typed.startswith(arrived.typed):
                    later.typed = arrived.value + later.typed[len(arrived.typed) :]
        while answers:
            last = answers[-1]
            if text.startswith(last.typed):
                return last.value + text[len(last.typed) :]
            answers.pop()  # changed elsewhere than at its end: what was typed stands
        return text

    def answer(self, value: Shown) -> int:
        """Note that a value is sent to the field, and return the count it answers."""
        self._number += 1
        if isinstance(value, str) and is_typed(self.node) and value != self.shown:
            self._answers.append(Answer(self._number, self.typed, value))
            del self._answers[:-MAX_ANSWERS]
        self.shown = value
        return self.count


def is_typed(node: Node) -> bool:
    """Tell whether text is typed into a field letter by letter."""
    return node.tag == "textarea" or (node.tag == "input" and input_type(node) in TYPED)


def input_type(node: Node) -> str:
    """Return the type of an input."""
    return node.attributes.get("type", "text").lower()


def is_checkable(node: Node) -> bool:
    """Tell whether a field is a checkbox or a radio button."""
    return node.tag == "input" and input_type(node) in ("checkbox", "radio")


def shown_value(node: Node) -> Shown:
    """Return what a field shows by the server's tree."""
    if is_checkable(node):
        return "checked" in node.attributes
    if node.tag == "textarea":
        return "".join(child.text for child in node.children if child.tag == TEXT)
    if node.tag == "select":
        return [option_value(option) for option in options(node) if "selected" in option.attributes]
    return node.attributes.get("value", "")


def told_value(node: Node, told: Mapping[str, Any]) -> Shown | None:
    """Return what a field shows by its event's payload, or None if that does not say."""
    if is_checkable(node):
        return told.get("checked")
    if node.tag == "select" and "values" in told:
        values: list[str] = told["values"]
        return values
    value: str | None = told.get("value")
    return [value] if node.tag == "select" and value is not None else value


def options(node: Node) -> list[Node]:
    """Return the options below a select."""
    found: list[Node] = []
    for child in node.children:
        found += [child] if child.tag == "option" else options(child)
    return found


def option_value(option: Node) -> str:
    """Return the value an option stands for: its own, or else its text."""
    value = option.attributes.get("value")
    return " ".join("".join(child.text for child in option.children).split()) if value is None else value


def carry(old: Node, new: Node) -> Edits | None:
    """Return the edits that a node goes on with: those of the one it replaces, which is the same field."""
    if old.edits is not None:
        old.edits.node = new
    return old.edits


def count_of(node: Node, changes: Mapping[str, str | None]) -> list[int]:
    """Return what ends an OP_NAMES: the count of edits that a change of a field's value answers.

    Nothing, if the change is none of a value, or the field has told of no edit.
    """
    if "selected" in changes and node.tag == "option":
        field = next((above for above in node.ancestors() if above.tag == "select"), None)
        if field is None or field.edits is None:
            return []
        field.edits.shown = shown_value(field.edits.node)
        return [field.edits.count]
    if node.edits is None:
        return []
    if "checked" in changes and is_checkable(node):
        return [node.edits.answer(changes["checked"] is not None)]
    if "value" in changes and not is_checkable(node):
        return [node.edits.answer(changes["value"] or "")]
    return []
