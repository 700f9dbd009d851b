"""A theme of your own in a file, which each visitor changes to their taste; parts of the page have others.

Run it with ``cacao serve examples/custom_theme_example.py``, and edit ``custom_theme.json`` beside it: the
page follows as soon as the file is saved.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cacao import App, State

MINT = Path(__file__).parent / "custom_theme.json"

mode = State("system")
primary = State("#0f766e")

# States may stand in a theme: each visitor has their own, and the page follows them.
app = App(
    title="Cacao: a theme of your own",
    theme={"extends": MINT, "mode": mode, "colors": {"primary": primary}},
)

PAGE = {
    "display": "grid",
    "gap": 24,
    "maxWidth": 720,
    "margin": "0 auto",
    "padding": "clamp(16px, 5vw, 48px)",
}
CARD = {
    "padding": 24,
    "background": "var(--cacao-card-bg)",
    "border": "1px solid var(--cacao-border-color)",
    "borderRadius": "var(--cacao-radius-card)",
    "boxShadow": "var(--cacao-shadow-mid)",
}
HEADING = {
    "margin": 0,
    "fontFamily": "var(--cacao-heading-family)",
    "fontWeight": "var(--cacao-heading-weight)",
    "lineHeight": 1.2,
}
ROW = {"display": "flex", "flexWrap": "wrap", "alignItems": "center", "gap": "12px 24px"}
TAG = {
    "padding": "4px 12px",
    "borderRadius": "var(--cacao-radius-pill)",
    "background": "var(--cacao-accent-soft)",
    "color": "var(--cacao-accent-text)",
}


def controls() -> dict[str, Any]:
    """Return the fields by which visitors change the theme."""
    modes = [{"type": "option", "props": {"content": each}} for each in ("system", "light", "dark")]
    return {
        "type": "div",
        "props": {"style": ROW},
        "children": [
            {
                "type": "label",
                "children": ["Mode ", {"type": "select", "props": {"bind": mode}, "children": modes}],
            },
            {
                "type": "label",
                "children": ["Colour ", {"type": "input", "props": {"type": "color", "bind": primary}}],
            },
            {"type": "button", "props": {"label": "Mint again", "on_click": begin_again}},
        ],
    }


def begin_again() -> None:
    """Put the theme back to what the file says."""
    mode.set("system")
    primary.set("#0f766e")


def offer(title: str, text: str, theme: Any = None) -> dict[str, Any]:
    """Return a card, which may have a theme of its own."""
    return {
        "type": "section",
        "props": {"style": CARD, "theme": theme},
        "children": [
            {
                "type": "div",
                "props": {"style": {**ROW, "justifyContent": "space-between"}},
                "children": [
                    {"type": "h2", "props": {"content": title, "style": HEADING}},
                    {"type": "span", "props": {"content": "new", "style": TAG}},
                ],
            },
            {"type": "p", "props": {"content": text}},
            {"type": "button", "props": {"label": f"Try {title}"}},
        ],
    }


@app.mix("/")
def home() -> dict[str, Any]:
    """Show three cards in two themes."""
    return {
        "type": "main",
        "props": {"style": PAGE},
        "children": [
            {"type": "h1", "props": {"content": "A theme of your own", "style": HEADING}},
            controls(),
            offer("Mint tea", "It has the theme of the page, and follows the fields above."),
            offer(
                "Night chocolate",
                "A part of a page may have another theme: this one is always dark.",
                "cacao-dark",
            ),
            offer(
                "Cherries",
                "Or it may change a colour alone: all else stays as it is around it.",
                {"colors": {"primary": "#B3123F"}},
            ),
        ],
    }


if __name__ == "__main__":
    app.brew()
