"""Nothing: what a list says that holds nothing yet, as lists do on the first day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def nothing_yet(say: Callable[..., str]) -> dict[str, Any]:
    """Return the line that stands where there will be things.

    Args:
        say: what the widget says.
    """
    return {"type": "p", "props": {"class": "cacao-nothing", "content": say("no_items")}}
