"""Demos of inputs."""

from __future__ import annotations

from typing import Any

from cacao import State
from cacao.ui import TextInput

name = State("")


def text_input() -> Any:
    """Greet who types their name."""
    return [
        TextInput("Your name", bind=name, help="As friends call you.", autocomplete="given-name"),
        {"type": "p", "props": {"content": f"Hello, {name.value or 'you'}!"}},
    ]
