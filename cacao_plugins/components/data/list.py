"""List: things below each other, each with what can be done with it."""

from __future__ import annotations

from typing import Any

from cacao_kernel import read

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Parts, Reactive, Text
from ..props import read_parts
from ..widget import Widget, read_kit
from .entry import ListItem


class List(Widget):
    """Things below each other, each with an icon or a picture, a title, a text, and buttons at its end.

    Args:
        items: the items: each a ListItem, a dict of its props, or a text.
        label: what the list is called for those who hear the page.
        divided: whether lines stand between the items.
        framed: whether it stands in a frame of its own.
        empty: what is said where there are no items.
    """

    node_type = "list"
    part_types = (ListItem,)
    kits = (BASE, read_kit("list"))
    is_verbatim = True

    items: Reactive[Parts[ListItem]]
    label: str | None = None
    divided: bool = True
    framed: bool = False
    empty: Text = None

    def draw(self) -> object:
        """Return a list; an item that leads somewhere is a link, one that is clicked a button."""
        items = read_parts("List.items", read(self.items), ListItem, "title")
        if not items:
            return self.root("p", self.empty or self.say("no_items"), class_name="cacao-list-empty")
        return self.root(
            "ul",
            [_draw_item(item) for item in items],
            class_name="cacao-list",
            role="list",
            aria_label=self.label,
            data_divided=self.divided or None,
            data_framed=self.framed or None,
        )


def _draw_item(item: ListItem) -> dict[str, Any]:
    content = [
        _picture(item),
        {
            "type": "span",
            "props": {"class": "cacao-list-words"},
            "children": [
                {"type": "span", "props": {"class": "cacao-list-title"}, "children": [item.title]},
                None
                if item.text is None
                else {"type": "span", "props": {"class": "cacao-list-text"}, "children": [item.text]},
            ],
        },
        None
        if item.meta is None
        else {"type": "span", "props": {"class": "cacao-list-meta"}, "children": item.meta},
    ]
    props: dict[str, Any] = {"class": "cacao-list-main"}
    tag = "div"
    if item.href is not None:
        tag, props = "a", {**props, "href": item.href}
        props |= {"aria_current": "true"} if item.selected else {}
    elif item.on_click is not None:
        tag, props = "bare-button", {**props, "on_click": item.on_click, "params": item.params}
        props |= {"aria_current": "true"} if item.selected else {}
    main = {"type": tag, "props": props, "children": content}
    actions = None
    if item.actions is not None:
        actions = {"type": "div", "props": {"class": "cacao-list-actions"}, "children": item.actions}
    node: dict[str, Any] = {"type": "li", "children": [main, actions]}
    return node if item.key is None else {**node, "key": item.key}


def _picture(item: ListItem) -> object:
    if item.image is not None:
        return {"type": "img", "props": {"class": "cacao-list-image", "src": item.image, "alt": ""}}
    if item.icon is not None:
        icon = find_icon(item.icon)
        return {"type": "span", "props": {"class": "cacao-list-icon"}, "children": icon}
    return None
