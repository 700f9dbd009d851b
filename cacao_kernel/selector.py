"""Selectors that a style may nest: states and parts of the node itself, and what screens it is for.

They are read by a grammar of known words. It has no tags, classes, attributes or combinators, so
a style can reach nothing but its own node, and no text of a user can become a selector.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .errors import nearest

STATES = """:active :any-link :autofill :checked :default :disabled :empty :enabled :first-child
    :first-of-type :focus :focus-visible :focus-within :fullscreen :hover :in-range :indeterminate
    :invalid :last-child :last-of-type :link :modal :only-child :only-of-type :optional :out-of-range
    :placeholder-shown :popover-open :read-only :read-write :required :target :user-invalid
    :user-valid :valid :visited""".split()
PARTS = """::after ::backdrop ::before ::file-selector-button ::first-letter ::first-line ::marker
    ::placeholder ::selection""".split()
SCREENS = {
    "orientation": "portrait landscape",
    "prefers-color-scheme": "light dark",
    "prefers-reduced-motion": "reduce no-preference",
    "prefers-contrast": "more less no-preference",
    "forced-colors": "active none",
    "hover": "hover none",
    "any-hover": "hover none",
    "pointer": "fine coarse none",
    "any-pointer": "fine coarse none",
    "display-mode": "browser standalone fullscreen minimal-ui",
}

# Compiled when a style first nests: to read these takes longer than most modules.
_NTH = r":nth-(?:last-)?(?:child|of-type)\( *(?:odd|even|[+-]?\d{1,4}|[+-]?\d{0,4}n(?: *[+-] *\d{1,4})?) *\)"
_STATE = rf"(?:{'|'.join(STATES)})(?![a-z-])|{_NTH}"
_LIST = rf"(?:{_STATE})+(?: *, *(?:{_STATE})+)*"
_NODE = rf"(?=:)(?:{_STATE}|:(?:not|is|where)\( *{_LIST} *\))*(?:(?:{'|'.join(PARTS)})(?![a-z-]))?"
_FEATURE = "|".join(
    [
        r"(?:min-|max-)?(?:width|height) *: *\d{1,5}(?:\.\d{1,3})?(?:px|em|rem)",
        *(rf"{name} *: *(?:{'|'.join(words.split())})" for name, words in SCREENS.items()),
    ]
)
_FEATURES = rf"\( *(?:{_FEATURE}) *\)(?: and \( *(?:{_FEATURE}) *\))*"
_SCREEN = rf"@media (?:(?:screen|print) and {_FEATURES}|{_FEATURES}|screen|print)"
_MAX_LENGTH = 200


def is_selector(key: str) -> bool:
    """Tell whether a key of a style means to nest, by the letter it starts with."""
    return key.startswith((":", "&", "@"))


def read_selector(key: str) -> str | None:
    """Return a selector in its one spelling, or None if it is none that a style may nest.

    ``":hover"`` and ``"&:hover"`` are states of the node, ``"::before"`` a part of it, and
    ``"@media (max-width: 600px)"`` says for which screens a style is.
    """
    return _read(key) if len(key) <= _MAX_LENGTH else None


@lru_cache(maxsize=1024)
def _read(key: str) -> str | None:
    text = key.strip(" ").lower()
    if text.startswith("@"):
        text = re.sub(r" *\(", " (", re.sub(" +", " ", text))
        if re.fullmatch(_SCREEN, text, re.ASCII) is None:
            return None
        return text.replace(" :", ":").replace(": ", ":").replace("( ", "(").replace(" )", ")")
    text = text.removeprefix("&")
    if re.fullmatch(_NODE, text, re.ASCII):
        return text.replace(" ", "")
    return f":is({text.replace(' ', '')})" if re.fullmatch(_LIST, text, re.ASCII) else None


def join_selectors(screen: str, states: str) -> str:
    """Return the one key for states of a node on some screens; either may be empty."""
    return f"{screen} {states}" if screen and states else screen or states


def split_selector(key: str) -> tuple[str, str]:
    """Return screen and states of a key: ``"@media print :hover"`` is ``("@media print", ":hover")``."""
    if not key.startswith("@"):
        return "", key
    screen, colon, states = key.partition(" :")
    return screen, f"{':' if colon else ''}{states}"


@lru_cache(maxsize=256)
def nearest_selector(key: str) -> str:
    """Return ``Did you mean "…"?`` for the state or part most like a key, or an empty string."""
    return nearest(key[:_MAX_LENGTH].removeprefix("&"), (*STATES, *PARTS))
