"""A table whose rows come page by page from a generator, as from a database or another service."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from cacao import App
from cacao.ui import Table

ROWS = int(os.environ.get("BENCHMARK_ROWS", "100000"))
PAGE = 100

app = App()


def pages() -> Iterator[list[dict[str, Any]]]:
    """Yield the rows, a hundred at a time."""
    for start in range(0, ROWS, PAGE):
        yield [{"id": n, "name": f"Row {n}", "count": n % 7} for n in range(start, min(start + PAGE, ROWS))]


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page."""
    return {"type": "main", "children": [Table(["id", "name", "count"], source=pages, page_size=25)]}
