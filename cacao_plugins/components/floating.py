"""Floating: what opens above the page has one ground, and may come and go softly."""

from __future__ import annotations

from .widget import read_kit

FLOATING = read_kit("floating")
FADING = read_kit("fading")
