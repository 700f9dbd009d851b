"""One theme for the whole app, and a switch that lets each visitor have another.

Run it with ``cacao serve examples/theme_example.py``. Two browsers may look different at the same time.
"""

from __future__ import annotations

from typing import Any

from cacao import App, State

app = App(title="Cacao themes")

# Define your custom theme. What it leaves out is derived, so that everything can be read.
my_theme = {
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

LOOKS = {
    "My theme": my_theme,
    "Cacao": "cacao",
    "Ocean": "ocean",
    "Forest": "forest",
    "Plum": "plum",
    "Slate": "slate",
    "Ember": "ember",
    "Contrast": "contrast",
}
MEANINGS = ("primary", "secondary", "accent", "success", "warning", "danger", "info")

chosen = State("My theme")  # each visitor's own
name = State("")
level = State(60)

BAR = {
    "display": "flex",
    "flexWrap": "wrap",
    "alignItems": "center",
    "justifyContent": "space-between",
    "gap": "8px 24px",
    "padding": "12px max(16px, calc(50vw - 520px))",
    "background": "var(--cacao-sidebar-bg)",
    "color": "var(--cacao-sidebar-text)",
}
GRID = {
    "display": "grid",
    "gridTemplateColumns": "repeat(auto-fit, minmax(min(100%, 19rem), 1fr))",
    "gap": 20,
    "maxWidth": 1040,
    "margin": "0 auto",
    "padding": 24,
}
CARD = {
    "minWidth": 0,
    "padding": 20,
    "background": "var(--cacao-card-bg)",
    "border": "1px solid var(--cacao-border-color)",
    "borderRadius": "var(--cacao-radius-card)",
    "boxShadow": "var(--cacao-shadow-low)",
}
STACK = {"display": "grid", "gap": 12, "justifyItems": "start"}
QUIET = {"margin": "0 0 16px", "color": "var(--cacao-quiet)"}


def card(title: str, text: str, *children: Any) -> dict[str, Any]:
    """Return a box with a heading, a line about it, and what is in it."""
    heading = {
        "type": "h2",
        "props": {"content": title, "style": {"margin": "0 0 4px", "fontSize": "1.2rem"}},
    }
    line = {"type": "p", "props": {"content": text, "style": QUIET}}
    return {"type": "section", "props": {"style": CARD}, "children": [heading, line, *children]}


def swatch(meaning: str) -> dict[str, Any]:
    """Return a colour in three ways: as a ground, as a tint with text, and as an edge."""
    common = {"padding": "6px 12px", "borderRadius": "var(--cacao-radius)", "textAlign": "center"}
    full = {"background": f"var(--cacao-{meaning})", "color": f"var(--cacao-on-{meaning})", "fontWeight": 600}
    soft = {
        "background": f"var(--cacao-{meaning}-soft)",
        "color": f"var(--cacao-{meaning}-text)",
        "boxShadow": f"inset 0 0 0 1px var(--cacao-{meaning}-edge)",
    }
    return {
        "type": "li",
        "props": {"style": {"display": "grid", "gridTemplateColumns": "1fr 1fr", "gap": 8}},
        "children": [
            {"type": "span", "props": {"content": meaning, "style": {**common, **full}}},
            {"type": "span", "props": {"content": meaning, "style": {**common, **soft}}},
        ],
    }


def switch() -> dict[str, Any]:
    """Return the field that chooses a theme."""
    options = [{"type": "option", "props": {"content": look}} for look in LOOKS]
    return {
        "type": "label",
        "props": {"style": {"display": "flex", "alignItems": "center", "gap": 8}},
        "children": [
            "Theme",
            {
                "type": "select",
                "props": {"bind": chosen, "style": {"color": "var(--cacao-text)"}},
                "children": options,
            },
        ],
    }


@app.mix("/")
def home() -> dict[str, Any]:
    """Show what a theme reaches."""
    return {
        "type": "div",
        # The root of a page may have a theme of its own. Here it is the one that the visitor has chosen.
        "props": {"theme": lambda: LOOKS[chosen.value]},
        "children": [
            {
                "type": "header",
                "props": {"style": BAR},
                "children": [
                    {
                        "type": "h1",
                        "props": {"content": "Themes", "style": {"margin": 0, "fontSize": "1.4rem"}},
                    },
                    switch(),
                ],
            },
            {
                "type": "main",
                "props": {"style": GRID},
                "children": [
                    card(
                        "Colours",
                        "Each as a ground, and as a tint.",
                        {
                            "type": "ul",
                            "props": {"style": {"display": "grid", "gap": 8, "margin": 0, "padding": 0}},
                            "children": [swatch(meaning) for meaning in MEANINGS],
                        },
                    ),
                    card(
                        "Fields and buttons",
                        "They have no style of their own here.",
                        {"type": "div", "props": {"style": STACK}, "children": fields()},
                    ),
                    card(
                        "Text",
                        "Quiet text has less weight, and can still be read.",
                        {
                            "type": "p",
                            "props": {"style": {"margin": "0 0 12px"}},
                            "children": [
                                "A link leads ",
                                {"type": "a", "props": {"href": "/", "content": "back to this page"}},
                                f", and {name.value or 'somebody'} has come this far.",
                            ],
                        },
                        {
                            "type": "code",
                            "props": {
                                "content": 'App(theme="ocean")',
                                "style": {
                                    "display": "block",
                                    "padding": 12,
                                    "background": "var(--cacao-code-bg)",
                                    "color": "var(--cacao-code-text)",
                                    "borderRadius": "var(--cacao-radius)",
                                },
                            },
                        },
                    ),
                ],
            },
        ],
    }


def fields() -> list[Any]:
    """Return some fields, and the buttons that go with them."""
    return [
        {
            "type": "input",
            "props": {"bind": name, "aria_label": "Your name", "placeholder": "Your name"},
        },
        {
            "type": "label",
            "children": ["Level ", {"type": "input", "props": {"type": "range", "bind": level}}],
        },
        {
            "type": "label",
            "children": [{"type": "input", "props": {"type": "checkbox", "checked": True}}, "Warm"],
        },
        {
            "type": "div",
            "props": {"style": {"display": "flex", "flexWrap": "wrap", "gap": 8}},
            "children": [
                {"type": "button", "props": {"label": "Forget", "on_click": lambda: name.set("")}},
                {"type": "button", "props": {"label": "Not now", "disabled": True}},
            ],
        },
    ]


if __name__ == "__main__":
    # Apply the theme when starting the app
    app.brew(type="web", theme=my_theme)
