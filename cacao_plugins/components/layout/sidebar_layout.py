"""Sidebar layout: a whole app with its pages listed at the side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Literal

from cacao_kernel import CacaoError, Component, State, nearest, own_id, own_title, read

from ..icon_markup import split_leniently
from ..kinds import Child, Items, Text
from ..widget import Widget, read_kit
from .items import draw_content, draw_icon, draw_label, read_items
from .opened import Opened, find_opened, note_followed, spell_link
from .panel import PANEL, draw_closer, draw_opener, draw_panel

Node = dict[str, Any]


# What is open when no page bears the name.
MISSING: Mapping[str, Any] = MappingProxyType({"id": "missing", "place": -1})


class SidebarLayout(Widget):
    """A whole app: its pages are listed at the side, or on a phone in a drawer, and one of them is open.

    Which one is open each tab has for itself. It stands in the address, so that it can be linked to, and the
    browser's back button leads to the page before. The browser's title says it, too.

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
    kits = (*PANEL, read_kit("sidebar-layout"))

    nav_items: Items
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
        opened: Mapping[str, Any] = self._items[0]
        if found.page not in (None, ""):
            opened = next((item for item in self._items if item["id"] == found.page), MISSING)
        own_title(_plain(opened.get("label") or self.say("no_page")))
        # A drawer of another page is another drawer: when a page is chosen in it, it is gone.
        drawer, content = own_id(f"drawer-{opened['place']}"), own_id("content")
        title = {"type": "span", "props": {"class": "cacao-sidebar-title"}, "children": [self.app_title]}
        has_title = self.app_title is not None
        nav = partial(self._nav, found, opened)
        shown = self._missing(found) if opened is MISSING else self._content(opened)
        menu, close = draw_opener(drawer, self.say("open_menu")), draw_closer(drawer, self.say("close"))
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
                    draw_panel(
                        drawer,
                        "cacao-sidebar-panel",
                        [
                            _box("div", "header", [title if has_title else None, close]),
                            nav(),
                            self._below(),
                        ],
                        aria_label=self.say("menu"),
                    ),
                    {
                        "type": self.tag,
                        "props": {"class": "cacao-sidebar-content", "id": content, "tabindex": -1},
                        "children": [{"type": "div", "key": opened["id"], "children": [shown]}],
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
            props["data_replaces"] = own_id("content")
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

    def _missing(self, found: Opened) -> Node:
        """Return what says that an address or a State names no page, and leads to the first."""
        return _box(
            "div",
            "empty",
            [
                draw_icon("search", "cacao-sidebar-empty-icon"),
                {"type": "h1", "children": self.say("no_page")},
                self._link(found, self._items[0], False),
            ],
        )

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


def _plain(label: object) -> str:
    """Return the words of a label, which is for the browser's own title: without its icons."""
    label = read(label)
    parts = split_leniently(label) if isinstance(label, str) else []
    return "".join(part for part in parts if isinstance(part, str)).strip()


def _box(tag: str, kind: str, children: object) -> Node:
    return {"type": tag, "props": {"class": f"cacao-sidebar-{kind}"}, "children": children}
