"""Drives of texts."""

from __future__ import annotations

from components.drive import Drive

DRIVES: dict[str, Drive] = {}

STILL = {"badge"}
