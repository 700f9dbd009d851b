"""What visitors write, in Chromium: shown as written, and never an element, a handler or a rule.

Each case of the security catalogue is tried in every way that data come to a page: see ``ways``.
"""

from __future__ import annotations

import json
import re

import pytest
from security.oracles import assert_alive
from ways import HARMLESS, RUN, WAYS, WHOLE, Ways, elements_of


@pytest.fixture(scope="module")
def pen(chromium, target):
    """Return the tab that all visitors of these tests write in: it is always the same one."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{target.url}/pen")
    page.wait_for_selector("[data-cacao-joined]")
    yield page
    context.close()


@pytest.fixture
def ways(visit, pen):
    """Return a function that makes the ways from this pen to other pages, which are closed in the end."""
    made = []

    def make(**options):
        made.append(Ways(visit, pen, **options))
        return made[-1]

    yield make
    for page in [page for one in made for page in one.pages]:
        page.close()


MARKUP = [
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><img src=x onerror={RUN}>",
    f"</option></select><img src=x onerror={RUN}>",
    f"</pre><iframe srcdoc='<script>parent.{RUN}</script>'>",
    "<!--",
    f"--><img src=x onerror={RUN}>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}',
    f"' onmouseover='{RUN}",
    f"`onerror={RUN}",
    f"x onerror={RUN} y=",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}",
    f"\\u003cscript\\u003e{RUN}",
    f"<style>@import 'javascript:{RUN}'</style>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<template><script>{RUN}</script></template>",
    f"<base href=//evil.example><a href=javascript:{RUN}>",
    "{{constructor.constructor('window.__pwn=1')()}} ${window.__pwn=1}",
    "\u2028\u2029\u202e\ufeff<b>",
    "__proto__",
    "]]>\"'><b>",
]
TEXTS = [" | ".join(MARKUP), "<!--"]  # for the ways that take a page each

SHOWN = """() => { const at = (id) => document.getElementById(id);
  const field = (label) => document.querySelector(`[aria-label="${label}"]`);
  const attributes = at("attributes");
  return { content: at("content").textContent, children: at("children").textContent,
    pre: at("pre").textContent, textarea: field("textarea").value,
    option: document.querySelector("option").label, value: document.querySelector("option").value,
    cell: at("cell").textContent, button: at("button").textContent,
    title: attributes.title, label: attributes.getAttribute("aria-label"), class: attributes.className,
    lang: attributes.lang, data: attributes.dataset.text, alt: at("image").alt,
    placeholder: field("placeholder").placeholder, pattern: field("placeholder").pattern,
    field: document.querySelector("input[name=text]").value,
    page: document.title, ran: [window.__pwn ?? null, {}.polluted ?? null] }; }"""


def expect(text):
    """Return what every place of the page shows of a text."""
    places = """content pre textarea option value cell button title label class lang data alt placeholder
        pattern field""".split()
    return {**dict.fromkeys(places, text), "children": text * 2, "ran": [None, None]}


def assert_shown(page, text):
    """Hold that every place shows a text as it is, and that nothing has run."""
    shown = page.evaluate(SHOWN)
    title = shown.pop("page")
    assert shown == expect(text)
    expected = f"Says {text}".replace("\u2028", "").replace(
        "\u2029", ""
    )  # a title is one line, and has an end
    assert title and expected.startswith(title.removesuffix("…"))


def test_markup_is_shown_as_it_was_written_in_every_place_it_can_stand_in(ways, target):
    # Arrange: XSS-01 and XSS-07, patch by patch
    one = ways()
    page = one.bring("patched", "/xss", HARMLESS)
    elements = elements_of(page)

    for text in MARKUP:
        # Act
        one.change(page, text)

        # Assert
        assert_shown(page, text)
        assert elements_of(page) == elements
    assert not one.dialogs
    assert_alive(target)


@pytest.mark.parametrize("way", WHOLE)
def test_markup_is_shown_as_it_was_written_in_whatever_way_it_came(ways, way):
    # Arrange
    one = ways()
    elements = elements_of(one.bring(way, "/xss", HARMLESS))

    for text in TEXTS:
        # Act
        page = one.bring(way, "/xss", text)

        # Assert
        assert_shown(page, text)
        assert elements_of(page) == elements
    assert not one.dialogs


ADDRESSES = [
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"\x01 javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>",
    f"vbscript:{RUN}",
    f"view-source:javascript:{RUN}",
    "blob:null/1",
    "file:///etc/passwd",
]


@pytest.mark.parametrize("way", WAYS)
def test_an_address_that_runs_is_none_in_whatever_way_it_came(ways, way):
    # Arrange: XSS-09
    one = ways(plain="/pen")

    page = one.bring(way, "/addresses", ADDRESSES[0])
    for address in ADDRESSES if way == "patched" else ADDRESSES[:1]:
        # Act
        if way == "patched":
            one.change(page, address)
        page.locator("#link").dispatch_event("click")

        # Assert
        assert page.evaluate("document.querySelector('#link').getAttribute('href')") is None, address
        assert page.evaluate("document.querySelector('#image').getAttribute('src')") is None, address
        assert page.evaluate("[window.__pwn ?? null, location.pathname]") == [None, "/addresses"]
    assert not one.dialogs


@pytest.mark.parametrize("way", ["get", "link"])
def test_what_stands_in_the_address_is_text_on_the_page(ways, target, way):
    # Arrange: XSS-09, in route and query
    text = "'-window.__pwn-'</script><img src=x onerror=window.__pwn=1>"
    path = f"/item/5/{text}".replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
    one = ways(plain="/pen")

    # Act
    if way == "get":
        page = one.bring("painted", "/pen", path)
        page.goto(f"{target.url}{path}?q={path}")
    else:
        page = one.bring("patched", "/addresses", path)
        page.get_by_role("link", name="a link").click()
    page.get_by_text("item 5").wait_for()

    # Assert
    assert page.locator("main p").inner_text() == f"item 5: {text}"
    assert page.evaluate("window.__pwn ?? null") is None
    assert page.locator("#cacao img, #cacao script").count() == 0


MANY = "abort beforetoggle blur click error focus input load mouseover pointerenter toggle wheel".split()
HOSTILE_PROPS = {
    **{f"on{kind}": RUN for kind in MANY},
    **{f"ON{kind.upper()}": RUN for kind in MANY},
    **{f"on:{kind}": RUN for kind in MANY},
    "autofocus onfocus": RUN,
    "autofocus": True,
    "tabIndex": 0,
    "srcdoc": MARKUP[2],
    "innerHTML": MARKUP[0],
    "outerHTML": MARKUP[0],
    "textContent": MARKUP[0],
    "dangerouslySetInnerHTML": {"__html": MARKUP[0]},
    "ref": RUN,
    "is": "x-evil",
    "nonce": "x",
    "form": "elsewhere",
    "formaction": f"javascript:{RUN}",
    "action ": f"javascript:{RUN}",
    "ping": "/ping",
    "srcset": "/evil.png 1x",
    "style ": "top: 0",
    "class": {"a": 1},
    "__proto__": {"polluted": 1},
    "constructor": {"prototype": {"polluted": 1}},
    "prototype": RUN,
    "xlink:href": f"javascript:{RUN}",
    "data-cacao-mark": "forged",
    "data_cacao_on": "click",
    "data-cacao-key": "forged",
    "id": "cacao",
    "http-equiv": "refresh",
    "href": f"javascript:{RUN}",
    "src": f"javascript:{RUN}",
    "title": MARKUP[0],
}
TAGS = "p a button details dialog img video audio label progress input form select table section svg".split()
# All that may come of these.
LEFT = {"title", "tabindex", "autofocus", "prototype", "class", "type", "rel", "name"}


@pytest.mark.parametrize("way", WAYS)
def test_the_props_of_a_stranger_bring_no_handler_and_no_markup(ways, target, way):
    # Arrange: XSS-03; a dict of a stranger is spread into elements of every kind
    one = ways(plain="null")
    tree = {"type": "main", "children": [{"type": tag, "props": HOSTILE_PROPS} for tag in TAGS]}
    before = len(target.log)

    # Act
    page = one.bring(way, "/data", json.dumps(tree))
    for element in page.locator("#data *").all():
        for kind in ("mouseover", "focus", "error", "toggle", "input"):
            element.dispatch_event(kind)

    # Assert
    found = page.evaluate(
        "[...document.querySelectorAll('#data main > *')]"
        ".map(node => [node.localName, node.getAttributeNames()])"
    )
    assert [tag for tag, _ in found] == TAGS
    assert {name for _, names in found for name in names} <= LEFT
    assert page.evaluate("[window.__pwn ?? null, {}.polluted ?? null]") == [None, None]
    assert page.locator("#data [title]").first.get_attribute("title") == MARKUP[0]
    assert not one.dialogs
    assert not [url for url in one.requests if "evil" in url or "ping" in url]
    assert any("onclick was left out" in line for line in target.log[before:]) or way != "painted"


TYPES = """script iframe object embed base meta style math frame noscript template x-foo applet
    use foreignObject animate __proto__ constructor SCRIPT html head body title portal slot""".split()


@pytest.mark.parametrize("way", ["patched", "morphed", "linked"])
def test_the_type_of_a_stranger_makes_no_element(ways, target, way):
    # Arrange: XSS-04; by a first paint it is a page that says what is wrong: security/test_data.py
    one = ways(plain="null")
    page = one.bring("patched", "/data", '{"type": "p", "props": {"content": "sound"}}')

    for kind in TYPES if way == "patched" else TYPES[:1]:
        # Act
        one.write(json.dumps({"type": kind, "props": {"content": RUN, "src": "/evil.js"}}))
        if way == "patched":
            page.locator(".cacao-notice", has_text=re.compile("type|left out|node")).first.wait_for()
        elif way == "morphed":
            page.evaluate("sockets.at(-1).close()")
            page.wait_for_selector("[data-cacao-joined]", state="detached")
            page.locator(".cacao-notice[data-mood=error]").wait_for()
        else:
            page.goto(f"{target.url}/pen")
            page.get_by_role("link", name="/data", exact=True).click()
            page.get_by_text("This page could not be shown").wait_for()

        # Assert
        there = (
            f"#cacao {kind}, body > {kind}:not(script)"
            if kind not in ("html", "head", "body")
            else "main html"
        )
        if way != "linked" and kind.isidentifier() and not kind.startswith("__"):
            assert page.locator(there).count() == 0
        assert page.evaluate("window.__pwn ?? null") is None
        if way == "patched":
            assert page.locator("#data").inner_text() == "sound"
    assert not [url for url in one.requests if "evil" in url]
    page.faults.clear()  # the page that could not be shown


HOSTILE_STYLES = {
    "cssText": "color: red",
    "behavior": "url(//127.0.0.1/evil)",
    "-moz-binding": "url(//127.0.0.1/evil)",
    "MozBinding": "url(//127.0.0.1/evil)",
    "src": "url(//127.0.0.1/evil)",
    "__proto__": {"polluted": 1},
    "constructor": "x",
    "setProperty": "x",
    "length": "9",
    "color;} *{color": "red",
    "color:red;background": "red",
    "background": "url(//127.0.0.1/evil)",
    "backgroundImage": "image-set('//127.0.0.1/evil' 1x)",
    "cursor": "url(//127.0.0.1/evil), auto",
    "listStyleImage": "url(//127.0.0.1/evil)",
    "content": "url(//127.0.0.1/evil)",
    "maskImage": "url(//127.0.0.1/evil)",
    "filter": "url(//127.0.0.1/evil#f)",
    "borderImage": "url(//127.0.0.1/evil) 1",
    "--x": "url(//127.0.0.1/evil)",
    "--y": "red;} * { color: red",
    "width": "expression(window.__pwn=1)",
    "fontFamily": "a</style><script>window.__pwn=1</script>",
    "color": "rgb(1, 2, 3)",
    "opacity": 0.5,
    ":hover": {"background": "url(//127.0.0.1/evil)", "color": "rgb(4, 5, 6)"},
    ":hover, *": {"color": "red"},
    "*": {"color": "red"},
    "@import url(//127.0.0.1/evil)": {"color": "red"},
    "@font-face": {"src": "url(//127.0.0.1/evil)"},
    ":is(:hover,input[value^=a])": {"color": "red"},
}
STYLED = """() => { const style = getComputedStyle(document.querySelector("#data p"));
  const sheets = [...document.styleSheets].filter(sheet => !sheet.href).concat(document.adoptedStyleSheets);
  const rules = sheets.flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join(" ");
  return { colour: style.color, opacity: style.opacity, others: getComputedStyle(document.body).color,
    inline: document.querySelector("#data p").style.cssText, rules, ran: window.__pwn ?? null }; }"""


@pytest.mark.parametrize("way", WAYS)
def test_the_style_of_a_stranger_sets_known_properties_of_its_own_node_alone(ways, way):
    # Arrange: CSS-02
    one = ways(plain="null")
    body = one.pen.evaluate("getComputedStyle(document.body).color")
    tree = {"type": "p", "props": {"content": "styled", "style": HOSTILE_STYLES}}

    # Act
    page = one.bring(way, "/data", json.dumps(tree))
    page.locator("#data p").hover()
    hovered = page.evaluate(STYLED)
    page.mouse.move(0, 0)
    styled = page.evaluate(STYLED)

    # Assert
    assert (styled["colour"], styled["opacity"], styled["others"]) == ("rgb(1, 2, 3)", "0.5", body)
    assert hovered["colour"] == "rgb(4, 5, 6)"
    for word in ("evil", "expression", "url(", "binding", "polluted", "script", "--x", "--y", "behavior"):
        assert word not in styled["rules"] + styled["inline"], word
    assert styled["ran"] is None
    assert not [url for url in one.requests if "evil" in url]


COLOURS = [
    "red;}</style><script>window.__pwn=1</script>",
    "red;background:url(//127.0.0.1/evil)",
    "expression(1)",
    "url(javascript:window.__pwn=1)",
    "var(--x,url(//127.0.0.1/evil))",
    "\\75rl(//127.0.0.1/evil)",
    "@import '//127.0.0.1/evil'",
    "red}",
    "red/*",
    "-->",
]


@pytest.mark.parametrize("way", WAYS)
def test_a_colour_that_is_none_sets_nothing(ways, way):
    # Arrange: CSS-01
    one = ways(plain="red", name="colour")
    plain = one.pen.evaluate("getComputedStyle(document.body).color")

    page = one.bring(way, "/theme", COLOURS[0])
    for colour in COLOURS if way == "patched" else COLOURS[:1]:
        # Act
        if way == "patched":
            one.change(page, colour)

        # Assert: as if nobody had said anything
        painted = page.evaluate("getComputedStyle(document.querySelector('#painted')).color")
        assert painted == plain, colour
        assert page.evaluate("window.__pwn ?? null") is None
    assert not [url for url in one.requests if "evil" in url]


@pytest.mark.parametrize("way", WAYS)
def test_no_text_of_a_visitor_comes_into_a_stylesheet(ways, way):
    # Arrange: CSS-03
    one = ways()
    text = "zebra{} input[value^=a]{background:url(//127.0.0.1/zebra)} @import url(//127.0.0.1/zebra)"
    sheets = """() => [...document.styleSheets].concat(document.adoptedStyleSheets)
      .flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join(" ") +
      [...document.querySelectorAll("style")].map(node => node.textContent).join(" ") +
      [...document.querySelectorAll("[style]")].map(node => node.style.cssText).join(" ")"""

    # Act
    page = one.bring(way, "/xss", text)

    # Assert
    assert page.locator("#content").inner_text() == text
    assert "zebra" not in page.evaluate(sheets)
    assert not [url for url in one.requests if "zebra" in url]
