"""A page of weather. In this folder: ``cacao serve``, or ``cacao weather`` for the terminal."""

from __future__ import annotations

from typing import Any

from cacao import App, Event, State

app = App(title="Cacao weather")

units = State("celsius")

QUIET = {"background": "none", "color": "inherit", "border": "1px solid var(--cacao-border-color)"}


@app.event("choose")
async def choose(event: Event) -> None:
    """Show temperatures in the units of the button that was clicked."""
    units.set(event.params["units"])


def choice(label: str, name: str) -> dict[str, Any]:
    """Return the button for one of the units."""
    pressed = units.value == name
    return {
        "type": "button",
        "props": {
            "label": label,
            "action": "choose",
            "params": {"units": name},
            "aria_pressed": pressed,
            "style": {} if pressed else QUIET,
        },
    }


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page: a card for the city of cacao.json, and one for each of some others."""
    cities = ["Basel", "Cairo", "Quito", "Reykjavik", "Yakutsk"]
    return {
        "type": "main",
        "props": {"style": {"maxWidth": "64rem", "margin": "0 auto", "padding": "2rem 1.25rem"}},
        "children": [
            {"type": "h1", "props": {"content": "Weather", "style": {"margin": 0}}},
            {
                "type": "p",
                "children": [
                    "Simulated, and read again every few seconds. The same as ",
                    {"type": "a", "props": {"href": "weather.json", "content": "JSON"}},
                    ".",
                ],
            },
            {
                "type": "div",
                "props": {"style": {"display": "flex", "gap": "0.5rem", "margin": "1.25rem 0"}},
                "children": [choice("Celsius", "celsius"), choice("Fahrenheit", "fahrenheit")],
            },
            {
                "type": "div",
                "props": {
                    "style": {
                        "display": "grid",
                        "gridTemplateColumns": "repeat(auto-fill, minmax(min(18rem, 100%), 1fr))",
                        "gap": "1rem",
                    }
                },
                "children": [
                    {"type": "weather", "props": {"units": units.value}},
                    *[
                        {"type": "weather", "key": city, "props": {"city": city, "units": units.value}}
                        for city in cities
                    ],
                ],
            },
        ],
    }


if __name__ == "__main__":
    app.brew()
