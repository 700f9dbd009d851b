"""Menus, bars and the command palette, as a page has them."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, State
from cacao.ui import CommandPalette, Menu, MenuButton, Navbar
from cacao_kernel import CacaoError


def open_page(cacao_app: Any, make: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [make()]})
    app.mix("/team")(lambda: {"type": "p", "props": {"content": "Ann and Bob"}})
    return cacao_app(app).open("/")


def current(user: Any) -> list[str]:
    links = [node for node in user.page.root.walk() if node.attributes.get("aria-current") == "page"]
    return [node.attributes["href"] for node in links if node.is_visible]


def test_a_menu_leads_to_pages_and_has_things_done(cacao_app: Any) -> None:
    told = State("", name="told")

    def note(event: Any) -> None:
        told.set(event.params["what"])

    items = [
        {"label": "Do", "on_click": note, "params": {"what": "it"}},
        {
            "label": "More",
            "items": [{"label": "Team", "href": "/team"}, {"label": "Shut", "href": "/x", "disabled": True}],
        },
    ]
    user = open_page(cacao_app, lambda: [Menu(items), lambda: f"told {told.value}"]).misses("Team")

    user.click("Do").sees("told it").click("More").follow("Team")

    user.sees("Ann and Bob")


def test_a_link_of_a_menu_that_is_disabled_leads_nowhere(cacao_app: Any) -> None:
    items = [{"label": "Team", "href": "/team", "disabled": True}]
    user = open_page(cacao_app, lambda: MenuButton("Pages", items))

    (item,) = [node for node in user.page.root.walk() if node.attributes.get("role") == "menuitem"]
    assert (item.attributes.get("href"), item.attributes["aria-disabled"]) == (None, "true")


def test_a_list_in_a_menu_is_open_if_the_page_that_is_shown_stands_in_it(cacao_app: Any) -> None:
    items = [{"label": "More", "items": [{"label": "Team", "href": "/team"}]}]
    user = open_page(cacao_app, lambda: Menu(items, current="/team")).sees("Team")

    assert current(user) == ["/team"]


def test_a_plain_menu_is_the_plain_element(cacao_app: Any) -> None:
    user = open_page(cacao_app, lambda: {"type": "menu", "children": [{"type": "li", "children": "a"}]})

    assert any(node.tag == "menu" for node in user.page.root.walk())


def test_a_navbar_has_its_links_once_for_those_who_see_it(cacao_app: Any) -> None:
    links = [{"label": "Home", "href": "/"}, {"label": "Team", "href": "/team"}]
    user = open_page(cacao_app, lambda: Navbar(links, "Cocoa", current="/"))

    assert current(user) == ["/"]
    user.sees("Cocoa").follow("Team").sees("Ann and Bob")
    with pytest.raises(CacaoError, match="no href"):
        Navbar(["Home"])


@pytest.mark.parametrize(("command", "got"), [({}, "neither"), ({"href": "/", "on_click": print}, "both")])
def test_a_command_does_one_thing(command: dict[str, Any], got: str) -> None:
    with pytest.raises(CacaoError, match=got):
        CommandPalette([{"label": "Go", **command}])
