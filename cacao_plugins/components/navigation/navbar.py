"""Navbar: the pages of an app at its top."""

from __future__ import annotations

from typing import Any

from cacao_kernel import own_id, read

from ..kinds import Child, Items, Reactive, Text
from ..layout.items import draw_icon, draw_label, read_links
from ..layout.panel import PANEL, draw_closer, draw_opener, draw_panel
from ..widget import Widget, read_kit
from .menu import MENU_LIST, draw_list, is_current

Node = dict[str, Any]


class Navbar(Widget):
    """The pages of an app at its top; where there is little room they lie in a drawer.

    Args:
        links: the pages: dicts with ``label`` and ``href``, and perhaps ``icon`` and ``id``.
        brand: what the app is called.
        brand_icon: an icon before that: its name, a letter, or a text with ``{%icon-…%}``.
        href: where the brand leads.
        current: the ``href`` or ``id`` of the page that is shown.
        actions: what stands at the end, such as buttons.
        sticky: whether it stays in sight while the page is scrolled.
        label: what the links are called for those who hear the page.
    """

    node_type = "navbar"
    kits = (*PANEL, MENU_LIST, read_kit("navbar", "navbar.css", "navbar.js"))

    links: Items
    brand: Text = None
    brand_icon: str | None = None
    href: str = "/"
    current: Reactive[str | None] = None
    actions: Child = None
    sticky: bool = True
    label: Text = None

    def check(self) -> None:
        """Refuse what is no link."""
        self._links = read_links("Navbar.links", self.links)

    def draw(self) -> object:
        """Return the links, once for wide screens and once for a drawer."""
        panel, current = own_id("drawer"), read(self.current)
        label = self.say("menu") if self.label is None else self.label
        brand = [draw_icon(self.brand_icon, "cacao-navbar-icon"), self.brand]
        has_brand = any(part is not None for part in brand)
        home = {"type": "a", "props": {"class": "cacao-navbar-brand", "href": self.href}, "children": brand}
        rows = [
            {"type": "li", "key": link["id"], "children": [_link(link, is_current(link, current))]}
            for link in self._links
        ]
        wide = {
            "type": "nav",
            "props": {"class": "cacao-navbar-links", "aria_label": label},
            "children": [{"type": "ul", "props": {"role": "list"}, "children": rows}],
        }
        narrow = {
            "type": "nav",
            "props": {"class": "cacao-menu-list", "aria_label": label},
            "children": [draw_list(self._links, current)],
        }
        head = [{"type": "span", "children": [label]}, draw_closer(panel, self.say("close"))]
        drawer = draw_panel(
            panel,
            "cacao-navbar-panel",
            [{"type": "div", "props": {"class": "cacao-navbar-head"}, "children": head}, narrow],
            aria_label=label,
        )
        actions = {"type": "div", "props": {"class": "cacao-navbar-actions"}, "children": self.actions}
        bar = {
            "type": "div",
            "props": {"class": "cacao-navbar-bar"},
            "children": [
                draw_opener(panel, self.say("open_menu")) if rows else None,
                home if has_brand else None,
                wide if rows else None,
                actions if self.actions is not None else None,
                drawer if rows else None,
            ],
        }
        return self.root("header", [bar], class_name="cacao-navbar", data_sticky="" if self.sticky else None)


def _link(link: Node, is_shown: bool) -> Node:
    props: Node = {"class": "cacao-navbar-link", "href": link["href"]}
    if is_shown:
        props["aria_current"] = "page"
    words = [draw_icon(link.get("icon")), *draw_label(link["label"])]
    return {"type": "a", "props": props, "children": words}
