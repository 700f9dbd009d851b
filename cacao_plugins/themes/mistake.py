"""Mistakes in themes: each names the key, what was expected there, and what came."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from cacao_kernel import ConfigError


class ThemeError(ConfigError):
    """A theme says something that no theme can say."""


def nearest(name: str, names: Iterable[str]) -> str:
    """Return ``Did you mean "…"?`` for the name most like the given one, or all there are if they are few."""
    known = list(names)
    plain = name.lower().replace("-", "_")[:60]
    close = get_close_matches(plain, known, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    return f"There are {', '.join(known)}." if len(known) <= 12 else ""


def spell(value: object) -> str:
    """Return a short form of what came instead, for the ``got`` of an error."""
    text = repr(value)
    text = text if len(text) <= 60 else f"{text[:59]}…"
    return text if isinstance(value, str) else f"{type(value).__name__} {text}"
