"""A live counter and a clock, each with a State of its own.

Run it with ``cacao serve examples/counter_example.py``. Open it in two tabs of one browser: they
count together. Open it in another browser: it counts for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cacao import App, Component, Event, State

app = App(title="Cacao counter")

counter_state = State(0)
timestamp_state = State("not yet")

CARD = {
    "padding": "24px",
    "borderRadius": "12px",
    "border": "1px solid var(--cacao-border-color)",
    "display": "flex",
    "flexDirection": "column",
    "alignItems": "flex-start",
    "gap": "16px",
}


class Counter(Component):
    """Shows the visitor's own count, and steps it up or down."""

    def __init__(self) -> None:
        super().__init__()
        self.component_type = "counter"  # Enable state isolation

    def render(self, ui_state: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the counter's card."""
        return {
            "type": "section",
            "component_type": self.component_type,
            "props": {
                "style": CARD,
                "children": [
                    {"type": "h2", "props": {"content": "Counter", "style": {"margin": 0}}},
                    {
                        "type": "text",
                        "props": {
                            "content": f"Counter: {counter_state.value}",
                            "aria_live": "polite",
                            "style": {"fontSize": "1.5rem", "fontVariantNumeric": "tabular-nums"},
                        },
                    },
                    {
                        "type": "div",
                        "props": {"style": {"display": "flex", "flexWrap": "wrap", "gap": "8px"}},
                        "children": [
                            step_button("Increment", 1),
                            step_button("Decrement", -1),
                            {"type": "button", "props": {"label": "Reset", "action": "reset_counter"}},
                        ],
                    },
                ],
            },
        }


class Timestamp(Component):
    """Shows when the visitor last asked for the time."""

    def __init__(self) -> None:
        super().__init__()
        self.component_type = "timestamp"

    def render(self, ui_state: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the clock's card."""
        return {
            "type": "section",
            "component_type": self.component_type,
            "props": {
                "style": CARD,
                "children": [
                    {"type": "h2", "props": {"content": "Clock", "style": {"margin": 0}}},
                    {
                        "type": "text",
                        "props": {"content": f"Last refresh: {timestamp_state.value}", "aria_live": "polite"},
                    },
                    {"type": "button", "props": {"label": "Refresh", "action": "refresh_timestamp"}},
                ],
            },
        }


def step_button(label: str, by: int) -> dict[str, Any]:
    """Return a button that changes the count; ``params`` stay on the server, the browser never sees them."""
    return {"type": "button", "props": {"label": label, "action": "step_counter", "params": {"by": by}}}


counter = Counter()
timestamp = Timestamp()


@app.event("step_counter")
async def step_counter(event: Event) -> None:
    """Count by what the button's params say."""
    counter_state.update(counter_state.value + event.params["by"])


@app.event("reset_counter")
def reset_counter() -> None:
    """Start again at nothing."""
    counter_state.set(0)


@app.event("refresh_timestamp")
async def refresh_timestamp() -> None:
    """Note the time."""
    timestamp_state.set(datetime.now().strftime("%Y-%m-%d %H:%M:%S"))


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page: two cards that re-render each on its own."""
    return {
        "type": "main",
        "props": {
            "style": {
                "maxWidth": "40rem",
                "margin": "0 auto",
                "padding": "32px 20px",
                "display": "grid",
                "gap": "20px",
            }
        },
        "children": [
            {
                "type": "h1",
                "props": {"content": "Component state", "style": {"margin": 0, "lineHeight": 1.2}},
            },
            counter,
            timestamp,
        ],
    }


if __name__ == "__main__":
    app.brew()
