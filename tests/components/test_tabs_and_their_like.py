"""Tabs, steps, pages and drawers: widgets that remember where a visitor is."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, State
from cacao.ui import Breadcrumb, Drawer, Footer, Pagination, Splitter, Stepper, Tabs
from cacao_kernel import CacaoError


def open_page(cacao_app: Any, make: Any, path: str = "/") -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [make()]})
    return cacao_app(app).open(path)


def one(user: Any, role: str) -> Any:
    return next(node for node in user.page.root.walk() if node.attributes.get("role") == role)


ITEMS = [
    {"label": "One", "content": "First"},
    {"label": "Two", "id": "second", "content": lambda: "Second"},
    {"label": "Three", "content": "Third", "disabled": True},
]


@pytest.mark.parametrize("lazy", [False, True])
def test_tabs_show_one_panel_and_each_tab_of_the_browser_has_its_own(cacao_app: Any, lazy: bool) -> None:
    ann = open_page(cacao_app, lambda: Tabs(ITEMS, lazy=lazy)).sees("First").misses("Second")
    other = ann.open("/")

    ann.click("Two").sees("Second").misses("First")

    other.sees("First").misses("Second")
    assert ("Third" in ann.page.root.content) is not lazy


def test_the_open_tab_can_stand_in_the_address(cacao_app: Any) -> None:
    opened = State("", url="tab", name="opened")
    user = open_page(cacao_app, lambda: Tabs(ITEMS, bind=opened), "/?tab=second").sees("Second")

    user.click("One").sees("First")

    assert user.path == "/?tab=one"
    user.go("/?tab=three").sees("First").go("/?tab=%3Cb%3E").sees("First")


def test_tabs_that_are_none_are_told() -> None:
    with pytest.raises(CacaoError, match='has no "contents"'):
        Tabs([{"label": "One", "contents": "x"}])
    with pytest.raises(CacaoError, match="at least one, got all of them disabled"):
        Tabs([{"label": "One", "disabled": True}])


def test_a_page_of_many_stands_in_the_address_and_one_that_is_none_is_the_nearest(cacao_app: Any) -> None:
    page = State(1, url="page", name="page")
    total = State(95, name="total")
    user = open_page(cacao_app, lambda: [Pagination(total, bind=page), lambda: f"at {page.value}"])

    user.click("Next page").click("Page 3").click("Page 10").sees("at 10").sees("Page 10 of 10")
    assert user.path == "/?page=10"
    user.click("Previous page").sees("at 9")
    with user:
        total.set(20)
    user.sees("Page 2 of 2")
    user.go("/?page=-7").sees("Page 1 of 2").go("/?page=x").sees("Page 1 of 2")


def test_no_page_is_left_out_alone() -> None:
    offered = [Pagination(1)._offered(page, 7) for page in (1, 4, 7)]

    assert offered == [[1, 2, 7], [1, 2, 3, 4, 5, 6, 7], [1, 6, 7]]


def test_a_step_that_is_done_leads_back_and_others_do_not(cacao_app: Any) -> None:
    step = State(1, name="step")
    user = open_page(cacao_app, lambda: Stepper(["Cart", "Address", "Payment"], bind=step))

    user.click("Cart")

    with user:
        assert step.value == 0
    with pytest.raises(AssertionError, match="is no button"):
        user.click("Payment")
    with pytest.raises(CacaoError, match="both current and bind"):
        Stepper(["a"], current=1, bind=step)


def test_a_drawer_is_opened_by_its_state_and_closing_it_sets_it(cacao_app: Any) -> None:
    is_open = State(False, name="is_open")
    user = open_page(cacao_app, lambda: Drawer("Filters", "Inside", open=is_open))
    drawer = next(node for node in user.page.root.walk() if node.tag == "cacao-drawer")
    assert drawer.attributes["data-open"] == "false"

    with user:
        is_open.set(True)
    user.wait_until(lambda: drawer.attributes["data-open"] == "true")
    user.trigger(next(node for node in drawer.walk() if node.tag == "dialog"), "close", open=False)

    user.wait_until(lambda: drawer.attributes["data-open"] == "false")
    with user:
        assert is_open.value is False


def test_a_splitter_keeps_within_its_bounds_whatever_it_is_told(cacao_app: Any) -> None:
    size = State(50, name="size")
    user = open_page(cacao_app, lambda: Splitter("a", "b", min=20, max=60, bind=size))
    told = next(node for node in user.page.root.walk() if node.tag == "input")

    user.trigger(told, "change", value="99")

    user.wait_until(lambda: one(user, "separator").attributes["aria-valuenow"] == "60")
    with user:
        assert size.value == 60
    user.trigger(told, "change", value="nonsense")
    user.wait_until(lambda: one(user, "separator").attributes["aria-valuenow"] == "50")
    with pytest.raises(CacaoError, match="min <= max"):
        Splitter("a", "b", min=70, max=60)


def test_the_last_step_of_a_breadcrumb_is_the_page_itself(cacao_app: Any) -> None:
    user = open_page(cacao_app, lambda: Breadcrumb([{"label": "Home", "href": "/"}, "Here"]))

    steps = [node.attributes for node in user.page.root.walk() if node.tag in ("a", "span")]
    assert {"href": "/"} in steps and {"aria-current": "page"} in steps


def test_links_of_a_footer_lead_somewhere(cacao_app: Any) -> None:
    user = open_page(cacao_app, lambda: Footer("Note", [{"label": "Home", "href": "/"}]))

    user.sees("Note").follow("Home")
    with pytest.raises(CacaoError, match="no href"):
        Footer(links=["Home"])
