"""Base: the kit that all widgets build on, the tokens of the default theme and what is shared."""

from __future__ import annotations

from .widget import read_kit

BASE = read_kit("base", "tokens.css", "base.css")
