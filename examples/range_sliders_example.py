"""Sliders that move what stands around them: a drag is many small events, and each changes one style or text.

Run it with ``python examples/range_sliders_example.py``.
"""

from __future__ import annotations

from typing import Any

from cacao import App, Component, Computed, State
from cacao.ui import Card, Container, Grid, RangeSlider, Section, Slider

app = App(title="Sliders")

width = State(60)
turn = State(0)
red, green, blue = State(107), State(66), State(38)
price = State((20, 80))

ROASTS = {"Filter": 18, "House blend": 24, "Espresso": 36, "Single estate": 52, "Reserve": 78, "Geisha": 95}

colour = Computed(lambda: f"rgb({red.value}, {green.value}, {blue.value})")
within = Computed(lambda: [name for name, cost in ROASTS.items() if price.value[0] <= cost <= price.value[1]])


def bean() -> Any:
    """Show a bean that three sliders shape: its style alone follows them."""
    style = {
        "width": lambda: f"{width.value}%",
        "height": 72,
        "maxWidth": "100%",
        "margin": "32px auto",
        "borderRadius": "50% / 60%",
        "background": colour,
        "transform": lambda: f"rotate({turn.value}deg)",
    }
    return {"type": "div", "props": {"id": "bean", "role": "img", "aria_label": "A bean", "style": style}}


class Roasts(Component):
    """What costs no less and no more than the range says; it alone renders again."""

    def render(self) -> Any:
        """List them."""
        rows = [{"type": "li", "key": name, "children": f"{name}, {ROASTS[name]} €"} for name in within.value]
        return {"type": "ul", "children": rows or [{"type": "li", "children": "Nothing costs that."}]}


@app.mix("/")
def home() -> Any:
    """Show the bean, its colour and the roasts, each beside its sliders."""
    shape = [
        bean(),
        Slider("Width", bind=width, min=20, unit=" %", marks={20: "small", 100: "large"}),
        Slider("Turn", bind=turn, min=-45, max=45, unit="°"),
    ]
    paint = [
        {"type": "p", "props": {"content": lambda: f"It is {colour.value}."}},
        *[
            Slider(name, bind=state, max=255)
            for name, state in (("Red", red), ("Green", green), ("Blue", blue))
        ],
    ]
    parts = Container(
        [
            {"type": "h1", "children": "Sliders"},
            Grid([Card(shape, key="shape"), Card(paint, key="paint")], columns=2, min_width="18rem"),
            Section("Roasts", [RangeSlider("Price", bind=price, step=2, unit=" €"), Roasts()]),
        ]
    )
    return {"type": "main", "children": parts}


if __name__ == "__main__":
    app.brew()
