"""Props that come from strangers, in Chromium: nothing runs, and nothing stands in for the page's own."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from house.client import TOKEN

from cacao_kernel import elements
from cacao_kernel.bundle import CLIENT

# Read off numbers, texts, lists, events, sockets, classes, the client's own objects and fields, never
# off an element that holds fields.
READ_OF_OTHERS = frozenset(
    "length target toString onclose name prefix click COMMENT_NODE ELEMENT_NODE TEXT_NODE".split()
)

SOURCE = r"""
import cacao
app = cacao.App()
given = cacao.State(0)
RUN = "window.__pwn = 1"
MARKUP = "<img src=x onerror='window.__pwn=1'><svg onload='window.__pwn=1'>"
EVENTS = "abort beforetoggle blur click error focus focusin load mouseover pointerenter toggle".split()
PROPS = {
    **{f"on{kind}": RUN for kind in EVENTS}, **{f"ON{kind.upper()}": RUN for kind in EVENTS},
    **{f"on:{kind}": RUN for kind in EVENTS}, "autofocus onfocus": RUN, "autofocus": True, "tabIndex": 0,
    "srcdoc": MARKUP, "innerHTML": MARKUP, "outerHTML": MARKUP, "textContent": MARKUP, "innerText": MARKUP,
    "dangerouslySetInnerHTML": {"__html": MARKUP}, "ref": RUN, "is": "x-evil", "nonce": "x", "http-equiv": "",
    "form": "outer", "formaction": "javascript:" + RUN, "ping": "/ping", "srcset": "/x.png 1x",
    "attributionsrc": "/a", "shadowrootmode": "open", "class": {"a": 1}, "Style": "top: 0", "cssText": "x",
    "__proto__": {"polluted": 1}, "constructor": RUN, "prototype": RUN, "id": "cacao", "data-cacao-mark": "x",
    "data_cacao_on": "click", "xlink:href": "javascript:" + RUN, "background": "javascript:" + RUN,
    "poster": "javascript:" + RUN, "cite": "javascript:" + RUN, "title": MARKUP, "alt": '"' + MARKUP}
URLS = ["javascript:" + RUN, "JaVaScRiPt:" + RUN, " \x01javascript:" + RUN, "java\tscript:" + RUN,
    "java\nscript:" + RUN, "javascript\r:" + RUN, "\u2028javascript:" + RUN, "&#106;avascript:" + RUN,
    "javascript&colon;" + RUN, "%6aavascript:" + RUN, "vbscript:x",
    "data:text/html,<script>window.__pwn=1</script>",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='window.__pwn=1'/>",
    "blob:null/1", "feed:javascript:" + RUN, "view-source:javascript:" + RUN]

@app.event("turn")
def turn():
    given.set(given.value + 1)

@app.mix("/")
def home():
    is_given = given.value != 1
    props = PROPS if is_given else {}
    tags = "a div p h1 button details dialog img video audio span label output progress input form".split()
    text = lambda tag: {} if tag in ("img", "input") else {"content": MARKUP}
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Turn", "action": "turn"}},
        {"type": "b", "props": {"content": f"turn {given.value}"}},
        {"type": "section", "props": {"id": "hostile"}, "children": [
            *[{"type": tag, "props": {**props, **text(tag)}} for tag in tags],
            *[{"type": "a", "props": {"href": url if is_given else "/", "target": "_self", "content": "link",
                "class": "link"}} for url in URLS],
            *[{"type": "img", "props": {"alt": "", "src": url if is_given else None}} for url in URLS]]}]}
"""

FORM = """
import cacao
app = cacao.App()
count = cacao.State(0)
NAMES = ("title name id value type length children elements action method submit reset target data key item "
    "nodeName tagName innerHTML parentNode firstChild ownerDocument attributes tree root cacao location "
    "dataset__ toString hasOwnProperty __proto__ constructor").split()
NAMES += sorted({reserved!r})

@app.event("add")
def add():
    count.set(count.value + 1)

@app.mix("/")
def home():
    field = lambda name, tag: {{"type": tag, "props": {{"name": name, "id": name, "aria_label": name}}}}
    style = {{"color": "red", ":hover": {{"color": "blue"}}}} if count.value % 2 else {{"color": "green"}}
    return {{"type": "main", "children": [
        {{"type": "form",
          "props": {{"action": "add", "style": style, "id": "form", "title": f"{{count.value}}"}},
          "children": [
            *[field(name, tag) for tag in ("input", "button", "select", "output") for name in NAMES],
            *[{{"type": "p", "key": n, "props": {{"content": f"row {{n}}"}}}}
              for n in reversed(range(count.value))],
            {{"type": "button", "props": {{"label": "Add", "type": "submit"}}}}]}},
        *[{{"type": tag, "props": {{"name": name, "id": name, "alt": ""}}}}
          for tag in ("img", "form") for name in NAMES],
    ]}}
"""


def names_read():
    """Return what the client reads by name, and what it and the scripts of widgets read of the document."""
    names, of_document = set(), set()
    of_client = [*Path(CLIENT).glob("*.js")]
    for path in (*of_client, *Path(CLIENT).parents[1].glob("cacao_plugins/**/*.js")):
        code = TOKEN.sub(
            lambda token: "" if token.lastgroup in ("comment", "string", "regex") else token[0],
            path.read_text("utf-8"),
        )
        if path in of_client:
            names |= set(re.findall(r"(?<!\.\.)\.([A-Za-z_]\w*)", code))
        of_document |= set(re.findall(r"\bdocument\??\.([A-Za-z_]\w*)", code))
    return names, of_document


def wait_until(page, condition):
    """Wait for a condition without Playwright's own helpers, which such fields lead astray as well."""
    for _ in range(500):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    raise AssertionError(condition)


def test_nothing_runs_of_what_a_stranger_spreads_into_props(visit, serve):
    # Arrange
    page = visit(serve(dedent(SOURCE)).url)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    for turn in (1, 2, 3):
        # Act: as painted, and as patched
        for element in page.locator("#hostile > *").all():
            element.dispatch_event("mouseover")
            element.dispatch_event("focus")
            element.dispatch_event("error")
        for link in page.locator("a.link").all():
            if not link.get_attribute("href"):
                link.dispatch_event("click")
        found = page.evaluate(
            "() => ({ pwned: window.__pwn, polluted: {}.polluted, "
            "tags: [...document.querySelectorAll('#cacao *')].map(node => node.localName), "
            "names: [...new Set([...document.querySelectorAll('#cacao *')]"
            ".flatMap(node => node.getAttributeNames()))], "
            "schemes: [...document.querySelectorAll('#cacao a[href]')].map(node => node.protocol) })"
        )

        # Assert
        assert found["pwned"] is None and found["polluted"] is None and dialogs == []
        assert not {"script", "svg", "iframe", "x-evil"} & set(found["tags"])
        assert not [name for name in found["names"] if name.startswith("on")]
        assert not {"srcdoc", "srcset", "is", "nonce", "form", "formaction", "ping", "style", "ref"} & set(
            found["names"]
        )
        assert set(found["schemes"]) <= {"http:"}
        assert page.locator("#hostile #cacao").count() == 0
        page.get_by_role("button", name="Turn").click()
        page.get_by_text(f"turn {turn}", exact=True).wait_for()
    page.faults[:] = [fault for fault in page.faults if "404" not in fault]  # pictures that are not there


def test_a_form_is_kept_live_whatever_its_fields_are_called(visit, serve):
    # Arrange
    reserved = elements.READ_OF_ELEMENTS | elements.READ_OF_DOCUMENT
    source = dedent(FORM.format(reserved=sorted(reserved)))
    server = serve(source)
    page = visit(server.url)

    texts = "[...document.querySelectorAll('#cacao p')].map(node => node.textContent).join()"
    title = "document.querySelector('#form')['getAttribute']('title')"

    # Act: patches put rows in, turn attributes and go from a plain to a nested style and back
    for shown in ("row 0", "row 1,row 0", "row 2,row 1,row 0"):
        page.evaluate("document.querySelector('#form > button[type=submit]:last-child').click()")
        wait_until(page, f"{texts} === '{shown}'")

    # Assert
    assert page.evaluate(title) == "3"
    assert page.evaluate("stays")

    # Act: the next server's tree is morphed in
    server.stop()
    wait_until(page, "document.querySelector('[data-cacao-joined]') === null")
    serve(source, port=server.port)
    wait_until(page, f"{texts} === ''")
    page.faults.clear()

    # Assert
    assert page.evaluate(title) == "0"
    assert page.evaluate("stays")


def test_every_name_that_the_client_reads_is_kept_from_fields(visit, serve):
    # Arrange
    names, of_document = names_read()
    page = visit(serve("import cacao\napp = cacao.App()\napp.mix('/')(lambda: {'type': 'p'})").url)

    # Act: only what a form has of its own can be hidden by a field
    of_forms = page.evaluate(
        "names => names.filter(name => name in HTMLFormElement.prototype)", sorted(names)
    )

    # Assert
    missing = set(of_forms) - elements.READ_OF_ELEMENTS - elements.READ_OF_DOCUMENT - READ_OF_OTHERS
    assert not missing, f"{missing}: add them to READ_OF_ELEMENTS of cacao_kernel/elements.py"
    assert not of_document - elements.READ_OF_DOCUMENT, "add them to READ_OF_DOCUMENT"
    assert {"style", "childNodes"} <= set(of_forms)


@pytest.mark.parametrize("name", ["style", "childNodes"])
def test_a_browser_does_let_a_field_stand_in_for_what_a_form_has(visit, serve, name):
    # Arrange: what the names are kept from, else the list were for nothing
    page = visit(serve("import cacao\napp = cacao.App()\napp.mix('/')(lambda: {'type': 'form'})").url)

    # Act
    hidden = page.evaluate(
        "name => { const form = document.querySelector('#cacao form'); const field = "
        "document.createElement('input'); field.name = name; form.append(field); "
        "return form[name] === field; }",
        name,
    )

    # Assert
    assert hidden
