"""Meant: which node of a screen an event means, and what it calls there."""

from __future__ import annotations

from collections.abc import Callable
from hmac import compare_digest

from . import wire
from .handler import Function, Handler, find_handler
from .node import Action, Node
from .screen import Screen

# The node that an event names, what the event calls there, and the handler of that.
Meant = tuple[Node, Action, Handler | None]


def find_meant(
    message: wire.Input, screen: Screen, handlers: Callable[[str | Function], Handler | None]
) -> Meant | None:
    """Return the node that the event names, if it bears the event's mark, and what it calls.

    A Stop button must answer although the handler it stops moves it about: what runs beside
    the others is also found by its mark, if that stands on one node alone.

    Args:
        message: the event.
        screen: what was shown as it came.
        handlers: returns the handler of a name.
    """
    if screen.slumber is not None:
        return None
    node = screen.root.find(message.node)
    if node is not None and _is_meant(node, message):
        return _call_of(node, message, handlers)
    alike = [other for other in screen.root.walk() if _is_meant(other, message)]
    if len(alike) != 1:
        return None
    meant = _call_of(alike[0], message, handlers)
    handler = meant[2]
    return meant if handler is not None and handler.is_concurrent else None


def _call_of(node: Node, message: wire.Input, handlers: Callable[[str | Function], Handler | None]) -> Meant:
    action = node.actions[message.kind]
    return node, action, action.found or find_handler(action, handlers)


def _is_meant(node: Node, message: wire.Input) -> bool:
    """Tell whether a node listens to the event and bears the mark that was on what the user meant."""
    if message.kind not in node.actions or not message.mark.isascii():
        return False
    return compare_digest(node.mark, message.mark)
