"""Tabs: parts of a page of which one is shown."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from cacao_kernel import CacaoError, Component, State, own_id

from ..base import BASE
from ..kinds import Items, Text
from ..nothing import nothing_yet
from ..widget import Widget, read_kit
from .items import Item, draw_content, draw_icon, draw_label, read_items
from .kept import with_state


class Tabs(Widget):
    """Parts of a page of which one is shown, chosen by a row of tabs.

    Args:
        items: the tabs: dicts with ``label`` and ``content`` (a tree, a component or a function), and
            perhaps ``id``, ``icon``, ``badge`` and ``disabled``. The first is open to begin with.
        bind: the State that holds the id of the open tab. With ``State("", url="tab")`` it stands in the
            address.
        label: what the row of tabs is called for those who hear the page.
        lazy: whether the content of a tab is made when it is opened, rather than with the page.
        variant: how the tabs look.
    """

    node_type = "tabs"
    kits = (BASE, read_kit("tabs", "tabs.css", "tabs.js", mimic="keys:TabList"))
    elements = ("cacao-tab-list",)

    items: Items
    bind: State[str] | State[str | None] | None = None
    label: Text = None
    lazy: bool = False
    variant: Literal["line", "pills"] = "line"

    def check(self) -> None:
        """Refuse what is no tab."""
        self._items = read_items("Tabs.items", self.items, ("content", "icon", "badge", "disabled"))
        if self._items and all(item.get("disabled") for item in self._items):
            raise CacaoError(
                "no tab of Tabs.items can be opened", expected="at least one", got="all of them disabled"
            )

    def draw(self) -> object:
        """Return the row of tabs, and the panels."""
        if not self._items:
            return self.root("div", nothing_yet(self.say), class_name="cacao-tabs")
        return with_state(self.bind, self._draw_with)

    def _draw_with(self, state: State[Any]) -> object:
        tabs = {
            "type": "cacao-tab-list",
            "props": {"class": "cacao-tab-list", "role": "tablist", "aria_label": self.label},
            "children": [self._tab(state, item) for item in self._items],
        }
        if self.lazy:
            panels: list[Any] = [_Panel(self, state)]
        else:
            panels = [self._panel(state, item) for item in self._items]
        variant = None if self.variant == "line" else self.variant
        return self.root("div", [tabs, *panels], class_name="cacao-tabs", data_variant=variant)

    def opened(self, state: State[Any]) -> Item:
        """Return the tab that is open: the one that the State names, or else the first that can be."""
        usable = [item for item in self._items if not item.get("disabled")]
        return next((item for item in usable if item["id"] == state.value), usable[0])

    def _tab(self, state: State[Any], item: Item) -> dict[str, Any]:
        badge = item.get("badge")
        props = {
            "class": "cacao-tab",
            "role": "tab",
            "id": own_id(f"tab-{item['place']}"),
            "aria_controls": own_id("panel" if self.lazy else f"panel-{item['place']}"),
            "aria_selected": lambda: "true" if self.opened(state) is item else "false",
            "data_replaces": own_id("panel") if self.lazy else None,
            "tabindex": lambda: 0 if self.opened(state) is item else -1,
            "disabled": bool(item.get("disabled")),
            "on_click": partial(state.set, item["id"]),
        }
        children = [
            draw_icon(item.get("icon"), "cacao-tab-icon"),
            {"type": "span", "children": draw_label(item["label"])},
            None
            if badge is None
            else {"type": "span", "props": {"class": "cacao-tab-badge"}, "children": [badge]},
        ]
        return {"type": "bare-button", "key": item["id"], "props": props, "children": children}

    def _panel(self, state: State[Any], item: Item) -> dict[str, Any]:
        props = {
            "class": "cacao-tab-panel",
            "role": "tabpanel",
            "id": own_id(f"panel-{item['place']}"),
            "aria_labelledby": own_id(f"tab-{item['place']}"),
            "tabindex": 0,
            "hidden": lambda: self.opened(state) is not item,
        }
        content = draw_content(item.get("content"))
        return {"type": "div", "key": f"panel-{item['id']}", "props": props, "children": [content]}

    def only_panel(self, state: State[Any], panel_id: str, tab_id: str) -> dict[str, Any]:
        """Return the one panel there is, with what the open tab shows."""
        item = self.opened(state)
        props = {
            "class": "cacao-tab-panel",
            "role": "tabpanel",
            "id": panel_id,
            "aria_labelledby": f"{tab_id}-{item['place']}",
            "tabindex": 0,
        }
        shown = {"type": "div", "key": item["id"], "children": [draw_content(item.get("content"))]}
        return {"type": "div", "props": props, "children": [shown]}


class _Panel(Component):
    """The one panel of lazy tabs: it is made anew when another tab is opened, and the tabs are not.

    Args:
        tabs: whose panel it is.
        state: holds the open tab.
    """

    def __init__(self, tabs: Tabs, state: State[Any]) -> None:
        super().__init__()
        self._tabs = tabs
        self._state = state
        self._ids = own_id("panel"), own_id("tab")

    def render(self) -> object:
        """Return the panel."""
        return self._tabs.only_panel(self._state, *self._ids)
