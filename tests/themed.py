"""Themed: an app with a theme, and what its pages look like."""

from __future__ import annotations

from typing import Any

from cacao import App
from cacao.testing import User
from cacao_kernel.config import Config

# As the README of the user has it.
SEED = {
    "colors": {
        "primary": "#2196F3",
        "secondary": "#03A9F4",
        "background": "#F0F8FF",
        "text": "#2C3E50",
        "accent": "#FF5722",
        "sidebar_bg": "#1A365D",
        "sidebar_header_bg": "#2C5282",
        "content_bg": "#F0F8FF",
        "card_bg": "#FFFFFF",
        "border_color": "#BEE3F8",
    }
}


def page_of(app: App, **props: Any) -> App:
    """Let the app have one page, a heading in a box with these props."""
    heading = {"type": "h1", "props": {"content": "Hello"}}
    app.mix("/")(lambda: {"type": "main", "props": props, "children": [heading]})
    return app


def style_of(user: User, tag: str) -> dict[str, Any]:
    """Return the style that the first element of this tag has."""
    return next(element.style for element in user.page.root.walk() if element.tag == tag)


def sheet_of(app: App, config: Config) -> str:
    """Return the stylesheets that every page of the app comes with."""
    app.prepare(config)
    assert app.live is not None
    return "\n".join(app.live.runtime.styles)
