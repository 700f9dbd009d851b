"""The counter on Cacao, written as the user's guide writes it."""

from __future__ import annotations

from typing import Any

from cacao import App, State

app = App()
counter = State(0)


@app.event("increment")
async def increment() -> None:
    """Count one up."""
    counter.update(counter.value + 1)


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page."""
    return {
        "type": "main",
        "children": [
            {"type": "text", "props": {"content": f"Counter: {counter.value}"}},
            {"type": "button", "props": {"label": "Increment", "action": "increment"}},
        ],
    }
