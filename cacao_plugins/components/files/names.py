"""Names: what a visitor's file is called, fit to be shown; it is never a path."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 200  # characters; what is longer loses its middle

# Controls, marks of direction that turn a name around, halves of characters, ends of lines.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_PATH = re.compile(r"[/\\]")
_KIND = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}\Z", re.ASCII)
UNKNOWN = "application/octet-stream"


def clean_name(name: str) -> str:
    """Return what a file is called, as one line without a path, never empty.

    Args:
        name: what the browser says.
    """
    last = _PATH.split(name)[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSEEN)
    shown = unicodedata.normalize("NFC", " ".join(shown.split())).strip(". ")
    if len(shown) > MAX_NAME:
        shown = f"{shown[: MAX_NAME - 40]}…{shown[-39:]}"
    return shown or "file"


def clean_type(said: str) -> str:
    """Return the type that a browser says a file has, if it is one."""
    said = said.lower()
    return said if _KIND.match(said) else UNKNOWN
