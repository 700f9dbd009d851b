"""Mistakes in themes: each names the key, what was expected there, and what came."""

from __future__ import annotations

from collections.abc import Iterable

from cacao_kernel import ConfigError, nearest, shorten


class ThemeError(ConfigError):
    """A theme says something that no theme can say."""


def suggest(name: str, names: Iterable[str]) -> str:
    """Return ``Did you mean "…"?`` for the name most like the given one, or all there are if they are few."""
    known = list(names)
    meant = nearest(name.lower().replace("-", "_")[:60], known, alike=0.6)
    return meant or (f"There are {', '.join(known)}." if len(known) <= 12 else "")


def spell(value: object) -> str:
    """Return a short form of what came instead, for the ``got`` of an error; of a text no type."""
    return shorten(value).removeprefix("str ")
