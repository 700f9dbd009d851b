"""The weather for Cacao: a node type, two JSON endpoints and a command, fed by a simulated station."""

from __future__ import annotations

from .plugin import Weather
from .settings import Config

__all__ = ["Config", "Weather"]
