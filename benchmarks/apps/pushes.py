"""A number for everybody, which the server counts up many times a second."""

from __future__ import annotations

import os
from typing import Any

from cacao import App, State

app = App()
count = State(0, scope="app", store=False)


@app.every(1 / int(os.environ.get("BENCHMARK_RATE", "50")))
async def push() -> None:
    """Count one up."""
    count.update(count.value + 1)


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page."""
    return {"type": "p", "props": {"content": f"{count.value}"}}
