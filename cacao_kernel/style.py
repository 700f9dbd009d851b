"""Style: the typed grammar that every style passes before it reaches a stylesheet or an element.

Values are read as CSS tokens of a few known kinds (words, numbers with units, colours, plain
strings, known functions). What the grammar does not know, such as ``url(…)``, ``}`` or a
backslash, cannot be written, so no text of a user can leave its property.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from .errors import shorten
from .properties import UNITLESS, meant_instead, property_name
from .selector import is_selector, join_selectors, nearest_selector, read_selector, split_selector

# A style as it is painted and sent: properties, then those that selectors such as ":hover" nest.
Style = dict[str, str | dict[str, str]]

_GRAMMAR = r"""
      (?P<function>-?[a-zA-Z][a-zA-Z0-9-]*)\(
    | (?P<open>(?<=[\ \t\n(,/+*])\()
    | (?P<close>\))
    | (?P<word>!?-{0,2}[a-zA-Z_][a-zA-Z0-9_-]*)
    | (?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:%|[a-zA-Z]+)?)
    | (?P<colour>\#[0-9a-fA-F]{3,8}(?![0-9a-zA-Z]))
    | (?P<string>"[^"\\<>\x00-\x1f\x7f\ud800-\udfff]*"|'[^'\\<>\x00-\x1f\x7f\ud800-\udfff]*')
    | (?P<mark>[\ \t\n,/+*-])
    """
_FUNCTIONS = frozenset(
    """attr blur brightness calc circle clamp color color-mix conic-gradient contrast cubic-bezier
    drop-shadow ellipse env fit-content grayscale hsl hsla hue-rotate hwb inset invert lab lch
    light-dark linear linear-gradient matrix matrix3d max min minmax mod oklab oklch opacity
    perspective polygon radial-gradient rem repeat repeating-conic-gradient
    repeating-linear-gradient repeating-radial-gradient rgb rgba rotate rotate3d rotatex rotatey
    rotatez round saturate scale scale3d scalex scaley scalez sepia skew skewx skewy steps translate
    translate3d translatex translatey translatez var""".split()
)
_SPACED = re.compile(
    r"(?<![\w.#-])([+-]?[0-9.]+)\s+((?:px|r?em|ch|ex|[sdl]?v[hwib]|vmin|vmax|ms|deg|turn)(?![\w(-]))"
)
_NUMBER = re.compile(r"[+-]?[0-9.]*[1-9][0-9.]*")
_MAX_ASKED = 10  # unknown names of one style: to look for what each is like takes a while
_MAX_VALUE = 2_000
_MAX_NUMBER = 1e15


def is_safe_value(text: str) -> bool:
    """Tell whether a style value is made of known tokens alone."""
    return len(text) <= _MAX_VALUE and _is_safe_value(text)


@lru_cache(maxsize=4096)
def _is_safe_value(text: str) -> bool:
    if "/*" in text or not text.strip():
        return False
    place, depth = 0, 0
    match = _compile(_GRAMMAR).match
    while place < len(text):
        token = match(text, place)
        if token is None:
            return False
        if token["function"] is not None:
            if token["function"].lower() not in _FUNCTIONS:
                return False
            depth += 1
        elif token["open"] is not None:  # of a sum in calc(…)
            if depth == 0:
                return False
            depth += 1
        elif token["close"] is not None:
            depth -= 1
            if depth < 0:
                return False
        elif token["word"] is not None and token["word"].startswith("!") and token["word"] != "!important":
            return False
        place = token.end()
    return depth == 0


@cache
def _compile(tokens: str) -> re.Pattern[str]:
    # When the first style is read.
    return re.compile(tokens, re.VERBOSE)


@lru_cache(maxsize=4096)
def does_nothing(name: str, value: str) -> str:
    """Return why a value is none to any browser, though it can do no harm, or an empty string."""
    spaced = None if '"' in value or "'" in value else _SPACED.search(value)
    if spaced is not None:
        return f'CSS takes no space before a unit; write "{spaced[1]}{spaced[2]}"'
    if _NUMBER.fullmatch(value) and name not in UNITLESS and not name.startswith("--"):
        return f'CSS wants a unit here; write "{value}px", or {value} as a number'
    return ""


def read_style(style: Mapping[Any, Any]) -> tuple[Style, list[str]]:
    """Return a style dict as safe CSS properties, and a sentence for each entry that is wrong.

    Keys may be camelCase or CSS names. Numbers are pixels, except where the property is a plain
    number (``opacity``, ``flex``, ``lineHeight`` …). None and False leave a property out. A key
    that is a selector, such as ``":hover"`` or ``"@media (max-width: 600px)"``, nests a style.
    """
    reader = _Reader()
    reader.read(style, "style", "", "")
    nested = {key: inner for key, inner in reader.nested.items() if inner}
    return {**reader.plain, **nested}, reader.problems


class _Reader:
    """Sorts the entries of a style, nested ones included, by their selectors."""

    def __init__(self) -> None:
        self.plain: dict[str, str] = {}
        self.nested: dict[str, dict[str, str]] = {}
        self.problems: list[str] = []

    def read(self, style: Mapping[Any, Any], where: str, screen: str, states: str) -> None:
        """Take in a style that stands below these selectors; both are empty for the node's own."""
        selector = join_selectors(screen, states)
        properties = self.nested.setdefault(selector, {}) if selector else self.plain
        for key, value in style.items():
            name = property_name(key) if isinstance(key, str) else None
            if name is None:
                if isinstance(key, str) and is_selector(key):
                    self._nest(key, value, f"{where}[{key!r:.60}]", screen, states)
                else:
                    self._refuse(where, key, self._tell_unknown(key))
                continue
            if value is None or value is False:
                continue
            if isinstance(value, str) and is_safe_value(value):
                properties[name] = value.strip()
                if odd := does_nothing(name, properties[name]):
                    self._refuse(where, key, odd)
            elif isinstance(value, int | float) and -_MAX_NUMBER < value < _MAX_NUMBER and value is not True:
                plain = value == 0 or name in UNITLESS or name.startswith("--")
                properties[name] = f"{value}" if plain else f"{value}px"
            else:
                told = f"{value!r:.60}" if isinstance(value, str) else shorten(value)
                self._refuse(where, key, f"no value a style may have: {told}")

    def _tell_unknown(self, key: object) -> str:
        """Say that CSS has no property of this name, and which one it may be a slip of."""
        is_asked = isinstance(key, str) and len(self.problems) < _MAX_ASKED
        meant = meant_instead(str(key)) if is_asked else ""
        return f'no CSS property. Did you mean "{meant}"?' if meant else "no CSS property"

    def _refuse(self, where: str, key: object, why: str) -> None:
        """Note what is wrong with an entry, in one short line whatever its key is."""
        name = str(key)
        self.problems.append(f"{where}.{name if name.isprintable() else repr(name):.80}: {why}")

    def _nest(self, key: str, value: object, where: str, screen: str, states: str) -> None:
        selector = read_selector(key)
        if selector is None:
            hint = nearest_selector(key)
            self.problems.append(f"{where}: no selector a style may nest{f'. {hint}' if hint else ''}")
        elif value is None or value is False:
            return
        elif not isinstance(value, Mapping):
            self.problems.append(f"{where}: a selector nests a dict of properties, got {value!r:.60}")
        elif selector.startswith("@") and not screen:
            self.read(value, where, selector, states)
        elif not selector.startswith("@") and not states:
            self.read(value, where, screen, selector)
        else:
            self.problems.append(f"{where}: selectors nest once; join the two in one key")


def is_same_style(old: Style, new: Style) -> bool:
    """Tell whether two styles are equal, order included: of two entries that meet, the later one wins."""
    if old != new or [*old] != [*new]:
        return False
    return all([*inner] == [*new[key]] for key, inner in old.items() if isinstance(inner, dict))


def spell_rules(style: Style, selector: str) -> str:
    """Return a style as CSS rules for the elements that a selector names."""
    own = {name: value for name, value in style.items() if isinstance(value, str)}
    rules = [_spell_rule(selector, own)] if own else []
    for key, inner in style.items():
        if isinstance(inner, dict):
            screen, states = split_selector(key)
            rule = _spell_rule(selector + states, inner)
            rules.append(f"{screen}{{{rule}}}" if screen else rule)
    return "".join(rules)


def _spell_rule(selector: str, properties: Mapping[str, str]) -> str:
    return f"{selector}{{{';'.join(f'{name}:{value}' for name, value in properties.items())}}}"
