"""Kits in Chromium: styles and scripts come with the first node that needs them, once, however it comes."""

from __future__ import annotations

from patience import quiet, until

SOURCE = """
import cacao
from cacao_kernel import Kit, NodeType, call_page, hookimpl

SCRIPT = '''
window.defined = (window.defined ?? 0) + 1;
customElements.define("x-lamp", class extends HTMLElement {
  connectedCallback() { this.setAttribute("title", "lit"); }
});
document.addEventListener("cacao:shine", (event) => { document.title = event.detail.join(" "); });
'''
LAMP = Kit("lamp", "x-lamp { color: rgb(1, 2, 3) }", SCRIPT)
CLOCK = Kit("clock", ".clock { color: rgb(4, 5, 6) }")

class Plugin:
    @hookimpl
    def register_node_types(self):
        return {"x-lamp": NodeType("x-lamp", kits=(LAMP,)),
                "clock": NodeType("p", attributes={"class": "clock"}, kits=(CLOCK,))}

    @hookimpl
    def register_methods(self):
        return {"shine": LAMP}

app = cacao.App(extensions=[Plugin()])
lamps = cacao.State(0)

def more():
    lamps.set(lamps.value + 1)

def shine():
    call_page("shine", "bright", 2)

def page(*nodes):
    buttons = [{"type": "button", "props": {"label": act.__name__, "on_click": act}} for act in (more, shine)]
    links = [{"type": "a", "props": {"href": path, "content": path}} for path in ("/", "/lamp", "/clock")]
    lit = [{"type": "x-lamp", "children": "lamp"} for _ in range(lamps.value)]
    return {"type": "main", "children": [*buttons, *links, *lit, *nodes]}

app.mix("/")(lambda: page())
app.mix("/lamp")(lambda: page({"type": "x-lamp", "children": "lamp"}))
app.mix("/clock")(lambda: page({"type": "clock", "props": {"content": "noon"}}))
"""

LIT = "document.querySelector('x-lamp')?.title === 'lit'"
DEFINED = "window.defined ?? 0"
COLOUR = "getComputedStyle(document.querySelector('{}')).color === '{}'"
LAMP = COLOUR.format("x-lamp", "rgb(1, 2, 3)")
CLOCK = COLOUR.format(".clock", "rgb(4, 5, 6)")

# How many stylesheets of lamps there are.
SHEETS = """document.adoptedStyleSheets.filter(({cssRules}) =>
  [...cssRules].some((rule) => rule.selectorText === "x-lamp")).length"""


def asked_for(page):
    """Return the kits that the page has asked the server for."""
    script = "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)"
    return [path for path in page.evaluate(script) if "lamp" in path or "clock" in path]


def test_a_page_without_such_nodes_asks_for_nothing(visit, serve):
    page = visit(serve(SOURCE).url)

    assert asked_for(page) == [] and page.evaluate(DEFINED) == 0
    assert "rgb(1, 2, 3)" not in page.evaluate("document.head.innerHTML")


def test_a_page_comes_with_what_its_nodes_need(visit, serve):
    page = visit(f"{serve(SOURCE).url}/lamp")

    until(page, LIT)
    assert page.evaluate(LAMP) and page.evaluate(DEFINED) == 1
    assert "rgb(4, 5, 6)" not in page.evaluate("document.head.innerHTML")


def test_a_change_brings_what_is_new_once(visit, serve):
    # Arrange
    page = visit(serve(SOURCE).url)

    # Act
    for number in (1, 2, 3):
        page.get_by_role("button", name="more").click()
        until(page, f"document.querySelectorAll('x-lamp[title=lit]').length === {number}")

    # Assert
    assert page.evaluate(LAMP) and page.evaluate(DEFINED) == 1
    assert len(asked_for(page)) == 1 and page.evaluate("document.adoptedStyleSheets.length") == 1


def test_a_link_brings_what_is_new_once(visit, serve):
    # Arrange
    page = visit(f"{serve(SOURCE).url}/lamp")

    # Act
    for path in ("/clock", "/lamp", "/clock"):
        page.get_by_role("link", name=path).click()
        page.wait_for_url(f"**{path}")

    # Assert
    until(page, CLOCK)
    assert page.evaluate("window.stays") and page.evaluate(DEFINED) == 1
    assert page.evaluate("document.adoptedStyleSheets.length") == 1


def test_a_handler_reaches_a_script_that_was_not_there(visit, serve):
    # Arrange
    page = visit(serve(SOURCE).url)

    # Act
    page.get_by_role("button", name="shine").click()

    # Assert
    until(page, "document.title === 'bright 2'")
    assert page.evaluate(DEFINED) == 1


def test_who_comes_back_gets_what_came_meanwhile_and_has_it_once(visit, serve):
    # Arrange
    server = serve(SOURCE)
    page = visit(server.url)

    for _ in range(2):
        port = server.port
        server.stop()

        # Act: another server goes on, for which the visitor does something at once
        page.get_by_role("button", name="more").click()
        server = serve(SOURCE, port=port)

        # Assert
        quiet(page)
        until(page, LIT)
        assert page.evaluate(LAMP) and page.evaluate("window.stays") and page.evaluate(DEFINED) == 1
        assert page.evaluate(SHEETS) == 1
    page.faults.clear()


MOUNTED = (
    SOURCE
    + """
from starlette.applications import Starlette
from starlette.routing import Mount
import uvicorn
uvicorn.run(Starlette(routes=[Mount("/shop", app)]), host="127.0.0.1", port=0)
"""
)


def test_a_mounted_app_brings_them_from_where_it_lies(visit, tmp_path):
    # Arrange
    from servers import ServerProcess

    (tmp_path / "main.py").write_text(MOUNTED, "utf-8")
    server = ServerProcess(["main.py"], tmp_path, {"CACAO_SECRET": "a key for this test alone"})
    try:
        page = visit(f"{server.url}/shop/")

        # Act
        page.get_by_role("button", name="more").click()

        # Assert
        until(page, LIT)
        assert page.evaluate(LAMP)
        assert [path.startswith("/shop/_cacao/lamp.") for path in asked_for(page)] == [True]
    finally:
        page.context.close()
        server.stop()
