"""Keys: what browsers call the keys of a keyboard, for slips of these names."""

from __future__ import annotations

from functools import lru_cache

from .errors import closest

_NAMES = """Alt AltGraph ArrowDown ArrowLeft ArrowRight ArrowUp Backspace CapsLock Clear ContextMenu Control
    Copy Cut Delete End Enter Escape Execute Fn Help Home Insert Meta NumLock PageDown PageUp Paste
    Pause PrintScreen Redo ScrollLock Select Shift Space Tab Undo Unidentified ZoomIn ZoomOut""".split()
_KNOWN = {name.lower(): name for name in [*_NAMES, *(f"F{number}" for number in range(1, 25))]}
# Names that other systems and old browsers have for them.
_WAYS = ("up", "down", "left", "right")
_OTHERS = {
    "esc": "Escape",
    "del": "Delete",
    "ins": "Insert",
    "return": "Enter",
    "spacebar": "Space",
    **{name: f"Arrow{way.title()}" for way in _WAYS for name in (way, f"{way}arrow")},
}
_SLIP = 0.7  # of 1: so alike are two names of which one is taken for a slip of the other


def known_key(name: str) -> str:
    """Return a key's name as browsers spell it, whatever letters are large; an unknown one as it is."""
    return _KNOWN.get(name.lower(), name)


@lru_cache(maxsize=256)
def meant_instead(key: str) -> str:
    """Return the key that a name in lower case is taken for a slip of, or an empty string.

    One that is like no listed name may be a key of a remote control, say; it is not asked about.
    """
    if key in _KNOWN or len(key) < 2:
        return ""
    if key in _OTHERS:
        return _OTHERS[key]
    close = closest(key, sorted(_KNOWN), alike=_SLIP)
    return _KNOWN[close[0]] if close else ""
