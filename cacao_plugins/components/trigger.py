"""Trigger: what a person presses to have something else opened."""

from __future__ import annotations

from typing import Any

from cacao_kernel import CacaoError, Piece, shorten


def equip(trigger: object, **attributes: Any) -> dict[str, Any]:
    """Return a node with further attributes; a text becomes a button.

    Args:
        trigger: a widget, a node, or what a button says.
        attributes: what it gets; those that it has itself stay.

    Raises:
        CacaoError: if it is no single node.
    """
    node: Any = trigger.render() if isinstance(trigger, Piece) else trigger
    if isinstance(node, str):
        node = {"type": "button", "props": {"label": node, "variant": "outline"}}
    if not isinstance(node, dict) or "type" not in node:
        raise CacaoError(
            "this opens something when it is pressed, and has to be one node",
            expected="a Button, a node of dicts, or what a button says",
            got=shorten(trigger),
        )
    own: dict[str, Any] = node.get("props") or {}
    return {**node, "props": {**attributes, **own}}
