"""Telling: what a field tells the App of itself, as the client spells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .element import Element

if TYPE_CHECKING:
    from .window import Window


def told_by(field: Element, listening: Element) -> Mapping[str, Any]:
    """Return what a field tells an element that listens."""
    told: dict[str, Any] = {"value": field.value}
    if field.is_box:
        told["checked"] = field.is_picked
    if "multiple" in field.attributes:
        told["values"] = [option.value for option in field.options if option.is_picked]
    if field is listening:
        told.update(edits=field.edits, seen=field.seen)
    return told


def tell(window: Window, field: Element, kind: str) -> int | None:
    """Send what has happened to a field to whoever listens, without waiting for the answer.

    Returns:
        The event's number; None if nobody listens, or the page is not live.
    """
    for around in field.around():
        if around.listens(kind) and window.connection is not None:
            return window.connection.send_event(around, kind, dict(told_by(field, around)))
    return None


def tick(window: Window, box: Element, *, on: bool) -> None:
    """Check a box, or take the check away, and tell so; without waiting for the answer."""
    if box.is_picked == on:
        return
    box.picked = on
    box.edits += 1
    for kind in ("input", "change"):
        tell(window, box, kind)
