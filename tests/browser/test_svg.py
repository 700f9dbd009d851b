"""Drawings in Chromium: painted, parsed, patched and morphed they are the same SVG, which can be seen."""

from __future__ import annotations

import pytest

SOURCE = """
import cacao
app = cacao.App()
turns = cacao.State(0)
clicks = cacao.State(0, scope="app")

SHAPES = [
    {"type": "path", "props": {"d": "M2 2h20v20z"}},
    {"type": "circle", "props": {"cx": 5, "cy": 5, "r": 4, "path_length": 1, "stroke-dasharray": "0.5 1"}},
    {"type": "ellipse", "props": {"cx": 5, "cy": 5, "rx": 4, "ry": 3}},
    {"type": "rect", "props": {"x": 1, "y": 1, "width": 9, "height": 9, "rx": 2}},
    {"type": "line", "props": {"x1": 1, "y1": 1, "x2": 9, "y2": 9}},
    {"type": "polyline", "props": {"points": "1,1 5,9 9,1"}},
    {"type": "polygon", "props": {"points": "1,1 5,9 9,1"}},
]

@app.event("turn")
def turn():
    turns.set(turns.value + 1)

@app.event("click")
def click():
    clicks.set(clicks.value + 1)

def drawing(box):
    style = {"color": "rgb(1, 2, 3)", "strokeWidth": 3, ":hover": {"opacity": 0.5}}
    return {"type": "svg", "props": {"view_box": box, "width": 48, "preserveAspectRatio": "xMidYMid meet",
        "stroke": "currentColor", "class": "icon", "style": style, "role": "img", "aria_label": "Drawing"},
        "children": [{"type": "g", "props": {"transform": "translate(1 1)"}, "children": [*SHAPES, None]},
            {"type": "rect", "key": "bar", "props": {"width": 20, "height": 20, "fill": "red", "id": "bar",
             "on_click": "click", "tabIndex": 0}}]}

@app.mix("/")
def home():
    box = f"0 0 24 {24 + turns.value}"
    far = [{"type": "p", "props": {"id": "far"}, "children": [drawing(box)]}] if turns.value else []
    swapped = {"type": "span", "children": [drawing(box)]} if turns.value % 2 else drawing(box)
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Turn", "on_click": "turn"}},
        {"type": "b", "props": {"content": f"turn {turns.value}, clicks {clicks.value}"}},
        {"type": "p", "props": {"id": "near"}, "children": [drawing(box)]},
        {"type": "p", "props": {"id": "swapped"}, "children": [swapped]},
        {"type": "p", "props": {"id": "grown"}, "children": [
            {"type": "svg", "props": {"viewBox": box}, "children": [{"type": "g", "key": "g",
             "children": SHAPES[:turns.value]}]}]},
        *far]}
"""

# Namespaces, names, attributes and what of it can be seen, without the class of the first paint and
# the number of a rule, which are two ways to the same style.
TELL = r"""(selector) => {
  const tell = (node) => node.nodeType === 8 ? 0 : [node.namespaceURI.split("/").pop(), node.localName,
    Object.fromEntries([...node.attributes].map((a) => [a.name, a.value.replace(/ ?cacao-paint-\d+/, "")])
      .filter(([name]) => name !== "data-cacao-style")),
    getComputedStyle(node).stroke, getComputedStyle(node).strokeWidth,
    [node.getBBox().width, node.getBBox().height], [...node.childNodes].map(tell)];
  return tell(document.querySelector(`#${selector} svg`));
}"""


def names_of(told):
    """Return the names of a drawing's elements, and hold that all are SVG's."""
    if told == 0:
        return []
    space, name, *_, children = told
    assert space == "svg", name
    return [name] + [inner for child in children for inner in names_of(child)]


def test_a_drawing_is_the_same_svg_painted_patched_swapped_and_morphed(visit, serve):
    # Arrange
    server = serve(SOURCE)
    page = visit(server.url)
    page.evaluate("window.drawing = document.querySelector('#near svg')")

    # Assert: as painted
    painted = page.evaluate(TELL, "near")
    shapes = "path circle ellipse rect line polyline polygon".split()
    assert names_of(painted) == ["svg", "g", *shapes, "rect"]
    assert painted[2]["viewBox"] == "0 0 24 24"
    assert painted[3:5] == ["rgb(1, 2, 3)", "3px"]
    assert [shape[5] for shape in painted[6][0][6][:-1]] == [
        [20, 20], [8, 8], [8, 6], [9, 9], [8, 8], [8, 8], [8, 8],
    ]  # fmt: skip

    for turn in (1, 2):
        # Act: patched, put in and swapped
        page.get_by_role("button", name="Turn").click()
        page.get_by_text(f"turn {turn},").wait_for()

        # Assert
        patched = page.evaluate(TELL, "near")
        assert patched[2] == {**painted[2], "viewBox": f"0 0 24 {24 + turn}"}
        assert patched[3:] == painted[3:]
        assert page.evaluate(TELL, "far") == page.evaluate(TELL, "swapped") == patched
        assert names_of(page.evaluate(TELL, "grown")) == ["svg", "g", *shapes[:turn]]
        assert page.evaluate("drawing === document.querySelector('#near svg')")

    # Act: the same tree painted and parsed
    patched = [page.evaluate(TELL, part) for part in ("near", "swapped", "grown", "far")]
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")

    # Assert
    assert [page.evaluate(TELL, part) for part in ("near", "swapped", "grown", "far")] == patched

    # Act: another tree morphed in, by a server that knows nothing of it
    page.evaluate("window.drawing = document.querySelector('#near svg')")
    server.stop()
    page.wait_for_selector("[data-cacao-joined]", state="detached")
    serve(SOURCE, port=server.port)
    page.get_by_text("turn 0, clicks 0").wait_for()
    page.faults.clear()

    # Assert
    assert page.evaluate(TELL, "near") == page.evaluate(TELL, "swapped") == painted
    assert names_of(page.evaluate(TELL, "grown")) == ["svg", "g"]
    assert page.evaluate("drawing === document.querySelector('#near svg')")


def test_a_shape_listens_and_has_a_name_as_any_node(visit, serve):
    # Arrange
    page = visit(serve(SOURCE).url)

    # Act
    page.locator("#near #bar").click(position={"x": 30, "y": 30})

    # Assert
    page.get_by_text("clicks 1").wait_for()
    assert page.get_by_role("img", name="Drawing").count() == 2

    # Act: the keyboard reaches it
    page.locator("#near #bar").focus()

    # Assert
    assert page.evaluate("document.activeElement.localName") == "rect"


HOSTILE = """
import cacao
app = cacao.App()
turns = cacao.State(0)
RUN = "window.__pwn = 1"
EVIL = "//127.0.0.1:9/evil.svg"
VALUES = ["url(#a)", f"url({EVIL}#a)", f"url('data:image/svg+xml,<svg onload={RUN}>')", "javascript:" + RUN,
    "expression(1)", '"><script>' + RUN + "</script>", "red;fill:blue", "</svg><img src=x onerror=x>", "NaN",
    "M0 0;", "\\\\75rl(x)", "1e999", "-1", "", "<!--", "]]>", True, 7, [1], {"a": 1}, None]
NAMES = ("fill stroke color d points transform viewBox width height r rx cx x1 opacity strokeDasharray "
    "pathLength preserveAspectRatio stroke-linecap display visibility filter mask clipPath clip-path cursor "
    "markerEnd marker-start href xlink:href xlinkHref from to by values begin attributeName onbegin onload "
    "onclick onend on:click style xmlns xml:base xmlns:xlink is nonce ref innerHTML class id lang role "
    "data-x aria_label requiredExtensions externalResourcesRequired title hidden autofocus").split()
TAGS = "path circle ellipse rect line polyline polygon g svg".split()

@app.event("turn")
def turn():
    turns.set(turns.value + 1)

@app.mix("/")
def home():
    value = VALUES[turns.value - 1] if turns.value else "none"
    props = {name: value for name in NAMES if not (name == "style" and value is not None)}
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Turn", "on_click": "turn"}},
        {"type": "b", "props": {"content": f"turn {turns.value}"}},
        {"type": "svg", "props": {**props, "id": "hostile"}, "children": [
            {"type": tag, "props": props} for tag in TAGS]}]}
"""

TEXTS = ("class", "id", "lang", "role", "data-x", "aria-label")  # what may hold any text


@pytest.mark.parametrize("way", ["patched", "painted"])
def test_nothing_runs_or_is_fetched_of_what_a_stranger_puts_into_shapes(visit, serve, way):
    # Arrange
    page = visit(serve(HOSTILE).url)
    asked, dialogs = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    for turn in range(1, 22):
        # Act
        page.get_by_role("button", name="Turn").click()
        page.get_by_text(f"turn {turn}", exact=True).wait_for()
        if way == "painted":
            page.reload()
            page.wait_for_selector("[data-cacao-joined]")
        for shape in page.locator("#hostile *").all():
            shape.dispatch_event("click")
            shape.dispatch_event("load")

        # Assert
        found = page.evaluate(
            "[...document.querySelectorAll('#cacao svg, #cacao svg *')]"
            ".map(node => [node.namespaceURI, [...node.attributes].map(a => [a.name, a.value])])"
        )
        assert page.evaluate("window.__pwn ?? null") is None and dialogs == []
        assert len(found) == 10
        for space, attributes in found:
            assert space == "http://www.w3.org/2000/svg"
            names = {name for name, _ in attributes}
            assert not [name for name in names if name.startswith("on") or ":" in name]
            assert not names & set(
                "href style filter mask clip-path cursor marker-end from values is".split()
            )
            kept = {name: value for name, value in attributes if name not in ("class", "id", "lang", "role")}
            harmless = [value for name, value in kept.items() if not name.startswith(("data-", "aria-"))]
            assert not [value for value in harmless if "(" in value or ":" in value or "<" in value]
    assert not [url for url in asked if "evil" in url or url.startswith("data:")]
