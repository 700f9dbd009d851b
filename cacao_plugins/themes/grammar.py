"""Grammar: which texts are a value of a theme, by the kind of its token.

What a grammar takes is made of its own few words and marks, so no value can end its declaration, name
another file or hold anything else than what its kind says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from .colour import read_colour

_MAX = 300  # characters of a value

_LENGTH = re.compile(
    r"(?:0|(?:[0-9]{1,5}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
    r"(?:px|rem|em|%|ch|ex|pt|vh|vw|vmin|vmax|dvh|svh|lvh|cqw|cqi|cqh))\Z"
)
_SHIFT = re.compile(rf"-?{_LENGTH.pattern}")
_SUM = re.compile(r"(?:calc|clamp|min|max)\(.+\)\Z")
_SUM_TOKEN = re.compile(
    r"(?:calc|clamp|min|max)?\(|\)|[+*/,-]|[ ]+|(?:[0-9]{1,5}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})"
    r"(?:px|rem|em|%|ch|ex|pt|vh|vw|vmin|vmax|dvh|svh|lvh|cqw|cqi|cqh)?(?![0-9a-zA-Z.%])"
)
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,6})?|\.[0-9]{1,6})\Z")
_WEIGHT = re.compile(r"(?:normal|bold|1000|[1-9][0-9]{0,2})\Z")
_DURATION = re.compile(r"(?:[0-9]{1,5}(?:\.[0-9]{1,3})?|\.[0-9]{1,3})m?s\Z")
_EASING = re.compile(
    r"(?:linear|ease|ease-in|ease-out|ease-in-out|step-start|step-end"
    r"|cubic-bezier\((?: *-?[0-9.]{1,6} *,){3} *-?[0-9.]{1,6} *\)|steps\([1-9][0-9]?\))\Z"
)
_FONT = re.compile(
    r"""(?:"[\w .+-]{1,60}"|'[\w .+-]{1,60}'|-?[A-Za-z_][A-Za-z0-9_-]*(?: [A-Za-z_][A-Za-z0-9_-]*)*)\Z"""
)
_PAIR = re.compile(r"light-dark\(((?:[^(),]|\([^()]*\))+),((?:[^(),]|\([^()]*\))+)\)\Z")


def _is_length(text: str) -> bool:
    return bool(_LENGTH.match(text)) or _is_sum(text)


def _is_sum(text: str) -> bool:
    """Tell whether it is ``calc(…)``, ``clamp(…)``, ``min(…)`` or ``max(…)`` of lengths and numbers."""
    if not _SUM.match(text):
        return False
    place, depth = 0, 0
    while place < len(text):
        token = _SUM_TOKEN.match(text, place)
        if token is None:
            return False
        depth += token[0].endswith("(") - (token[0] == ")")
        place = token.end()
        if depth < 0 or (depth == 0 and place < len(text)):
            return False
    return depth == 0


def _is_fonts(text: str) -> bool:
    return all(_FONT.match(part.strip(" ")) for part in text.split(","))


def _is_shadow(text: str) -> bool:
    return text == "none" or all(_is_one_shadow(part.strip(" ")) for part in _split(text, ","))


def _is_one_shadow(text: str) -> bool:
    parts = [part for part in _split(text, " ") if part]
    if parts and parts[0] == "inset":
        del parts[0]
    lengths = [part for part in parts if _SHIFT.match(part)]
    rest = [part for part in parts if not _SHIFT.match(part)]
    if not 2 <= len(lengths) <= 4 or len(rest) > 1 or parts[: len(lengths)] != lengths:
        return False
    return not rest or _is_shadow_colour(rest[0])


def _is_shadow_colour(text: str) -> bool:
    pair = _PAIR.match(text)
    colours = (pair[1], pair[2]) if pair else (text,)
    return all(read_colour(colour) is not None for colour in colours)


def _split(text: str, mark: str) -> list[str]:
    """Return the parts between marks that stand in no brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


KINDS: Mapping[str, tuple[Callable[[str], object], str]] = MappingProxyType(
    {
        "colour": (read_colour, 'a colour such as "#6B4226"'),
        "length": (_is_length, 'a length such as "0.5rem"'),
        "fonts": (_is_fonts, 'fonts such as "Inter, system-ui, sans-serif"'),
        "number": (_NUMBER.match, "a number such as 1.5"),
        "weight": (_WEIGHT.match, "a weight such as 600"),
        "duration": (_DURATION.match, 'a duration such as "150ms"'),
        "shadow": (_is_shadow, 'a shadow such as "0 1px 3px rgb(0 0 0 / 0.2)"'),
        "easing": (_EASING.match, 'an easing such as "ease-out"'),
    }
)


def read_value(kind: str, value: object) -> str | None:
    """Return a value as CSS, or None if it is none of this kind.

    Numbers are pixels where a length is wanted, and milliseconds where a duration is.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        unit = {"length": "px", "duration": "ms"}.get(kind, "")
        value = "0" if value == 0 and kind == "length" else f"{value:g}{unit}"
    if not isinstance(value, str) or len(value) > _MAX:
        return None
    text = value.strip(" ")
    check, _ = KINDS[kind]
    # A text of one printable line: no browser takes it for anything else than this grammar does.
    return text if text and text.isprintable() and check(text) else None


def expectation(kind: str) -> str:
    """Return what a value of this kind looks like, for errors."""
    return KINDS[kind][1]
