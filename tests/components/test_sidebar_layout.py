"""SidebarLayout: pages at the side, one of them open, in the address."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, Component, State
from cacao.ui import Button, SidebarLayout
from cacao_kernel import CacaoError

ITEMS = [
    {"id": "home", "label": "Home", "icon": "H"},
    {"id": "team", "label": "Team", "icon": "users", "badge": 3},
    {"id": "files", "label": "{%icon-file-text%} Files"},
]


class Team:
    def render(self) -> Any:
        return {"type": "h2", "props": {"content": "Ann and Bob"}}


class Clicks(Component):
    count = State(0, name="clicks")

    def more(self) -> None:
        self.count.update(lambda number: number + 1)

    def render(self) -> Any:
        return Button(f"Clicked {self.count.value}", on_click=self.more)


def serve(cacao_app: Any, layout: SidebarLayout) -> Any:
    app = App()
    app.mix("/")(lambda: layout.render())
    return cacao_app(app)


def current(user: Any) -> list[str]:
    links = [node for node in user.page.root.walk() if node.attributes.get("aria-current") == "page"]
    return [node.attributes["href"] for node in links if node.is_visible]


def test_a_page_is_opened_by_a_link_and_each_tab_has_its_own(cacao_app: Any) -> None:
    site = serve(cacao_app, SidebarLayout(ITEMS, {"team": Team()}, "Cocoa"))
    ann = site.open("/").sees("Cocoa").sees("There is nothing here yet.")
    other_tab = ann.open("/")

    ann.follow("Team")

    ann.sees("Ann and Bob").misses("nothing here")
    assert (ann.title, other_tab.title) == ("Team · Cacao", "Home · Cacao")
    assert (ann.path, current(ann)) == ("/?page=team", ["?page=team"])
    other_tab.misses("Ann and Bob")
    ann.back().sees("nothing here")
    assert (ann.path, current(ann)) == ("/", ["?page=home"])


def test_a_deep_link_opens_its_page_and_one_that_is_none_says_so(cacao_app: Any) -> None:
    site = serve(cacao_app, SidebarLayout(ITEMS, {"home": Clicks(), "team": Team()}))

    site.open("/?page=team").sees("Ann and Bob").refresh().sees("Ann and Bob")
    lost = site.open("/?page=nonsense").sees("There is no such page here.").misses("Clicked")
    assert current(lost) == []
    lost.follow("Team").sees("Ann and Bob").misses("no such page")
    site.open("/?page=").sees("Clicked 0")


def test_content_may_be_a_component_a_function_or_a_tree(cacao_app: Any) -> None:
    heard = State("nothing", name="heard")

    def files() -> Any:
        return {"type": "p", "props": {"content": f"Heard {heard.value}"}}

    content = {"home": Clicks(), "team": {"type": "p", "props": {"content": "a tree"}}, "files": files}
    user = serve(cacao_app, SidebarLayout(ITEMS, content)).open("/")

    user.click("Clicked 0").click("Clicked 1").sees("Clicked 2")
    user.go("/?page=team").sees("a tree").go("/?page=files").sees("Heard nothing")
    with user:
        heard.set("steps")
    user.sees("Heard steps")


def test_what_a_page_remembers_is_there_on_the_way_back(cacao_app: Any) -> None:
    clicks = Clicks()
    user = serve(cacao_app, SidebarLayout(ITEMS, {"home": clicks})).open("/").click("Clicked 0")

    user.sees("Clicked 1").follow("Team").misses("Clicked").follow("Home")

    user.sees("Clicked 1")


def test_an_id_may_have_any_letters(cacao_app: Any) -> None:
    items = [{"id": "home", "label": "Home"}, {"id": "r&d #1", "label": "Research"}]
    user = serve(cacao_app, SidebarLayout(items, {"r&d #1": Team()})).open("/")

    user.follow("Research").sees("Ann and Bob").refresh().sees("Ann and Bob")


def test_two_layouts_of_one_app_stand_on_pages_of_their_own_or_follow_two_parameters(cacao_app: Any) -> None:
    app = App()
    first = SidebarLayout(ITEMS, {"team": Team()}, "First")
    second = SidebarLayout([{"id": "all", "label": "All"}, {"id": "late", "label": "Late"}], url="part")
    app.mix("/")(lambda: {"type": "div", "children": [first, second]})
    app.mix("/second")(lambda: second)
    site = cacao_app(app)

    user = site.open("/?page=team").follow("Late").sees("Ann and Bob")
    assert user.path == "/?page=team&part=late"
    assert current(user) == ["?part=late&page=team", "?page=team&part=late"]
    user.follow("Home").misses("Ann and Bob").back().sees("Ann and Bob").back()
    assert user.path == "/?page=team"
    assert current(site.open("/second?page=team")) == ["?page=team&part=all"]


def made_in_a_page() -> Any:
    return SidebarLayout(ITEMS, {"team": Team(), "files": Clicks()})


def made_of_dicts() -> Any:
    props = {"nav_items": ITEMS, "content_components": {"team": Team(), "files": Clicks()}}
    return {"type": "sidebar-layout", "props": props}


@pytest.mark.parametrize("page", [made_in_a_page, made_of_dicts])
def test_a_layout_made_in_a_page_or_in_a_tree_of_dicts_follows_the_address_as_well(
    cacao_app: Any, page: Any
) -> None:
    app = App()
    app.mix("/")(lambda: {"type": "div", "children": [page()]})
    site = cacao_app(app)
    user = site.open("/").sees("nothing here")

    user.follow("Team").sees("Ann and Bob")

    assert (user.path, current(user)) == ("/?page=team", ["?page=team"])
    user.refresh().sees("Ann and Bob").follow("Files").click("Clicked 0").sees("Clicked 1")
    user.back().sees("Ann and Bob").back().sees("nothing here").forward().sees("Ann and Bob")
    site.open("/?page=team").sees("Ann and Bob")


def test_two_layouts_made_in_a_page_keep_each_other_open(cacao_app: Any) -> None:
    app = App()
    parts = [{"id": "all", "label": "All"}, {"id": "late", "label": "Late"}]
    app.mix("/")(lambda: {"type": "div", "children": [made_in_a_page(), SidebarLayout(parts, url="part")]})
    user = cacao_app(app).open("/?page=team").follow("Late").sees("Ann and Bob")

    assert current(user) == ["?part=late&page=team", "?page=team&part=late"]


def test_a_state_of_the_app_can_hold_the_open_page(cacao_app: Any) -> None:
    opened = State("team", name="opened")
    user = serve(cacao_app, SidebarLayout(ITEMS, {"team": Team()}, bind=opened)).open("/").sees("Ann and Bob")

    user.click("Home").misses("Ann and Bob")

    with user:
        assert opened.value == "home"


@pytest.mark.parametrize(
    ("items", "content", "told"),
    [
        ([], {}, "at least one item"),
        ([{"id": "a", "lable": "A"}], {}, "a dict with a label"),
        ([{"id": "a", "label": "A", "icn": "x"}], {}, 'Did you mean "icon"'),
        ([{"id": "a", "label": "A"}, {"id": "a", "label": "B"}], {}, 'the second with the id "a"'),
        ([{"id": "team", "label": "A"}], {"taem": Team()}, 'Did you mean "team"'),
    ],
)
def test_items_and_content_that_do_not_fit_are_told(items: Any, content: Any, told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        SidebarLayout(items, content)
