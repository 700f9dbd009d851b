"""Menu: a list of places to go and things to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from cacao_kernel import NodeType, read

from ..base import BASE
from ..feedback.confirm import ask_first
from ..icon_set import find_icon
from ..kinds import Items, Reactive, Text
from ..layout.items import draw_icon, draw_label, read_items
from ..widget import Widget, read_kit

Node = dict[str, Any]

MENU_LIST = read_kit("menu-list")
NAMES = ("href", "on_click", "params", "icon", "badge", "items", "open", "disabled", "confirm")


class Menu(Widget):
    """A list of places to go and things to do; some may open a list of their own.

    Args:
        items: dicts with ``label``, and ``href``, ``on_click`` (with ``params``) or ``items`` of their own
            (``open`` for such a list that is open to begin with); perhaps ``id``, ``icon``, ``badge``,
            ``disabled``, and ``confirm`` for a question that is asked first.
        current: the ``id`` of the item that is shown, or its ``href``.
        label: what the list is called for those who hear the page.
    """

    node_type = "menu"
    kits = (BASE, MENU_LIST)
    plain: ClassVar[NodeType | None] = NodeType("menu", when=lambda props: "items" in props)

    items: Items
    current: Reactive[str | None] = None
    label: Text = None

    def check(self) -> None:
        """Refuse what is no item."""
        self._items = read_menu("Menu.items", self.items)

    def draw(self) -> object:
        """Return a list of links and buttons; a list in it opens without asking the server."""
        label = self.say("menu") if self.label is None else self.label
        shown = draw_list(self._items, read(self.current))
        return self.root("nav", [shown], class_name="cacao-menu-list", aria_label=label)


def read_menu(where: str, items: Sequence[Any]) -> list[Node]:
    """Return the items of a menu, those of the lists in it included.

    Raises:
        CacaoError: if one is none.
    """
    found = read_items(where, items, NAMES)
    return [
        {**item, "items": read_menu(f"{where}[{index}].items", item["items"])} if "items" in item else item
        for index, item in enumerate(found)
    ]


def draw_list(items: list[Node], current: str | None) -> Node:
    """Return the items as a list.

    Args:
        items: as :func:`read_menu` returns them.
        current: the ``id`` or ``href`` of the one that is shown.
    """
    rows = [{"type": "li", "key": item["id"], "children": [_draw_item(item, current)]} for item in items]
    return {"type": "ul", "props": {"role": "list"}, "children": rows}


def _draw_item(item: Node, current: str | None) -> Any:
    inner: list[Node] | None = item.get("items")
    words = [
        draw_icon(item.get("icon"), "cacao-menu-icon"),
        {"type": "span", "props": {"class": "cacao-menu-label"}, "children": draw_label(item["label"])},
        None
        if item.get("badge") is None
        else {"type": "span", "props": {"class": "cacao-menu-badge"}, "children": [item["badge"]]},
    ]
    if inner is not None:
        mark = {
            "type": "span",
            "props": {"class": "cacao-menu-mark"},
            "children": [find_icon("chevron-down")],
        }
        summary = {"type": "summary", "props": {"class": "cacao-menu-entry"}, "children": [*words, mark]}
        props: Node = {"open": True} if item.get("open") or holds(inner, current) else {}
        return {"type": "details", "props": props, "children": [summary, draw_list(inner, current)]}
    props = {"class": "cacao-menu-entry", "on_click": item.get("on_click"), "params": item.get("params")}
    if "href" in item and not item.get("disabled"):
        props["href"] = item["href"]
    if is_current(item, current):
        props["aria_current"] = "page"
    if item.get("disabled"):
        props |= {"on_click": None, "aria_disabled": "true"}
    given = {name: value for name, value in props.items() if value is not None}
    drawn = {"type": "a" if "href" in given else "bare-button", "props": given, "children": words}
    return drawn if item.get("disabled") else ask_first(drawn, item.get("confirm"), yes=item["label"])


def is_current(item: Node, current: str | None) -> bool:
    """Tell whether an item is the one that is shown."""
    return current is not None and current in (item["id"], item.get("href"))


def holds(items: list[Node], current: str | None) -> bool:
    """Tell whether the item that is shown is one of these, or in a list of these."""
    return any(is_current(item, current) or holds(item.get("items", []), current) for item in items)
