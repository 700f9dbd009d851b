"""The plugins that are on unless cacao.json switches them off: the one place the kernel names any."""

from __future__ import annotations

DEFAULT_PLUGINS = ("components", "session", "themes")
