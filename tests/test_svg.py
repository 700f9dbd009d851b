"""SVG in the tree: which elements and attributes it may have, and how the test kit reads them."""

from __future__ import annotations

import pytest
from screens import Shown, build

from cacao_kernel import elements
from cacao_kernel.dom import Document
from cacao_kernel.elements import attribute_name, refuse_nesting, refuse_text, refuse_value
from cacao_kernel.errors import TreeError
from cacao_kernel.html import document, paint
from cacao_kernel.state import State

ICON = {
    "type": "svg",
    "props": {"view_box": "0 0 24 24", "fill": "none", "stroke": "currentColor", "strokeWidth": 2},
    "children": [{"type": "g", "children": [{"type": "path", "props": {"d": "M5 12h14"}}]}],
}


@pytest.mark.parametrize(
    ("prop", "attribute"),
    [
        *[(prop, "viewBox") for prop in ("viewBox", "view_box", "view-box", "viewbox", "VIEWBOX")],
        *[(prop, "stroke-width") for prop in ("strokeWidth", "stroke_width", "stroke-width")],
        ("preserve_aspect_ratio", "preserveAspectRatio"),
        ("pathLength", "pathLength"),
        ("fill", "fill"),
        ("x1", "x1"),
        ("className", "class"),
        ("tabIndex", "tabindex"),
        ("aria_label", "aria-label"),
        ("data-row", "data-row"),
    ],
)
def test_however_a_prop_is_spelled_its_attribute_has_one_spelling(prop: str, attribute: str) -> None:
    assert attribute_name(prop, "svg") == attribute_name(prop, "path") == attribute


@pytest.mark.parametrize(
    "prop",
    """onclick onload onbegin on_x href xlink:href xlink_href xlinkHref xml:base style filter mask clip-path
    clipPath marker marker-start markerEnd cursor title hidden src begin attributeName values from to by
    xmlns xmlns:xlink data-cacao-mark data_cacao_on requiredExtensions systemLanguage autofocus""".split(),
)
def test_what_runs_loads_or_links_is_no_attribute_of_a_shape(prop: str) -> None:
    assert attribute_name(prop, "svg") is None


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("viewBox", "0 0 24 24"),
        ("viewBox", "-1.5,-1.5, 3 .5e1"),
        ("width", "1.5em"),
        ("height", "100%"),
        ("rx", "auto"),
        ("cx", "-4"),
        ("opacity", "50%"),
        ("stroke-width", "1e-07"),
        ("pathLength", "1"),
        ("stroke-dasharray", "none"),
        ("stroke-dasharray", "1 2.5, 3%"),
        ("stroke-dashoffset", "-0.5"),
        ("transform", ""),
        ("transform", "rotate(-90 20 20) translate(1,2)"),
        ("transform", "matrix(1 0 0 1 -2.5 3e1),skewX (30)"),
        ("preserveAspectRatio", "none"),
        ("preserveAspectRatio", "xMidYMax slice"),
        ("d", ""),
        ("d", "m2 3-1.5.5A1 1 0 01.5 1.5H3e1\nz"),
        ("points", ""),
        ("points", "0,0 1e1,-2.5 3,4"),
        ("points", "1.25,2 " * 10_000),
        ("fill", "none"),
        ("fill", "#f0be9b"),
        ("stroke", "var(--cacao-primary)"),
        ("color", "light-dark(red, rgb(1 2 3 / 50%))"),
        ("stroke-linecap", "round"),
        ("shape-rendering", "crispEdges"),
        ("paint-order", "stroke fill"),
        ("class", "icon"),
        ("data-value", "url(x)"),
    ],
)
def test_a_value_that_draws_is_let_through(attribute: str, value: str) -> None:
    assert refuse_value("path", attribute, value) == ""


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        *[(name, "url(#x)") for name in ("fill", "stroke", "color", "width", "d", "points", "display")],
        *[(name, "") for name in ("fill", "width", "viewBox", "stroke-linecap", "stroke-dasharray")],
        *[(name, "1\0") for name in ("d", "points", "width", "transform", "viewBox")],
        *[(name, "NaN") for name in ("d", "points", "width", "cx", "opacity")],
        ("fill", "URL(//evil.example/x.svg#a)"),
        ("fill", "\\75rl(//evil.example)"),
        ("fill", "red;stroke:blue"),
        ("fill", "red}"),
        ("fill", "expression(1)"),
        ("fill", "image-set('//evil.example' 1x)"),
        *[(name, "M 1e999") for name in ("d", "points", "width", "viewBox")],
        ("r", "-1"),
        ("width", "1 px"),
        ("width", "1lightyear"),
        ("width", "calc(1px)"),
        ("pathLength", "1px"),
        ("cx", "1 2"),
        ("viewBox", "0 0 24"),
        ("viewBox", "0 0 24 24 24"),
        ("transform", "rotate(30deg)"),
        ("transform", "rotate(1"),
        ("transform", "evil(1)"),
        ("transform", "rotate(1);"),
        ("d", "5 5"),
        ("d", 'M0 0"><script>'),
        ("d", "javascript:alert(1)"),
        ("points", "1,2 x"),
        ("stroke-linecap", "round;"),
        ("stroke-linecap", "1"),
        ("preserveAspectRatio", "xMidYMid meet meet"),
        ("fill", "a" * 2_001),
        ("stroke-dasharray", "1 " * 1_001),
    ],
)
def test_any_other_value_is_left_out_and_told(attribute: str, value: str) -> None:
    # Arrange
    shown = Shown({"type": "svg", "props": {attribute: value}})

    # Assert
    assert shown.packed == ["svg", {}, []]
    (told,) = shown.warnings
    assert f"svg.props.{attribute} was left out: no value that {attribute} may have" in told
    assert len(told) < 300


def test_every_value_is_looked_at_in_a_time_that_grows_as_it_does() -> None:
    # Arrange: these would keep a pattern busy for hours that can read a number in more than one way
    values = [
        "1" * 1_990,
        "1e1" * 660,
        ".1" * 990,
        "1 " * 990,
        "1." * 990,
        "rotate(" * 200,
        " ," * 990,
        "a " * 990,
        "a-" * 990,
    ]

    # Act and assert
    for attribute in elements.svg._BY_NAME:
        for value in values:
            assert refuse_value("svg", attribute, f"{value}x(")
            assert refuse_value("svg", attribute, f"M{value * 50}<")


@pytest.mark.parametrize(
    ("tag", "around", "reason"),
    [
        ("svg", "", ""),
        ("svg", "p button span", ""),
        ("path", "svg g g", ""),
        ("svg", "svg", ""),
        ("path", "div", "<path> stands in <svg>, <g> only"),
        ("g", "", "<g> stands in <svg>, <g> only"),
        ("path", "svg path", "<path> holds nothing"),
        ("svg", "circle", "<circle> holds nothing"),
        ("svg", "table", "<table> may hold <caption>, <colgroup>, <thead>, <tbody>, <tfoot>, <tr> only"),
        ("svg", "option", "<option> may hold text only"),
    ],
)
def test_shapes_stand_in_drawings_alone(tag: str, around: str, reason: str) -> None:
    assert refuse_nesting(tag, around.split()) == reason


@pytest.mark.parametrize("tag", ["div", "span", "section", "p", "a", "img", "input"])
def test_a_drawing_holds_no_html(tag: str) -> None:
    assert refuse_nesting(tag, ["svg", "g"]).startswith("<g> may hold <svg>, <g>, <path>")


def test_a_drawing_holds_no_text() -> None:
    assert refuse_text("svg").startswith("<svg> may hold <svg>, <g>, <path>")
    assert refuse_text("path") == "<path> holds nothing"
    with pytest.raises(TreeError, match="but here stands text"):
        build({"type": "svg", "props": {"content": "<script>"}})


def test_a_drawing_is_painted_and_packed_alike() -> None:
    # Act
    root = build(ICON)

    # Assert
    names = {"viewBox": "0 0 24 24", "fill": "none", "stroke": "currentColor", "stroke-width": "2"}
    assert root.packed() == ["svg", names, [["g", {}, [["path", {"d": "M5 12h14"}, []]]]]]
    assert paint(root).body == (
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2">'
        '<g><path d="M5 12h14"></path></g></svg>'
    )


def test_a_simulated_browser_reads_a_drawing_as_it_was_painted() -> None:
    # Arrange
    root = build({"type": "p", "children": [{**ICON, "props": {**ICON["props"], "pathLength": 1}}]})  # type: ignore[dict-item]
    page, _ = document(paint(root), title="", styles=[], scripts=[], socket="/")

    # Act
    (drawing,) = [node for node in Document(page).root.walk() if node.tag == "svg"]

    # Assert
    assert drawing.attributes == root.children[0].attributes
    assert {"viewBox", "pathLength"} <= {*drawing.attributes}


def test_a_shape_follows_a_state() -> None:
    # Arrange
    box = State("0 0 1 1", name="box")
    shown = Shown({"type": "svg", "props": {"view_box": box}})

    # Act and assert
    assert shown.change((box, "0 0 2 2")) == [["n", [], {"viewBox": "0 0 2 2"}]]
    assert shown.change((box, "url(x)")) == [["n", [], {"viewBox": None}]]


def test_a_slip_in_a_name_is_told_with_what_was_meant() -> None:
    # Act
    shown = Shown({"type": "svg", "props": {"veiwBox": "0 0 1 1", "stroke_widht": 1, "title": "x", "zzz": 1}})

    # Assert
    assert [told.partition(" was left out: ")[2] for told in shown.warnings] == [
        'no attribute an SVG element may have. Did you mean "viewBox"?',
        'no attribute an SVG element may have. Did you mean "stroke-width"?',
        "SVG shows no title; aria_label says what it is",
        "no attribute an SVG element may have",
    ]


def test_rows_with_icons_are_copied_as_they_would_be_built() -> None:
    # Arrange
    def row(number: int) -> dict[str, object]:
        path = {"type": "path", "props": {"d": f"M0 0H{number}", "strokeWidth": number}}
        return {"type": "li", "children": [{"type": "svg", "children": [path]}, f"row {number}"]}

    rows = [row(number) for number in range(60)]

    # Act
    shown = Shown({"type": "ul", "children": rows})

    # Assert
    assert shown.packed[2] == [build(row).packed() for row in rows]
