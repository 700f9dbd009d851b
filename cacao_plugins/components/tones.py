"""Tones: the colours of what has a ``tone``, for its ``data-tone``."""

from __future__ import annotations

from .widget import read_kit

TONES = read_kit("tones")
