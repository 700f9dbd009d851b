"""Style: the typed grammar that every style passes before it reaches a stylesheet or an element.

Values are read as CSS tokens of a few known kinds (words, numbers with units, colours, plain
strings, known functions). What the grammar does not know, such as ``url(…)``, ``}`` or a
backslash, cannot be written, so no text of a user can leave its property.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from .errors import shorten
from .selector import is_selector, join_selectors, nearest_selector, read_selector, split_selector

# A style as it is painted and sent: properties, then those that selectors such as ":hover" nest.
Style = dict[str, str | dict[str, str]]

_PROPERTY = re.compile(r"(?:--[a-z0-9-]+|-?[a-z][a-z-]*)\Z")
_CAPITAL = re.compile(r"[A-Z]")
_TOKEN = re.compile(
    r"""
      (?P<function>-?[a-zA-Z][a-zA-Z0-9-]*)\(
    | (?P<open>(?<=[\ \t\n(,/+*])\()
    | (?P<close>\))
    | (?P<word>!?-{0,2}[a-zA-Z_][a-zA-Z0-9_-]*)
    | (?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:%|[a-zA-Z]+)?)
    | (?P<colour>\#[0-9a-fA-F]{3,8}(?![0-9a-zA-Z]))
    | (?P<string>"[^"\\<>\x00-\x1f\x7f\ud800-\udfff]*"|'[^'\\<>\x00-\x1f\x7f\ud800-\udfff]*')
    | (?P<mark>[\ \t\n,/+*-])
    """,
    re.VERBOSE,
)
_FUNCTIONS = frozenset(
    """attr blur brightness calc circle clamp color color-mix conic-gradient contrast cubic-bezier
    drop-shadow ellipse env fit-content grayscale hsl hsla hue-rotate hwb inset invert lab lch
    light-dark linear linear-gradient matrix matrix3d max min minmax mod oklab oklch opacity
    perspective polygon radial-gradient rem repeat repeating-conic-gradient
    repeating-linear-gradient repeating-radial-gradient rgb rgba rotate rotate3d rotatex rotatey
    rotatez round saturate scale scale3d scalex scaley scalez sepia skew skewx skewy steps translate
    translate3d translatex translatey translatez var""".split()
)
# They load code or files, or were ways to run script in browsers of old.
_REFUSED_PROPERTIES = frozenset({"behavior", "-moz-binding", "css-text", "src"})
# Properties whose plain numbers are no lengths; every other number means pixels.
_UNITLESS = frozenset(
    """animation-iteration-count aspect-ratio border-image-outset border-image-slice border-image-width
    column-count columns fill-opacity flex flex-grow flex-shrink flood-opacity font-weight grid-area
    grid-column grid-column-end grid-column-start grid-row grid-row-end grid-row-start line-height
    opacity order orphans scale stop-opacity stroke-opacity tab-size widows z-index zoom""".split()
)
# What CSS calls its properties; a name that is none and looks like a slip of one is told.
_KNOWN = (
    frozenset(
        """accent-color align-content align-items align-self all animation animation-composition
        animation-delay animation-direction animation-duration animation-fill-mode animation-name
        animation-play-state animation-timeline animation-timing-function appearance backdrop-filter
        backface-visibility background background-attachment background-blend-mode background-clip
        background-color background-image background-origin background-position background-repeat
        background-size block-size border border-block border-block-color border-block-end
        border-block-start border-block-style border-block-width border-bottom border-bottom-color
        border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width
        border-collapse border-color border-end-end-radius border-end-start-radius border-image
        border-image-repeat border-image-source border-inline border-inline-color border-inline-end
        border-inline-start border-inline-style border-inline-width border-left border-left-color
        border-left-style border-left-width border-radius border-right border-right-color
        border-right-style border-right-width border-spacing border-start-end-radius
        border-start-start-radius border-style border-top border-top-color border-top-left-radius
        border-top-right-radius border-top-style border-top-width border-width bottom
        box-decoration-break box-shadow box-sizing break-after break-before break-inside caption-side
        caret-color clear clip clip-path clip-rule color color-scheme column-fill column-gap column-rule
        column-rule-color column-rule-style column-rule-width column-span column-width contain container
        container-name container-type content content-visibility counter-increment counter-reset
        counter-set cursor direction display empty-cells field-sizing fill fill-rule filter flex-basis
        flex-direction flex-flow flex-wrap float font font-family font-feature-settings font-kerning
        font-optical-sizing font-size font-size-adjust font-stretch font-style font-synthesis
        font-variant font-variant-caps font-variant-ligatures font-variant-numeric forced-color-adjust
        gap grid grid-auto-columns grid-auto-flow grid-auto-rows grid-column-gap grid-gap grid-row-gap
        grid-template grid-template-areas grid-template-columns grid-template-rows height hyphens
        image-rendering inline-size inset inset-block inset-block-end inset-block-start inset-inline
        inset-inline-end inset-inline-start isolation justify-content justify-items justify-self left
        letter-spacing line-break list-style list-style-image list-style-position list-style-type margin
        margin-block margin-block-end margin-block-start margin-bottom margin-inline margin-inline-end
        margin-inline-start margin-left margin-right margin-top margin-trim mask mask-clip mask-image
        mask-mode mask-origin mask-position mask-repeat mask-size max-block-size max-height
        max-inline-size max-width min-block-size min-height min-inline-size min-width mix-blend-mode
        object-fit object-position offset outline outline-color outline-offset outline-style
        outline-width overflow overflow-anchor overflow-wrap overflow-x overflow-y overscroll-behavior
        overscroll-behavior-x overscroll-behavior-y padding padding-block padding-block-end
        padding-block-start padding-bottom padding-inline padding-inline-end padding-inline-start
        padding-left padding-right padding-top page-break-after page-break-before page-break-inside
        perspective perspective-origin place-content place-items place-self pointer-events position
        print-color-adjust quotes resize right rotate row-gap ruby-align ruby-position scroll-behavior
        scroll-margin scroll-margin-bottom scroll-margin-left scroll-margin-right scroll-margin-top
        scroll-padding scroll-padding-bottom scroll-padding-left scroll-padding-right scroll-padding-top
        scroll-snap-align scroll-snap-stop scroll-snap-type scrollbar-color scrollbar-gutter
        scrollbar-width stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
        stroke-width table-layout text-align text-align-last text-decoration text-decoration-color
        text-decoration-line text-decoration-skip-ink text-decoration-style text-decoration-thickness
        text-emphasis text-emphasis-color text-emphasis-position text-emphasis-style text-indent
        text-justify text-orientation text-overflow text-rendering text-shadow text-size-adjust
        text-transform text-underline-offset text-underline-position text-wrap text-wrap-mode
        text-wrap-style top touch-action transform transform-box transform-origin transform-style
        transition transition-behavior transition-delay transition-duration transition-property
        transition-timing-function translate unicode-bidi user-select vertical-align
        view-transition-name visibility white-space white-space-collapse width will-change word-break
        word-spacing word-wrap writing-mode""".split()
    )
    | _UNITLESS
)
_SLIP = 0.8  # of 1: so alike are two names of which one is taken for a slip of the other
_MAX_NAME = 100
_MAX_VALUE = 2_000
_MAX_NUMBER = 1e15


def property_name(name: str) -> str | None:
    """Return a style key as a CSS property (``fontSize`` is ``font-size``), or None if it is none."""
    return _property_name(name) if len(name) <= _MAX_NAME else None


@lru_cache(maxsize=1024)
def _property_name(name: str) -> str | None:
    if not name.startswith("--"):
        name = _CAPITAL.sub(lambda capital: f"-{capital[0].lower()}", name.replace("_", "-"))
        if name.startswith(("ms-", "webkit-", "moz-")):
            name = f"-{name}"
    return name if _PROPERTY.match(name) and name not in _REFUSED_PROPERTIES else None


@lru_cache(maxsize=1024)
def meant_instead(name: str) -> str:
    """Return the property that a name CSS does not know is taken for a slip of, or an empty string."""
    if name in _KNOWN or name.startswith("-"):
        return ""
    close = get_close_matches(name, sorted(_KNOWN), n=1, cutoff=_SLIP)
    # Of the names that are not listed many are longer forms of those that are.
    return "" if not close or name.startswith(close[0]) or close[0].startswith(name) else close[0]


def is_safe_value(text: str) -> bool:
    """Tell whether a style value is made of known tokens alone."""
    return len(text) <= _MAX_VALUE and _is_safe_value(text)


@lru_cache(maxsize=4096)
def _is_safe_value(text: str) -> bool:
    if "/*" in text or not text.strip():
        return False
    place, depth = 0, 0
    while place < len(text):
        token = _TOKEN.match(text, place)
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
                    self._refuse(where, key, "no CSS property")
                continue
            if value is None or value is False:
                continue
            if meant := meant_instead(name):
                self._refuse(where, key, f'CSS knows no such property. Did you mean "{meant}"?')
            if isinstance(value, str) and is_safe_value(value):
                properties[name] = value.strip()
            elif isinstance(value, int | float) and -_MAX_NUMBER < value < _MAX_NUMBER and value is not True:
                plain = value == 0 or name in _UNITLESS or name.startswith("--")
                properties[name] = f"{value}" if plain else f"{value}px"
            else:
                told = f"{value!r:.60}" if isinstance(value, str) else shorten(value)
                self._refuse(where, key, f"no value a style may have: {told}")

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
