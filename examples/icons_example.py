"""Icons: by name, in any size and colour, in the middle of a text, and all there are to search through.

Run it with ``python examples/icons_example.py``. The names are those of Lucide; those of Font Awesome
are understood, too.
"""

from __future__ import annotations

from typing import Any

from cacao import App, State
from cacao.ui import Button, Card, Column, Container, Grid, Icon, Row, SearchInput, Section, icon_names

app = App(title="Cacao icons")

NAMES = icon_names()
MOST = 60  # shown at a time

wanted = State("", url="q")

SIZES = (16, 24, "2rem", "3rem")
COLOURS = ("primary", "accent", "success", "warning", "danger", "info", "quiet")
TEXTS = (
    "{%icon-coffee%} Coffee is ready, and so is the {%icon-package%} parcel.",
    "Sent {%icon-check color=success%}, not yet paid {%icon-clock color=warning label=waiting%}.",
    "Large ones {%icon-heart size=28 color=danger%} stand on the line, too.",
)


def by_name() -> Any:
    """Show the same icon by its name, an earlier one, and Font Awesome's."""
    names = ("house", "home", "fa-home", "fas fa-home")
    return Grid([tile(name, name) for name in names], columns=4, min_width="7rem")


def tile(name: str, text: str) -> Card:
    """Return an icon with its name below."""
    said = {"type": "code", "props": {"content": text, "style": {"fontSize": 12}}}
    shown = Column([Icon(name, size="1.5rem"), said], align="center", gap="small")
    return Card(shown, key=text, style={"padding": 12, "textAlign": "center"})


def found() -> list[str]:
    """Return the names in which all that is looked for stands."""
    words = wanted.value.lower().split()
    return [name for name in NAMES if all(word in name for word in words)]


def all_icons() -> Any:
    """Show the icons that are looked for, the first of them if there are many."""
    names = found()
    told = f"{len(names)} of {len(NAMES)} icons" + (f", the first {MOST} shown" if len(names) > MOST else "")
    return [
        {"type": "p", "props": {"content": told, "role": "status"}},
        Grid([tile(name, name) for name in names[:MOST]], min_width="8rem", gap="small"),
    ]


@app.mix("/")
def home() -> Any:
    """Show what icons can be, and all there are."""
    return Container(
        [
            {"type": "h1", "props": {"content": "{%icon-blocks color=accent%} Icons"}},
            Section("By name", by_name(), description="Lucide's, their earlier ones, Font Awesome's"),
            Section("Sizes", Row([Icon("coffee", size=size) for size in SIZES], align="end", gap="large")),
            Section(
                "Colours",
                Row([Icon("heart", size=28, color=colour, label=colour) for colour in COLOURS]),
                description="The theme's, by their names; any colour of CSS will do",
            ),
            Section(
                "In texts and labels", [*[paragraph(text) for text in TEXTS], Button("{%icon-send%} Send")]
            ),
            Section("All of them", [SearchInput(bind=wanted, placeholder="arrow"), all_icons()]),
        ],
        tag="main",
    )


def paragraph(text: str) -> Any:
    """Return a paragraph."""
    return {"type": "p", "props": {"content": text}}


if __name__ == "__main__":
    app.brew()
