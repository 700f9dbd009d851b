"""SVG: the shapes a tree may have, for icons, rings and charts, and what may stand in their attributes.

Nothing of it runs, loads, links or holds text. Unlike in HTML, where an attribute that nobody knows
does nothing, the attributes are a list of what is allowed, each with a grammar of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from .errors import closest
from .style import is_safe_value

_SHAPES = ("path", "circle", "ellipse", "rect", "line", "polyline", "polygon")
# What holds other elements, and what each element may hold or stand in, as elements.py has it.
_GROUPS = ("svg", "g")
TAGS = frozenset(_GROUPS + _SHAPES)
CHILDREN: Mapping[str, Sequence[str]] = MappingProxyType(
    {**dict.fromkeys(_GROUPS, (*_GROUPS, *_SHAPES)), **dict.fromkeys(_SHAPES, ())}
)
PARENTS: Mapping[str, Sequence[str]] = MappingProxyType(dict.fromkeys(("g", *_SHAPES), _GROUPS))

# No number can be read in two ways, so that to look at a value takes no longer than it is long.
_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-2]?[0-9](?![0-9]))?"
_UNIT = r"(?:%|px|em|rem|ex|ch|cm|mm|in|pt|pc|vw|vh|vmin|vmax)"
_SIZE = rf"\+?{_NUMBER}{_UNIT}?"
_PLACE = rf"[+-]?{_NUMBER}{_UNIT}?"
# What each attribute may hold; "" stands for what a style may.
_GRAMMARS = {
    _SIZE: "height r stroke-width width",
    rf"auto|{_SIZE}": "rx ry",
    rf"\+?{_NUMBER}": "pathLength stroke-miterlimit",
    _PLACE: "cx cy fill-opacity opacity stroke-dashoffset stroke-opacity x x1 x2 y y1 y2",
    rf"none|{_SIZE}(?:[\s,]+{_SIZE})*": "stroke-dasharray",
    rf"\s*(?:[Mm](?:[MmZzLlHhVvCcSsQqTtAa,\s]|(?>[+-]?{_NUMBER}))*+)?": "d",
    rf"(?:[,\s]|(?>[+-]?{_NUMBER}))*+": "points",
    r"(?:[\s,]*(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([0-9eE+\-.,\s]+\))*\s*": "transform",
    rf"\s*[+-]?{_NUMBER}(?:[\s,]+[+-]?{_NUMBER}){{3}}\s*": "viewBox",
    "none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)(?: (?:meet|slice))?": "preserveAspectRatio",
    "[a-zA-Z-]+(?: [a-zA-Z-]+)*": """clip-rule display fill-rule overflow paint-order pointer-events
        shape-rendering stroke-linecap stroke-linejoin vector-effect visibility""",
    "": "color fill stroke",
}
_BY_NAME = MappingProxyType({name: grammar for grammar, names in _GRAMMARS.items() for name in names.split()})
# However they are written: viewBox, view_box, stroke-width, strokeWidth. An HTML parser spells
# viewBox itself; an attribute that is set later is as it was spelled. So here is the one spelling.
_SPELLING = MappingProxyType({name.replace("-", "").lower(): name for name in _BY_NAME})
# What SVG has in common with HTML, beside data-… and aria-….
_COMMON = frozenset("class focusable id lang role tabindex".split())
_LONG = frozenset({"d", "points"})  # a line of thousands of points
_MAX_VALUE = 2_000
_MAX_NAME = 24
_SLIP = 0.75  # of 1: so alike are two names of which one is taken for a slip of the other


def attribute_name(html: str) -> str | None:
    """Return an attribute of an SVG element as it is spelled, or None if there is none.

    Args:
        html: its name in small letters, as HTML has it.
    """
    if html in _COMMON or html.startswith(("data-", "aria-")):
        return html
    return _SPELLING.get(html.replace("-", ""))


@lru_cache(maxsize=1024)
def refuse_attribute(prop: str) -> str:
    """Return why a prop that is no attribute of SVG is left out."""
    if prop.lower() == "title":
        return "SVG shows no title; aria_label says what it is"
    name = prop.lower().replace("_", "").replace("-", "")
    # A stranger's dict may have many names, and long ones take a while.
    close = closest(name, _SPELLING, alike=_SLIP) if len(name) <= _MAX_NAME else []
    cure = f'. Did you mean "{_SPELLING[close[0]]}"?' if close else ""
    return f"no attribute an SVG element may have{cure}"


def refuse_value(attribute: str, value: str) -> str:
    """Return why an SVG element cannot have this value of an attribute, or an empty string."""
    if attribute not in _BY_NAME:
        return ""
    grammar = _BY_NAME[attribute]
    is_fit = _compile(grammar).fullmatch(value) is not None if grammar else is_safe_value(value)
    if is_fit and (attribute in _LONG or len(value) <= _MAX_VALUE):
        return ""
    return f"no value that {attribute} may have: {value!r:.60}"


@cache
def _compile(grammar: str) -> re.Pattern[str]:
    return re.compile(grammar, re.ASCII)
