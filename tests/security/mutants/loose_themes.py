"""A build that takes any text as a value of a theme."""

from __future__ import annotations

from typing import Any

from cacao_plugins.themes import theme
from cacao_plugins.themes.colour import Colour


def read_value(kind: str, value: Any) -> str:
    return str(value)


theme.read_value = read_value
theme.read_colour = lambda text: Colour(0, 0, 0)
