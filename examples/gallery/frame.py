"""Frame: what stands around every page of the gallery, a bar above and the list of components beside it."""

from __future__ import annotations

from typing import Any

from cacao import Component, State, redirect

from .contents import Shown, best, found, search
from .look import theme_switcher

Tree = dict[str, Any]

SIDE = {"class": "gallery-side", "id": "menu", "aria_label": "What there is"}

# Where the menu was opened on a phone; on any other page it is closed.
menu_open_at = State("", scope="tab")


def frame(path: str, *content: Any) -> Tree:
    """Return a page of the gallery.

    Args:
        path: its address.
        content: what it is about.
    """
    is_open = menu_open_at.value == path
    if not is_open:
        menu_open_at.set("")
    menu_button = {
        "type": "button",
        "props": {
            "label": "Close" if is_open else "Menu",
            "class": "gallery-menu-button",
            "aria_expanded": is_open,
            "aria_controls": "menu",
            "on_click": lambda: menu_open_at.set("" if is_open else path),
        },
    }
    brand = {"type": "a", "props": {"href": "/", "class": "gallery-brand", "content": "Cacao components"}}
    return {
        "type": "div",
        "props": {"class": ["gallery", "gallery-open" if is_open else None]},
        "children": [
            {
                "type": "a",
                "props": {"href": "#content", "class": "gallery-skip", "content": "Skip the list"},
            },
            {
                "type": "header",
                "props": {"class": "gallery-bar"},
                "children": [menu_button, brand, theme_switcher()],
            },
            {"type": "aside", "props": SIDE, "children": [Menu(path)]},
            {
                "type": "main",
                "props": {"id": "content", "class": "gallery-content"},
                "children": content,
            },
        ],
    }


class Menu(Component):
    """The search, and the components it finds.

    Args:
        path: the address of the page that it stands on.
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def render(self) -> Tree:
        """Return the field and the links."""
        by_family = found()
        field = {
            "type": "input",
            "props": {
                "type": "search",
                "aria_label": "Search components",
                "placeholder": "Search",
                "bind": search,
                "on_keydown.Enter": open_first,
            },
        }
        links = [_family_links(family, shown, self.path) for family, shown in by_family.items()]
        nothing = {
            "type": "p",
            "props": {"class": "gallery-quiet", "role": "status"},
            "children": None if by_family else f"Nothing is called “{search.value}”.",
        }
        nav = {"type": "nav", "props": {"aria_label": "Components"}, "children": links}
        top = {"type": "div", "props": {"class": "gallery-search"}, "children": [field]}
        return {"type": "div", "children": [top, nothing, nav]}


def open_first() -> Any:
    """Go to the component that was most likely meant; then there is nothing more to look for."""
    shown = best()
    if shown is None:
        return None
    search.set("")
    return redirect(shown.path)


def _family_links(family: str, components: list[Shown], path: str) -> Tree:
    return {
        "type": "section",
        "key": family,
        "children": [
            {"type": "h2", "props": {"content": family}},
            {"type": "ul", "children": [_link(shown, shown.path == path) for shown in components]},
        ],
    }


def _link(shown: Shown, is_current: bool) -> Tree:
    props = {"href": shown.path, "content": shown.name, "aria_current": "page" if is_current else None}
    return {"type": "li", "key": shown.node_type, "children": [{"type": "a", "props": props}]}
