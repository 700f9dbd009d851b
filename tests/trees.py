"""Small trees for pages of tests."""

from __future__ import annotations

from typing import Any

from cacao import App

Props = dict[str, Any]


def app_of(*children: Any) -> App:
    """Return an app with one page of these; those that can be called are, as the page runs."""
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [c() if callable(c) else c for c in children]})
    return app


def text(content: object) -> Props:
    """Return a paragraph."""
    return {"type": "p", "props": {"content": content}}


def button(label: str, handler: Any) -> Props:
    """Return a button."""
    return {"type": "button", "props": {"label": label, "on_click": handler}}
