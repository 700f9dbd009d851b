"""The counter, written as the user's guide writes it."""

from __future__ import annotations

from typing import Any

from cacao import App, State

app = App()
counter_state = State(0)


@app.event("increment_counter")
async def handle_increment() -> None:
    """Count one up."""
    counter_state.update(counter_state.value + 1)


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page."""
    return {
        "type": "section",
        "props": {
            "children": [
                {"type": "text", "props": {"content": f"Counter: {counter_state.value}"}},
                {"type": "button", "props": {"label": "Increment", "action": "increment_counter"}},
            ]
        },
    }
