"""Sidebar layout: a whole app with its pages listed at the side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

from cacao_kernel import CacaoError, Component, State, nearest, own_id

from ..base import BASE
from ..commands import COMMANDS
from ..icon_set import find_icon
from ..kinds import Child, Text
from ..widget import Widget, read_kit
from .items import draw_content, draw_icon, draw_label, read_items
from .opened import Opened, find_opened, note_followed, spell_link

Node = dict[str, Any]


class SidebarLayout(Widget):
    """A whole app: its pages are listed at the side, or on a phone in a drawer, and one of them is open.

    Which one is open each tab has for itself. It stands in the address, so that it can be linked to, and the
    browser's back button leads to the page before.

    Args:
        nav_items: the pages: dicts with ``id``, ``label`` and ``icon`` (a letter, the name of an icon, or a
            text with ``{%icon-…%}``), and perhaps a ``badge``. The first is open to begin with.
        content_components: what each page shows, by the item's id: a component or any object with a
            ``render``, a function, or a tree.
        app_title: what the app is called.
        footer: what stands below the list.
        url: the parameter of the address that says which page is open. Two layouts on one page need
            two of them.
        bind: a State that holds the id of the open page, in place of the address.
        tag: the element around the open page; ``"div"`` where the page has a ``main`` already.
    """

    node_type = "sidebar-layout"
    kits = (BASE, COMMANDS, read_kit("sidebar-layout"))

    nav_items: Sequence[Any]
    content_components: Mapping[str, Any] = {}
    app_title: Text = None
    footer: Child = None
    url: str = "page"
    bind: State[str] | None = None
    tag: Literal["main", "div"] = "main"

    def check(self) -> None:
        """Refuse items that are none and content without an item."""
        if not self.nav_items:
            raise CacaoError("SidebarLayout.nav_items is empty", expected="at least one item", got="none")
        self._items = read_items("SidebarLayout.nav_items", self.nav_items, ("icon", "badge"))
        ids = [item["id"] for item in self._items]
        for name in self.content_components:
            if name not in ids:
                raise CacaoError(
                    f'SidebarLayout.content_components has "{name}", and no item has that id',
                    cure=nearest(name, ids) or f"There are {', '.join(ids)}.",
                )
        note_followed(self.url, self.bind)

    def draw(self) -> object:
        """Return the list of pages, once for wide screens and once for a drawer, and the open one."""
        found = find_opened(self.url, self.bind)
        opened = next((item for item in self._items if item["id"] == found.page), self._items[0])
        # A drawer of another page is another drawer: when a page is chosen in it, it is gone.
        drawer, content = own_id(f"drawer-{opened['place']}"), own_id("content")
        title = {"type": "span", "props": {"class": "cacao-sidebar-title"}, "children": [self.app_title]}
        has_title = self.app_title is not None
        nav = partial(self._nav, found, opened)
        menu = _button(self.say("open_menu"), "menu", {"command": "show-modal", "commandfor": drawer})
        close = _button(self.say("close"), "x", {"command": "close", "commandfor": drawer})
        return self.root(
            "div",
            {
                "type": "div",
                "props": {"class": "cacao-sidebar-frame"},
                "children": [
                    {
                        "type": "a",
                        "props": {"class": "cacao-skip", "href": f"#{content}"},
                        "children": self.say("skip_to_content"),
                    },
                    _box("header", "bar", [menu, title if has_title else None]),
                    _box(
                        "header",
                        "side",
                        [_box("div", "header", [title]) if has_title else None, nav(), self._below()],
                    ),
                    {
                        "type": "dialog",
                        "props": {
                            "id": drawer,
                            "class": "cacao-sidebar-drawer",
                            "aria_label": self.say("menu"),
                            "closedby": "any",
                        },
                        "children": [
                            _box("div", "header", [title if has_title else None, close]),
                            nav(),
                            self._below(),
                        ],
                    },
                    {
                        "type": self.tag,
                        "props": {"class": "cacao-sidebar-content", "id": content, "tabindex": -1},
                        "children": [
                            {"type": "div", "key": opened["id"], "children": [self._content(opened)]}
                        ],
                    },
                ],
            },
            class_name="cacao-sidebar-layout",
        )

    def _nav(self, found: Opened, opened: Mapping[str, Any]) -> Node:
        return {
            "type": "nav",
            "props": {"class": "cacao-sidebar-nav", "aria_label": self.say("pages")},
            "children": [
                {
                    "type": "ul",
                    "props": {"role": "list"},
                    "children": [
                        {
                            "type": "li",
                            "key": item["id"],
                            "children": [self._link(found, item, opened is item)],
                        }
                        for item in self._items
                    ],
                }
            ],
        }

    def _link(self, found: Opened, item: Mapping[str, Any], is_open: bool) -> Node:
        """Return what opens a page: a link where the address says which is open, else a button."""
        props: dict[str, Any] = {"class": "cacao-sidebar-item"}
        if is_open:
            props["aria_current"] = "page"
        if found.name is not None:
            props["href"] = spell_link(found.name, item["id"])
        elif found.open is not None:
            props["on_click"] = partial(found.open, item["id"])
        badge = item.get("badge")
        return {
            "type": "bare-button" if found.name is None else "a",
            "props": props,
            "children": [
                draw_icon(item.get("icon"), "cacao-sidebar-icon"),
                {
                    "type": "span",
                    "props": {"class": "cacao-sidebar-label"},
                    "children": draw_label(item["label"]),
                },
                None if badge is None else _box("span", "badge", [badge]),
            ],
        }

    def _below(self) -> Node | None:
        return None if self.footer is None else _box("div", "footer", self.footer)

    def _content(self, item: Mapping[str, Any]) -> object:
        content = self.content_components.get(item["id"])
        if content is None:
            return _box(
                "div",
                "empty",
                [
                    draw_icon(item.get("icon") or "inbox", "cacao-sidebar-empty-icon"),
                    {"type": "h1", "children": draw_label(item["label"])},
                    {"type": "p", "props": {"content": self.say("empty_page")}},
                ],
            )
        # A function is run as a component is: what it reads renders it alone.
        return _Content(content) if callable(content) else content


class _Content(Component):
    """What a function shows.

    Args:
        function: returns it.
    """

    def __init__(self, function: Callable[[], object]) -> None:
        super().__init__()
        self._function = function

    def render(self) -> object:
        """Return what the function returns."""
        return draw_content(self._function)


def _box(tag: str, kind: str, children: object) -> Node:
    return {"type": tag, "props": {"class": f"cacao-sidebar-{kind}"}, "children": children}


def _button(label: str, icon: str, props: Mapping[str, Any]) -> Node:
    return {
        "type": "bare-button",
        "props": {"class": "cacao-sidebar-button", "aria_label": label, **props},
        "children": [find_icon(icon)],
    }
