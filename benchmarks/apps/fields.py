"""A form of many fields, as a tool inside a company has them."""

from __future__ import annotations

import os
from typing import Any

from cacao import App
from cacao.ui import Form, TextInput

FIELDS = int(os.environ.get("BENCHMARK_FIELDS", "50"))

app = App()


def save(values: dict[str, Any]) -> None:
    """Keep what was filled in."""


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page."""
    fields = [TextInput(f"Field {number}", name=f"field{number}", required=True) for number in range(FIELDS)]
    return {"type": "main", "children": [Form(children=fields, on_submit=save)]}
