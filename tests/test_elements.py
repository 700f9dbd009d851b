"""Elements: what a page may hold. That a browser's parser agrees, browser/test_html_parsing.py shows."""

from __future__ import annotations

import pytest
from screens import build

from cacao_kernel import elements
from cacao_kernel.elements import attribute_name, is_safe_url, refuse_nesting, refuse_text
from cacao_kernel.errors import TreeError

FORBIDDEN_ELEMENTS = """
    script style iframe object embed base meta template math noscript frame frameset applet
    html head body title portal slot plaintext xmp listing marquee x-foo __proto__ #text
    #comment SCRIPT Div DIV p> p/ use foreignObject animate animateMotion animateTransform set tspan
    textPath desc defs symbol marker pattern mask clipPath filter feImage linearGradient view SVG
""".split()
FORBIDDEN_ATTRIBUTES = """
    onclick onerror ONCLICK OnLoad on on_CLICK on-click onanything srcdoc SrcDoc srcset imagesrcset
    ping is nonce innerHTML outerHTML innerText textContent dangerouslySetInnerHTML ref http_equiv
    httpEquiv-x: xmlns xlink:href on:click @click :href v-on:click #x 1x -x _x x= x> x"y x/y
    data-cacao-mark data_cacao_key Data_Cacao_On data-cacao Style STYLE Action ACTION archive
    codebase manifest form formaction formMethod formenctype formTarget attributionsrc lowsrc dynsrc
    referrerpolicy
""".split()
HARMLESS_ADDRESSES = """
    / /about about ?q=1 #top ./a../b https://example.org http://example.org:80/a?b#c
    HTTPS://EXAMPLE.ORG mailto:a@b.c tel:+49-1 sms:1 //example.org/a a/b:c ?next=javascript:x
    #javascript:x javascript/x %6aavascript:alert(1) &#106;avascript:alert(1)
""".split()


@pytest.mark.parametrize("name", ["link", "image", "switch"])
def test_components_of_these_names_make_no_element_of_that_name(name: str) -> None:
    props = {"label": "a", "content": "a", "href": "/", "src": "/a.png", "alt": "a"}
    known = {"link": ("content", "href"), "image": ("src", "alt"), "switch": ("label",)}

    built = build({"type": name, "props": {prop: props[prop] for prop in known[name]}})

    assert name not in elements.TAGS
    assert name not in [node.tag for node in built.walk()]


@pytest.mark.parametrize("name", [*FORBIDDEN_ELEMENTS, "p onclick=1", "", " p", "p\n"])
def test_no_element_that_runs_code_or_loads_documents_can_be_made(name: str) -> None:
    assert name not in elements.TAGS
    with pytest.raises(TreeError, match="there is no node type"):
        build({"type": name})


@pytest.mark.parametrize(
    ("prop", "attribute"),
    [
        ("title", "title"),
        ("tabIndex", "tabindex"),
        ("className", "class"),
        ("htmlFor", "for"),
        ("aria_label", "aria-label"),
        ("aria-label", "aria-label"),
        ("data_row", "data-row"),
        ("http.x", "http.x"),
    ],
)
def test_a_prop_is_painted_under_its_html_name(prop: str, attribute: str) -> None:
    assert attribute_name(prop) == attribute


@pytest.mark.parametrize(
    "prop",
    [
        *FORBIDDEN_ATTRIBUTES,
        "",
        " title",
        "title ",
        "ti tle",
        "title\n",
        "tıtle",
        "\u017ftyle",
        "on\u212aeypress",
    ],
)
def test_no_attribute_that_runs_code_or_belongs_to_cacao_can_be_set(prop: str) -> None:
    assert attribute_name(prop) is None


@pytest.mark.parametrize("url", [*HARMLESS_ADDRESSES, "", " ", "two words", "java script/x"])
def test_an_address_that_runs_nothing_is_let_through(url: str) -> None:
    assert is_safe_url(url, "a", "href")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "\x00javascript:alert(1)",
        "\x01\x02 javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\r\nscript:alert(1)",
        "j\ta\tv\ta\tscript:alert(1)",
        "java\x00script:alert(1)",
        "javascript\t:alert(1)",
        "javascript\x00:alert(1)",
        "\u200bjavascript:alert(1)",
        "java\u200dscript:alert(1)",
        "\ufeffjavascript:alert(1)",
        "\u2028javascript:alert(1)",
        "\x85javascript:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "data:image/png;base64,AAAA",
        "blob:https://example.org/1",
        "file:///etc/passwd",
        "filesystem:http://x",
        "view-source:x",
        "chrome://settings",
        "about:blank",
        "intent:x",
        "ws://x",
        "feed:javascript:alert(1)",
        "jar:x!/",
        "x-y.z+1:a",
    ],
)
def test_an_address_of_any_other_scheme_is_refused(url: str) -> None:
    assert not is_safe_url(url, "a", "href")


@pytest.mark.parametrize(
    ("url", "tag", "attribute", "is_safe"),
    [
        ("data:image/png;base64,iVBORw0KGgo=", "img", "src", True),
        ("data:image/jpeg;base64,", "img", "src", True),
        ("DATA:IMAGE/WEBP;BASE64,AA", "img", "src", True),
        ("data:image/png;base64,AA", "img", "longdesc", False),
        ("data:image/png;base64,AA", "input", "src", False),
        ("data:image/svg+xml;base64,AA", "img", "src", False),
        ("data:image/png,AA", "img", "src", False),
        ("data:image/png;base64,AA\"onerror='x'", "img", "src", False),
        ("data:text/html;base64,AA", "img", "src", False),
    ],
)
def test_an_image_may_hold_its_own_bytes(url: str, tag: str, attribute: str, is_safe: bool) -> None:
    assert is_safe_url(url, tag, attribute) is is_safe


@pytest.mark.parametrize(
    ("tag", "around", "reason"),
    [
        ("div", "p", "<div> ends the <p> around it"),
        ("p", "p b", "<p> ends the <p> around it"),
        ("h1", "p button", ""),
        ("ul", "p span", "<ul> ends the <p> around it"),
        ("p", "p button table tbody tr td", ""),
        ("hr", "p select", ""),
        ("h2", "h1", "a heading ends the <h1> around it"),
        ("h2", "h1 span", ""),
        ("button", "button span", "a button cannot hold a button"),
        ("a", "a p b", "<a> cannot stand inside another <a>"),
        ("form", "form div", "<form> cannot stand inside another <form>"),
        ("li", "ul li", "<li> ends the <li> around it"),
        ("li", "ul li div", "<li> ends the <li> around it"),
        ("li", "ul li dialog", "<li> ends the <li> around it"),
        ("li", "ul li ul", ""),
        ("li", "ul li button", ""),
        ("dd", "dl dt span", "<dd> ends the <dt> around it"),
        ("dd", "dl dt section", ""),
        ("rt", "ruby rt", "<rt> ends the <rt> around it"),
        ("rt", "ruby rt b", ""),
        ("rp", "rt", ""),
        ("td", "table tbody", "<tbody> may hold <tr> only"),
        ("td", "div", "<td> stands in <tr> only"),
        ("tr", "", "<tr> stands in <table>, <tbody>, <thead>, <tfoot> only"),
        ("option", "datalist", ""),
        ("option", "div", "<option> stands in <select>, <optgroup>, <datalist> only"),
        ("b", "option", "<option> may hold text only"),
        ("div", "select", "<select> may hold <option>, <optgroup>, <hr> only"),
        ("caption", "table", ""),
        ("li", "", ""),
    ],
)
def test_nesting_that_the_parser_would_change_is_refused_with_its_reason(
    tag: str, around: str, reason: str
) -> None:
    assert refuse_nesting(tag, around.split()) == reason


def test_text_is_refused_where_the_parser_would_move_it() -> None:
    assert refuse_text("p") == refuse_text("option") == refuse_text("textarea") == ""
    assert refuse_text("br") == "<br> holds nothing"
    assert refuse_text("tr") == "<tr> may hold <td>, <th> only"
    assert refuse_text("select") == "<select> may hold <option>, <optgroup>, <hr> only"
