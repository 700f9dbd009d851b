"""A counter among buttons and a page that take long, as code that was written without a thought does."""

from __future__ import annotations

import os
import time
from typing import Any

from cacao import App, State

SECONDS = int(os.environ.get("BENCHMARK_SECONDS", "5"))

app = App()
counter_state = State(0)


@app.event("increment_counter")
async def handle_increment() -> None:
    """Count one up."""
    counter_state.update(counter_state.value + 1)


@app.event("sleep")
def sleep() -> None:
    """Wait for something slow."""
    time.sleep(SECONDS)


@app.event("calculate")
def calculate() -> None:
    """Work in plain Python, never waiting."""
    end, total = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        for number in range(1_000):
            total += number


@app.event("block")
async def block() -> None:
    """Block the event loop."""
    time.sleep(2)  # noqa: ASYNC251 - the mistake that the watchdog is there for


def button(label: str, action: str) -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "props": {"label": label, "action": action}}


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page."""
    return {
        "type": "main",
        "children": [
            {"type": "text", "props": {"content": f"Counter: {counter_state.value}"}},
            button("Increment", "increment_counter"),
            button("Sleep", "sleep"),
            button("Calculate", "calculate"),
            button("Block", "block"),
        ],
    }


@app.mix("/slow")
def show_slowly() -> dict[str, Any]:
    """Return a page that takes long."""
    time.sleep(SECONDS)
    return {"type": "p", "props": {"content": "Here at last"}}
