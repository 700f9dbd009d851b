"""Icon set: the icons that come with the plugin, each found by its name as a tree of SVG.

``icons.json`` is a part of Lucide (ISC licence, beside it as ``icons.LICENSE``), made of the npm package
``lucide-static`` 1.62.0: of ``icon-nodes.json`` the names that stand in it here, where a path that has
nothing but ``d`` is that text alone; and of its folder ``icons`` each name under which one of those
drawings stands again, which it had in earlier versions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cacao_kernel import CacaoError

from . import font_awesome

Shape = str | list[Any]
Tree = dict[str, Any]

_STROKE: Mapping[str, Any] = {
    "viewBox": "0 0 24 24",
    "width": "1em",
    "height": "1em",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": 2,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "class": "cacao-icon",
}
_SIZE = re.compile(r"(?:[0-9]{1,4}(?:\.[0-9]{1,3})?|\.[0-9]{1,3})(px|em|rem|%)?")
_COLOUR = re.compile(
    r"[a-zA-Z]{3,24}|#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|var\(--[a-zA-Z0-9-]{1,60}\)"
    r"|(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\([0-9a-z.,%/ +-]{1,80}\)"
)
# Colours of the theme, by its names: each can be told from what is behind it.
_THEME = frozenset("primary secondary accent success warning danger info".split())


class _Icons(NamedTuple):
    shapes: Mapping[str, list[Shape]]
    older: Mapping[str, str]


@cache
def _load() -> _Icons:
    found = json.loads((Path(__file__).parent / "icons.json").read_text("utf-8"))
    return _Icons(found["icons"], found["older"])


def icon_names() -> list[str]:
    """Return the names of all icons, in alphabetical order."""
    return [*_load().shapes]


def find_icon(
    name: str, *, label: str = "", size: float | str | None = None, color: str | None = None
) -> Tree:
    """Return an icon as a tree: an ``svg`` as large as the text around it, and of its colour.

    Args:
        name: of Lucide, an earlier one of Lucide's, or one of Font Awesome's: ``"house"``, ``"home"``,
            ``"fa-home"``, ``"fas fa-home"``.
        label: what it says where no text beside it does; without one, screen readers pass over it.
        size: a number of pixels, or a length such as ``"1.5em"``.
        color: a colour of CSS, or one of the theme's by its name, ``"danger"`` say.

    Raises:
        CacaoError: if there is no such icon, size or colour.
    """
    shapes = _load().shapes[_resolve(name)]
    props: Tree = {**_STROKE, **({"role": "img", "aria_label": label} if label else {"aria_hidden": True})}
    style: dict[str, Any] = {}
    if size is not None:
        style["width"] = style["height"] = _read_size(size)
    if color is not None:
        style["color"] = _read_colour(color)
    if style:
        props["style"] = style
    return {"type": "svg", "props": props, "children": [_shape(shape) for shape in shapes]}


def _shape(shape: Shape) -> Tree:
    kind, props = ("path", {"d": shape}) if isinstance(shape, str) else shape
    return {"type": kind, "props": dict(props)}


def has_icon(name: str) -> bool:
    """Tell whether there is an icon of this name."""
    return _look_up(*_spellings(name)) is not None


def _resolve(given: object) -> str:
    """Return what an icon is called in the set."""
    if not isinstance(given, str) or not given.strip():
        raise CacaoError("an icon has a name", expected='a text such as "house"', got=f"{given!r:.60}")
    name, bare = _spellings(given)
    found = _look_up(name, bare)
    if found is not None:
        return found
    icons = _load()
    known = [*icons.shapes, *icons.older, *font_awesome.NAMES]
    from difflib import get_close_matches  # loaded at the first mistake

    (close,) = get_close_matches(bare, known, n=1, cutoff=0)
    raise CacaoError(f'there is no icon "{given:.60}"', cure=f'The nearest is "{close}".')


def _spellings(given: str) -> tuple[str, str]:
    """Return a name as the set spells it, and without what says that it is Font Awesome's."""
    name = given[:60].strip().lower().replace("_", "-")
    return name, font_awesome.strip_prefix(name)


def _look_up(name: str, bare: str) -> str | None:
    icons = _load()
    # What is said to be Font Awesome's means what it means there.
    if bare != name and bare in font_awesome.NAMES:
        return font_awesome.NAMES[bare]
    for called in (name, bare):
        if called in icons.shapes:
            return called
        if called in icons.older or called in font_awesome.NAMES:
            return icons.older.get(called) or font_awesome.NAMES[called]
    return None


def _read_size(size: object) -> float | str:
    if isinstance(size, str):
        found = _SIZE.fullmatch(size.strip())
        if found:
            return found[0] if found[1] else f"{found[0]}px"
    elif isinstance(size, int | float) and not isinstance(size, bool) and 0 <= size < 10_000:
        return size
    raise CacaoError(
        "size of an icon", expected='a number of pixels, or a length such as "1.5em"', got=f"{size!r:.60}"
    )


def _read_colour(color: object) -> str:
    text = color.strip() if isinstance(color, str) else ""
    if text in _THEME:
        return f"var(--cacao-{text}-edge)"
    if text == "quiet":
        return "var(--cacao-quiet)"
    if not _COLOUR.fullmatch(text):
        raise CacaoError(
            "color of an icon", expected='a colour such as "red", "#c00" or "danger"', got=f"{color!r:.60}"
        )
    return text
