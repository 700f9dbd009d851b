"""Deed: what a developer is told of the event that a fault came of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import wire
from .discretion import is_private
from .fault import FaultEvent
from .node import TEXT, Action, Node
from .redaction import HIDDEN

MAX_LABEL = 60
_NAMES = ("aria-label", "alt", "title", "placeholder", "name", "id")


def spell_event(message: wire.Input, node: Node, action: Action, told: Mapping[str, Any]) -> FaultEvent:
    """Return what a developer is told of an event; what stands in a password's field is left out.

    Args:
        message: the event.
        node: what it happened on.
        action: what of the node's it calls.
        told: the payload, checked.
    """
    payload = dict(told)
    private = {each.attributes.get("name", "") for each in node.walk() if is_private(each)}
    if private and "fields" in payload:
        fields = payload["fields"]
        payload["fields"] = {name: HIDDEN if name in private else fields[name] for name in fields}
    if is_private(node):
        payload |= {name: HIDDEN for name in ("value", "key") if tells(name, payload.get(name))}
    name = action.name
    return FaultEvent(message.kind, node.tag, _label(node), name, dict(action.params), payload)


def tells(name: str, told: object) -> bool:
    """Tell whether an entry of a payload says what was typed: the text, or a key that is one letter of it."""
    return isinstance(told, str) and (name == "value" or (name == "key" and len(told) == 1))


def _label(node: Node) -> str:
    text = "".join(each.text for each in node.walk() if each.tag == TEXT).strip()
    names = (node.attributes.get(name, "") for name in _NAMES)
    label = next(filter(None, names if node.tag in ("input", "select", "textarea") else (text, *names)), "")
    return label if len(label) <= MAX_LABEL else f"{label[: MAX_LABEL - 1]}…"
