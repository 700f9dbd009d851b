"""Marks: nodes of the panel in fewer words than a dict takes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Tree = dict[str, Any]


def mark(tag: str, *children: Any, **props: Any) -> Tree:
    """Return a node; a prop that is None is left out."""
    given = {name: value for name, value in props.items() if value is not None}
    return {"type": tag, "props": given, "children": list(children)}


def button(label: str, action: str, params: dict[str, Any] | None = None, **props: Any) -> Tree:
    """Return a button that calls the handler of this name."""
    return mark("button", label, type="button", action=action, params=params or {}, **props)


def quiet(content: str) -> Tree:
    """Return a line that says what is not there."""
    return mark("p", content, className="quiet")


def outlines(*places: Sequence[int]) -> str:
    """Return what an element says of the nodes that it stands for, to be outlined on the page."""
    return json.dumps(places, separators=(",", ":"))


def spell_seconds(seconds: float) -> str:
    """Return seconds as milliseconds, with two figures that count."""
    milliseconds = seconds * 1000
    figures = 2 if milliseconds < 1 else 1 if milliseconds < 100 else 0
    return f"{milliseconds:.{figures}f} ms"
