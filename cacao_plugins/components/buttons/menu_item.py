"""Menu items: what stands in a menu, as it may be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from cacao_kernel import CacaoError, nearest, shorten

from ..feedback.confirm import ask_first
from ..floating import FLOATING
from ..icon_set import find_icon
from ..widget import read_kit

MENU = (FLOATING, read_kit("menu", "menu.css", "menu.js", mimic="keys:Menu"))
DIVIDER = "-"

_NAMES = ("label", "on_click", "params", "icon", "shortcut", "href", "disabled", "danger", "confirm")


def draw_menu(menu_id: str, label: object, items: Sequence[Any], where: str) -> dict[str, Any]:
    """Return a menu, which opens above the page by its id.

    Args:
        menu_id: the ``id`` of its element.
        label: what it is called, for those who hear the page; or nothing if a button names it.
        items: dicts with a ``label``, and perhaps ``on_click``, ``params``, ``icon``, ``shortcut``,
            ``href``, ``disabled``, ``danger``, ``confirm``; ``"-"`` is a line between them.
        where: whose they are, for errors.

    Raises:
        CacaoError: if one is none of these.
    """
    return {
        "type": "div",
        "props": {
            "id": menu_id,
            "class": "cacao-floating cacao-menu",
            "role": "menu",
            "popover": "auto",
            "aria_label": label,
        },
        "children": [_draw(each, f"{where}[{index}]") for index, each in enumerate(items)],
    }


def _draw(given: Any, where: str) -> Any:
    if given == DIVIDER:
        return {"type": "div", "props": {"role": "separator", "class": "cacao-menu-line"}}
    if not isinstance(given, Mapping) or "label" not in given:
        raise CacaoError(where, expected='a dict with a label, or "-"', got=shorten(given))
    item = cast("Mapping[str, Any]", given)
    for name in item:
        if name not in _NAMES:
            raise CacaoError(
                f'{where} has no "{name}"', cure=nearest(name, _NAMES) or f"There are {', '.join(_NAMES)}."
            )
    is_disabled = bool(item.get("disabled", False))
    is_link = "href" in item and not is_disabled
    props: dict[str, Any] = {
        "class": "cacao-menu-item",
        "role": "menuitem",
        "tabindex": -1,
        "href": item["href"] if is_link else None,
        "on_click": None if is_disabled else item.get("on_click"),
        "params": item.get("params"),
        # It is passed by, but it can be reached, so that it is heard that there is such a thing.
        "aria_disabled": True if is_disabled else None,
        "data_danger": "" if item.get("danger") else None,
    }
    shortcut = item.get("shortcut")
    hint = {"type": "kbd", "props": {"class": "cacao-menu-hint", "content": shortcut, "aria_hidden": "true"}}
    drawn = {
        "type": "a" if is_link else "bare-button",
        "props": {name: value for name, value in props.items() if value is not None},
        "children": [
            find_icon(item["icon"]) if item.get("icon") else None,
            {"type": "span", "children": [item["label"]]},
            hint if shortcut else None,
        ],
    }
    if is_disabled:
        return drawn
    return ask_first(drawn, item.get("confirm"), is_danger=bool(item.get("danger")), yes=item["label"])
