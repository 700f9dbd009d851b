"""Sites: what pages of tests are made of that lead to each other, by links and by what handlers answer."""

from __future__ import annotations

from typing import Any


def page(*children: Any) -> dict[str, Any]:
    """Return what a page shows."""
    return {"type": "main", "children": list(children)}


def link(label: str, href: str) -> dict[str, Any]:
    """Return a link."""
    return {"type": "a", "props": {"href": href, "content": label}}


def button(label: str, action: str, **params: Any) -> dict[str, Any]:
    """Return a button of a handler that is called by its name."""
    return {"type": "button", "props": {"label": label, "action": action, "params": params}}
