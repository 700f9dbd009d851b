"""Demos of texts."""

from __future__ import annotations

from typing import Any

from cacao.ui import Badge, Code, Divider, Heading, Icon, Kbd, Link, Markdown, Paragraph, Text

NOTE = """# Filter coffee

Sixty grams make a **litre**; read [the guide](#brewing).

- [x] Grind the beans
- [ ] Heat `96 °C` of water

| Bean | Price |
| --- | ---: |
| Huila | 12.50 |
"""

ORDER = """def order(bean, bags=1):
    \"\"\"Send a bean.\"\"\"
    total = PRICES[bean] * bags  # in francs
    return f"{bags} × {bean}: {total:.2f}"
"""


def text() -> Any:
    """Show an order in three lines."""
    return [
        Text("Order 1042", weight="bold", size="large"),
        Text("Two bags of Huila, ground for filter", tone="quiet"),
        Text("Arrives today before noon", tone="success", weight="medium"),
    ]


def heading() -> Any:
    """Show a heading that links to itself, and one below it."""
    return [Heading("Brewing guide", level=2, anchor="brewing"), Heading("What you need", level=3)]


def paragraph() -> Any:
    """Show an introduction, and a line of small print."""
    return [
        Paragraph("Good coffee is mostly water. Take it fresh, and just off the boil.", size="large"),
        Paragraph("Sixty grams make a litre.", tone="quiet", size="small"),
    ]


def link() -> Any:
    """Show a link within the app, one with an icon, and one that opens a tab."""
    return Paragraph(
        children=[
            "Read ",
            Link("the guide", href="#brewing"),
            ", change the ",
            Link("settings", href="#settings", icon="settings"),
            ", or look at ",
            Link("example.org", href="https://example.org", new_tab=True),
            ".",
        ]
    )


def markdown() -> Any:
    """Show a note as somebody has written it."""
    return Markdown(NOTE, level=3)


def code() -> Any:
    """Show how an order is made."""
    return Code(ORDER, "python", title="order.py", line_numbers=True, marked=[3])


def icon() -> Any:
    """Show icons alone, and in the middle of a text."""
    return {
        "type": "p",
        "children": [
            Icon("coffee", size=28, color="primary"),
            " ",
            Icon("truck", size=28, color="info", label="On its way"),
            " ",
            {"type": "text", "props": {"content": "Press {%icon-heart color=danger%} to keep it"}},
        ],
    }


def badge() -> Any:
    """Show what marks the state of an order."""
    return {
        "type": "p",
        "children": [
            "Order 1042 ",
            Badge("Paid", tone="success", icon="check"),
            " ",
            Badge("2 days late", tone="warning"),
            " ",
            Badge("Gift", variant="outline"),
        ],
    }


def kbd() -> Any:
    """Say which keys to press."""
    return Paragraph(children=["Search with ", Kbd("Ctrl+K"), ", and close it with ", Kbd("Esc"), "."])


def divider() -> Any:
    """Part two ways to go on."""
    return [Text("Sign in with a passkey"), Divider("or"), Text("Send me a link by mail")]
