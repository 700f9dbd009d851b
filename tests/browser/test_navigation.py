"""Going from page to page: no reload, and all that a browser does for a person who does."""

from __future__ import annotations

import pytest
from patience import until
from servers import ServerProcess
from sockets import HELD_SOCKET

SITE = """
import threading
import cacao
from cacao import App, Component, State

app = App(title="Site")
count = State(0)
gate = threading.Event()

def link(label, href, **props):
    return {"type": "a", "props": {"href": href, "content": label, **props}}

class Sidebar(Component):
    def render(self):
        return {"type": "nav", "props": {"id": "side", "style": {"height": 80, "overflow": "auto"}},
            "children": [
            {"type": "input", "props": {"aria_label": "Search", "on_input": "typed"}},
            *[{"type": "div", "props": {"style": {"height": 40}},
                "children": [link(f"Item {n}", f"/items/{n}")]}
                for n in range(1, 9)]]}

sidebar = Sidebar()

@app.event("typed")
def typed(): ...

@app.event("add")
def add():
    count.update(lambda number: number + 1)

@app.event("release")
def release():
    gate.set()

def around(heading, *children):
    return {"type": "div", "children": [sidebar, {"type": "main", "children": [
        {"type": "h1", "props": {"content": heading}}, *children]}]}

def tall(label):
    return {"type": "div", "props": {"style": {"height": 3000}, "content": label}}

@app.mix("/", title="Start")
def start():
    return around("Start", link("About", "/about"), link("Team", "/about#team"), link("Slow", "/slow"),
        link("Gone", "/gone"), link("Full", "/about", data_cacao_reload=True), link("Guarded", "/guarded"),
        link("Window", "/about", target="_blank"), link("Below", "#below"),
        {"type": "button", "props": {"label": "Add", "action": "add"}},
        {"type": "button", "props": {"label": "Release", "action": "release"}},
        link("Count", "/about", action="add"),
        {"type": "p", "props": {"id": "count", "content": f"count {count.value}"}},
        {"type": "input", "props": {"aria_label": "Note"}},
        tall("long"), {"type": "p", "props": {"id": "below", "content": "below"}})

@app.mix("/about", title="About us")
def about():
    return around("About", link("Start", "/"), {"type": "input", "props": {"aria_label": "Remark"}},
        tall("text"), {"type": "p", "props": {"id": "team", "content": "The team"}}, tall("end"))

@app.mix("/items/{n:int}", title=lambda n: f"Item {n}")
def item(n: int, view: str = "short"):
    return around(f"This is item {n}, {view}", link("Next", f"/items/{n + 1}"), link("Long", "?view=long"),
        {"type": "button", "props": {"label": "Add", "action": "add"}},
        {"type": "p", "props": {"id": "count", "content": f"count {count.value}"}})

@app.mix("/slow", title="Slow")
def slow():
    gate.wait(20)
    return around("Slow")

@app.mix("/guarded", guard=lambda: cacao.redirect("/about"))
def guarded():
    return around("Guarded")
"""


@pytest.fixture
def server(serve):
    return serve(SITE)


def heading(page, text):
    """Wait for a heading."""
    page.get_by_role("heading", name=text, exact=True).wait_for()


def follow(page, label, text):
    page.get_by_role("link", name=label, exact=True).click()
    heading(page, text)


@pytest.fixture
def marked(visit, server):
    """Return a page that tells a load from a link."""
    page = visit(server.url)
    page.evaluate("window.first = true")
    return page


def stayed(page):
    return page.evaluate("window.first === true")


def test_a_link_shows_the_other_page_in_the_same_document(marked):
    follow(marked, "About", "About")

    assert stayed(marked)
    assert marked.url.endswith("/about")
    assert marked.title() == "About us"


def test_back_and_forward_show_pages_with_their_scroll(marked):
    # Arrange
    marked.evaluate("scrollTo(0, 700)")
    marked.get_by_role("link", name="About", exact=True).dispatch_event("click")
    heading(marked, "About")
    assert marked.evaluate("scrollY") == 0
    marked.evaluate("scrollTo(0, 450)")

    # Act and assert
    marked.go_back()
    heading(marked, "Start")
    until(marked, "scrollY === 700")
    assert marked.title() == "Start"
    marked.go_forward()
    heading(marked, "About")
    until(marked, "scrollY === 450")
    assert stayed(marked)


def test_events_of_the_new_page_work_and_so_does_a_reload_of_it(marked):
    # Act
    follow(marked, "Item 1", "This is item 1, short")
    marked.get_by_role("button", name="Add").click()
    until(marked, "document.getElementById('count').textContent === 'count 1'")
    follow(marked, "Long", "This is item 1, long")
    assert marked.url.endswith("/items/1?view=long")
    marked.reload()

    # Assert
    heading(marked, "This is item 1, long")
    assert marked.locator("#count").text_content() == "count 1"
    assert marked.title() == "Item 1"
    marked.go_back()
    heading(marked, "This is item 1, short")
    marked.go_back()
    heading(marked, "Start")
    until(marked, "document.getElementById('count').textContent === 'count 1'")


def test_what_both_pages_share_stays_as_it_is(marked):
    # Arrange
    marked.get_by_label("Search").fill("cocoa")
    marked.evaluate("window.side = document.getElementById('side')")
    marked.evaluate("side.scrollTop = 150")
    item = marked.get_by_role("link", name="Item 5", exact=True)

    # Act
    item.focus()
    scrolled = marked.evaluate("side.scrollTop")
    marked.keyboard.press("Enter")
    heading(marked, "This is item 5, short")

    # Assert
    assert stayed(marked)
    assert marked.evaluate("document.getElementById('side') === side")
    assert marked.evaluate("side.scrollTop") == scrolled
    assert marked.get_by_label("Search").input_value() == "cocoa"
    assert marked.evaluate("document.activeElement.textContent") == "Item 5"


def test_what_was_typed_into_one_page_is_not_on_another(marked):
    # Arrange
    marked.get_by_label("Note").fill("my secret")

    # Act
    follow(marked, "About", "About")

    # Assert
    assert marked.get_by_label("Remark").input_value() == ""


def test_focus_goes_to_the_heading_and_the_title_is_said(marked):
    follow(marked, "About", "About")

    assert marked.evaluate("document.activeElement.tagName") == "H1"
    assert marked.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    said = marked.locator(".cacao-announcer[aria-live=polite]")
    until(marked, "document.querySelector('.cacao-announcer').textContent === 'About us'")
    assert said.bounding_box()["width"] <= 1


def test_a_place_on_another_page_is_scrolled_to(marked):
    follow(marked, "Team", "About")

    assert marked.url.endswith("/about#team")
    until(marked, "Math.abs(document.getElementById('team').getBoundingClientRect().top) < 5")


def test_a_place_on_this_page_is_the_browsers(marked):
    # Act
    marked.get_by_role("link", name="Below", exact=True).click()
    until(marked, "scrollY > 1000")
    assert marked.url.endswith("/#below")
    marked.go_back()

    # Assert
    until(marked, "scrollY === 0")
    assert stayed(marked)
    follow(marked, "About", "About")
    assert stayed(marked)


def test_a_page_that_is_not_the_apps_is_loaded_in_full(marked):
    marked.get_by_role("link", name="Gone", exact=True).click()
    heading(marked, "There is no page here")
    marked.faults.clear()

    assert not stayed(marked)
    marked.go_back()
    heading(marked, "Start")
    marked.wait_for_selector("[data-cacao-joined]")


def test_a_guard_sends_a_link_on(marked):
    follow(marked, "Guarded", "About")

    assert stayed(marked)
    assert marked.url.endswith("/about")
    marked.go_back()
    heading(marked, "Start")


@pytest.mark.parametrize("label", ["Full", "Window"])
def test_a_link_that_asks_for_a_load_gets_one(marked, label):
    link = marked.get_by_role("link", name=label, exact=True)
    if label == "Window":
        with marked.context.expect_page() as opened:
            link.click()
        heading(opened.value, "About")
        heading(marked, "Start")
    else:
        link.click()
        heading(marked, "About")
        assert not stayed(marked)


def test_a_link_with_a_modifier_is_the_browsers(marked):
    with marked.context.expect_page() as opened:
        marked.get_by_role("link", name="About", exact=True).click(modifiers=["Control"])

    heading(opened.value, "About")
    heading(marked, "Start")


def test_a_slow_link_says_so_and_a_newer_one_takes_its_place(marked):
    # Act: the page waits until it is released.
    marked.get_by_role("link", name="Slow", exact=True).click()
    assert marked.locator("#cacao").get_attribute("aria-busy") == "true"
    marked.locator(".cacao-progress").wait_for(state="visible")
    assert marked.url.endswith("/")
    follow(marked, "About", "About")

    # Assert
    assert marked.locator(".cacao-progress").is_hidden()
    assert marked.locator("#cacao").get_attribute("aria-busy") is None
    assert marked.locator("[data-cacao-busy]").count() == 0
    assert marked.title() == "About us"


def test_without_a_connection_a_link_is_loaded_in_full(marked):
    # Arrange: a document whose socket does not open.
    marked.add_init_script(HELD_SOCKET)
    marked.reload()
    marked.evaluate("window.first = true")

    # Act
    follow(marked, "About", "About")

    # Assert
    assert not stayed(marked)


KEPT_SOCKETS = """
window.sockets = [];
window.WebSocket = class extends WebSocket {
  constructor(url) { super(url); window.sockets.push(this); }
};
"""


def test_a_link_that_is_under_way_as_the_connection_breaks_is_sent_again(marked, server, visit):
    # Arrange
    marked.add_init_script(KEPT_SOCKETS)
    marked.reload()
    marked.wait_for_selector("[data-cacao-joined]")
    marked.evaluate("window.first = true")
    other = visit(f"{server.url}/")
    marked.get_by_role("link", name="Slow", exact=True).click()
    marked.locator(".cacao-progress").wait_for(state="visible")

    # Act
    marked.evaluate("sockets[0].close()")
    until(marked, "sockets.length === 2")
    other.get_by_role("button", name="Release").click()

    # Assert
    heading(marked, "Slow")
    assert stayed(marked)
    assert marked.url.endswith("/slow")
    assert marked.locator(".cacao-progress").is_hidden()


def test_a_link_with_a_handler_is_the_handlers(marked):
    marked.get_by_role("link", name="Count", exact=True).click()

    until(marked, "document.getElementById('count').textContent === 'count 1'")
    heading(marked, "Start")
    assert marked.url.endswith("/")


def test_a_deep_link_opens_where_it_leads(visit, server):
    page = visit(f"{server.url}/items/3?view=long")

    heading(page, "This is item 3, long")
    assert page.title() == "Item 3"
    follow(page, "Next", "This is item 4, short")
    page.go_back()
    heading(page, "This is item 3, long")


def test_a_page_that_is_left_for_another_site_comes_back_where_it_was(marked, server):
    # Arrange
    marked.evaluate("scrollTo(0, 600)")
    until(marked, "history.state.y === 600")

    # Act
    marked.goto(f"{server.url}/gone")
    marked.go_back()

    # Assert
    heading(marked, "Start")
    until(marked, "scrollY === 600")
    marked.faults.clear()  # the browser's own line on the page that is gone


MOUNTED = """
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route

async def outside(request):
    return HTMLResponse('<link rel="icon" href="data:,"><h1>Outside</h1>')

outer = Starlette(routes=[Route("/outside", outside), Mount("/inner", app)], lifespan=app.lifespan)

@app.mix("/door")
def door():
    return around("Door", link("Out", "/outside"), link("About", "/about"))
"""


@pytest.fixture
def mounted(tmp_path):
    """Serve the site below a prefix of a Starlette app, by a foreign server."""
    (tmp_path / "main.py").write_text(SITE + MOUNTED, "utf-8")
    server = ServerProcess(["-m", "uvicorn", "main:outer", "--port", "0"], tmp_path)
    yield server
    server.stop()


def test_below_a_prefix_links_stay_in_the_app_and_others_leave_it(mounted, visit):
    # Arrange
    page = visit(f"{mounted.url}/inner/door")
    page.evaluate("window.first = true")

    # Act and assert
    follow(page, "About", "About")
    assert page.url.endswith("/inner/about")
    follow(page, "Item 2", "This is item 2, short")
    page.go_back()
    heading(page, "About")
    page.go_back()
    heading(page, "Door")
    assert stayed(page)
    page.get_by_role("link", name="Out", exact=True).click()
    heading(page, "Outside")
    assert page.url == f"{mounted.url}/outside"
    page.go_back()
    heading(page, "Door")
    page.wait_for_selector("[data-cacao-joined]")


WRONG = """
import cacao
app = cacao.App()
app.mix("/closed", guard=lambda: False)(lambda: {"type": "p"})
app.mix("/broken")(lambda: 1 / 0)

@app.mix("/")
def home(page: int = 1):
    return {"type": "p"}
"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_says_that_something_is_the_matter_can_be_read_by_everybody(visit, serve, scheme, width):
    # Arrange
    from axe_playwright_python.sync_playwright import Axe

    server = serve(WRONG)
    page = visit(server.url, viewport={"width": width, "height": 700}, color_scheme=scheme)

    for path, status in (
        ("/nowhere/" + "a" * 200, 404),
        ("/closed", 403),
        ("/?page=two", 400),
        ("/broken", 500),
    ):
        # Act
        answer = page.goto(server.url + path)
        results = Axe().run(page)

        # Assert
        assert answer.status == status
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.faults.clear()  # the browser's own lines on the statuses
