"""Navbar: the pages of an app at its top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cacao_kernel import CacaoError, own_id, read

from ..base import BASE
from ..commands import COMMANDS
from ..icon_set import find_icon
from ..kinds import Child, Reactive, Text
from ..layout.items import draw_icon, draw_label, read_items
from ..widget import Widget, read_kit
from .menu import MENU, draw_list, is_current

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
    kits = (BASE, COMMANDS, MENU, read_kit("navbar", "navbar.css", "navbar.js"))

    links: Sequence[Any]
    brand: Text = None
    brand_icon: str | None = None
    href: str = "/"
    current: Reactive[str | None] = None
    actions: Child = None
    sticky: bool = True
    label: Text = None

    def check(self) -> None:
        """Refuse what is no link."""
        self._links = read_items("Navbar.links", self.links, ("href", "icon"))
        for index, link in enumerate(self._links):
            if "href" not in link:
                raise CacaoError(f"Navbar.links[{index}]", expected="a label and an href", got="no href")

    def draw(self) -> object:
        """Return the links, once for wide screens and once for a drawer."""
        drawer, current = own_id("drawer"), read(self.current)
        label = self.say("menu") if self.label is None else self.label
        opener = _button(self.say("open_menu"), "menu", {"command": "show-modal", "commandfor": drawer})
        closer = _button(self.say("close"), "x", {"command": "close", "commandfor": drawer})
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
        dialog = {
            "type": "dialog",
            "props": {"id": drawer, "class": "cacao-navbar-drawer", "aria_label": label, "closedby": "any"},
            "children": [closer, narrow],
        }
        actions = {"type": "div", "props": {"class": "cacao-navbar-actions"}, "children": self.actions}
        bar = {
            "type": "div",
            "props": {"class": "cacao-navbar-bar"},
            "children": [
                opener if rows else None,
                home if has_brand else None,
                wide if rows else None,
                actions if self.actions is not None else None,
                dialog if rows else None,
            ],
        }
        return self.root("header", [bar], class_name="cacao-navbar", data_sticky="" if self.sticky else None)


def _link(link: Node, is_shown: bool) -> Node:
    props: Node = {"class": "cacao-navbar-link", "href": link["href"]}
    if is_shown:
        props["aria_current"] = "page"
    words = [draw_icon(link.get("icon"), "cacao-navbar-link-icon"), *draw_label(link["label"])]
    return {"type": "a", "props": props, "children": words}


def _button(label: str, icon: str, props: Node) -> Node:
    return {
        "type": "bare-button",
        "props": {"class": "cacao-navbar-button", "aria_label": label, **props},
        "children": [find_icon(icon)],
    }
