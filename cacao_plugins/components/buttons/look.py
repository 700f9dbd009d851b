"""Look: what all that looks like a button has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..base import BASE
from ..icon_set import find_icon
from ..widget import read_kit

Variant = Literal["primary", "secondary", "outline", "ghost", "danger", "soft"]

PLAIN = read_kit("button")
LOOK = (BASE, PLAIN, read_kit("buttons", "look.css"))

_WAYS = frozenset(f"{kind}-{way}" for kind in ("arrow", "chevron", "chevrons") for way in ("left", "right"))


def look(variant: Any, size: Any, *, is_wide: bool = False, is_square: bool = False) -> Mapping[str, Any]:
    """Return the props of an element that looks like a button.

    Args:
        variant: how much it stands out.
        size: how large it is.
        is_wide: whether it is as wide as there is room.
        is_square: whether it holds an icon alone.
    """
    return {
        "class_name": [
            "cacao-button",
            "cacao-wide" if is_wide else None,
            "cacao-square" if is_square else None,
        ],
        "data_variant": variant,
        "data_size": size,
    }


def face(icon: str | None, label: object, icon_end: str | None = None) -> list[Any]:
    """Return what stands in it.

    Args:
        icon: the name of the icon before the label.
        label: what it says.
        icon_end: the name of the icon behind it.
    """
    said = {"type": "span", "props": {"class": "cacao-button-label"}, "children": label}
    return [_draw(icon), said, _draw(icon_end)]


def _draw(name: str | None) -> Any:
    """Return an icon; one that points on or back is told from others, as it points the other way in RTL."""
    if not name:
        return None
    icon = find_icon(name)
    return {**icon, "props": {**icon["props"], "data_way": True}} if name in _WAYS else icon
