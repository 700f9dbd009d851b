"""Style: a typed grammar that no text of a user can leave."""

from __future__ import annotations

import re
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import Shown, build
from search import examples

from cacao import State
from cacao_kernel.html import paint
from cacao_kernel.style import is_safe_value, property_name, read_style

NO_PROPERTIES = """
cssText behavior -moz-binding MozBinding mozBinding src --X --a_b --a;b somethingNew -webkit-colour url
appRegion cssFloat getPropertyValue __proto__ constructor --__proto__ Färbe""".split()


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("color", "color"),
        ("fontSize", "font-size"),
        ("font_size", "font-size"),
        ("font-size", "font-size"),
        ("gridTemplateColumns", "grid-template-columns"),
        ("WebkitMaskSize", "-webkit-mask-size"),
        ("webkitMaskSize", "-webkit-mask-size"),
        ("msOverflowStyle", "-ms-overflow-style"),
        ("--brand-2", "--brand-2"),
    ],
)
def test_a_key_may_be_written_as_in_python_javascript_or_css(key: str, name: str) -> None:
    assert property_name(key) == name


@pytest.mark.parametrize(
    "key",
    [*NO_PROPERTIES, "", "--"],
)
def test_a_key_that_is_no_property_is_left_out_and_told(key: str) -> None:
    told = key if key.isprintable() else repr(key)
    assert read_style({key: "red"}) == ({}, [f"style.{told}: no CSS property"])


@pytest.mark.parametrize(
    "key",
    [
        *"colour colr color: color; {color 1color *color".split(),
        " color",
        "color ",
        "co lor",
        "color\n",
        "color\0",
    ],
)
def test_a_key_that_looks_like_a_property_is_left_out_and_asked_about(key: str) -> None:
    told = key if key.isprintable() else repr(key)
    assert read_style({key: "red"}) == ({}, [f'style.{told}: no CSS property. Did you mean "color"?'])


def test_of_a_style_full_of_unknown_names_only_the_first_are_asked_about() -> None:
    # Act: to look for what each is like takes a while
    found, problems = read_style({f"colour{number}": "red" for number in range(1_000)})

    # Assert
    assert found == {}
    assert len(problems) == 1_000
    assert sum("Did you mean" in problem for problem in problems) == 10


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("width", "20 px", 'CSS takes no space before a unit; write "20px"'),
        ("margin", "0 -1.5 rem", 'CSS takes no space before a unit; write "-1.5rem"'),
        ("width", "calc(100% - 2 em)", 'CSS takes no space before a unit; write "2em"'),
        ("transition", "opacity 300 ms", 'CSS takes no space before a unit; write "300ms"'),
        ("fontSize", "20", 'CSS wants a unit here; write "20px", or 20 as a number'),
        ("padding", "-1.5", 'CSS wants a unit here; write "-1.5px", or -1.5 as a number'),
    ],
)
def test_a_value_that_no_browser_takes_is_told(name: str, value: str, told: str) -> None:
    assert read_style({name: value})[1] == [f"style.{name}: {told}"]


@pytest.mark.parametrize(
    "style",
    [
        {"margin": "0"},
        {"margin": "0 0.0 0px 1em"},
        {"width": "0.0"},
        {"opacity": "0.5", "flex": "1", "zIndex": "3", "lineHeight": "1.5", "aspectRatio": "2"},
        {"--size": "20", "--gap": "20"},
        {"gridRow": "1 / span 2", "gridArea": "1 / 2 / 3 / 4", "order": "-1"},
        {"fontFamily": "'20 px'", "animation": "spin 2s infinite", "WebkitLineClamp": "3"},
        {
            "transform": "translate(-50%, 2px)",
            "gridTemplateAreas": "'a 1 px'",
            "gridTemplateColumns": "1fr 2fr",
        },
    ],
)
def test_a_value_that_a_browser_takes_is_not_asked_about(style: dict[str, Any]) -> None:
    assert read_style(style)[1] == []


def test_a_key_that_is_no_text_is_left_out_and_told() -> None:
    assert read_style({3: "red"}) == ({}, ["style.3: no CSS property"])


@pytest.mark.parametrize(
    ("style", "css"),
    [
        ({"padding": 20}, {"padding": "20px"}),
        ({"marginTop": -1.5}, {"margin-top": "-1.5px"}),
        ({"margin": 0}, {"margin": "0"}),
        (
            {"opacity": 0.5, "flex": 1, "zIndex": 2, "lineHeight": 1.5},
            {"opacity": "0.5", "flex": "1", "z-index": "2", "line-height": "1.5"},
        ),
        ({"--columns": 3}, {"--columns": "3"}),
        ({"color": None, "display": False}, {}),
        ({"color": " red "}, {"color": "red"}),
    ],
)
def test_numbers_are_pixels_where_the_property_is_a_length(
    style: dict[str, Any], css: dict[str, str]
) -> None:
    assert read_style(style) == (css, [])


@pytest.mark.parametrize(
    "value",
    [
        "red",
        "#f0be9b",
        "#F00C",
        "Arial, sans-serif",
        "'A & B', serif",
        '"Segoe UI"',
        "repeat(2, 1fr)",
        "calc((100% - 2 * (1px + .5em)) / 3)",
        "1px solid rgba(0, 0, 0, .5)",
        "0 8px 16px -2px #0003, inset 0 0 1px red",
        "red !important",
        "var(--brand, #fff)",
        "linear-gradient(45deg, red 0%, blue 1e2%)",
        "cubic-bezier(.4, 0, .2, 1)",
        "translateX(-50%) rotate(1turn)",
        "1/2",
        "1\n\t2",
        "-webkit-box",
        "minmax(0, max-content)",
        "light-dark(#000, #fff)",
        "16/9",
        "'it is }; fine in a text'",
    ],
)
def test_a_value_of_known_tokens_is_taken(value: str) -> None:
    assert read_style({"--x": value}) == ({"--x": value}, [])


@pytest.mark.parametrize(
    "value",
    [
        "red;}</style><script>alert(1)</script>",
        "red;background:url(//evil/?x)",
        "red}",
        "{red",
        "red;",
        "url(//evil)",
        "URL(//evil)",
        "url (//evil)",
        "1url(//evil)",
        "-url(x)",
        "u/**/rl(x)",
        "url('x')",
        "src('x')",
        "image-set('x' 1x)",
        "-webkit-image-set('x' 1x)",
        "image('x')",
        "cross-fade('x', 'y')",
        "element(#x)",
        "paint(x)",
        "expression(1)",
        "url(javascript:alert(1))",
        "javascript:alert(1)",
        "var(--x,url(//evil))",
        "attr(x type(<url>))",
        "\\75rl(//evil)",
        "r\\65 d",
        "@import 'x'",
        "red /* x */",
        "calc(1px) (2px)",
        "calc(_url(x))",
        "calc(url (x)",
        "min(--x(1))",
        "/*",
        "<!--",
        "-->",
        "</style>",
        "'a\nb'",
        "'a\rb'",
        '"a\fb"',
        "'a",
        "\"a';}*{color:red}",
        "'\\'",
        "'<'",
        "'\0'",
        "'\x1f'",
        "'\ud800'",
        "\f",
        "1px\r2px",
        "1px\x0b2px",
        "1px\u20282px",
        "calc(1px",
        "1px)",
        "(1px)",
        "#12",
        "#fffurl(x)",
        "#123456789",
        "a:b",
        "a=b",
        "a&b",
        "a|b",
        "a%b",
        "5 !ie",
        "!",
        "!important!",
        "é",
        "",
        "  ",
        "1 " * 1_001,
        True,
        b"red",
        ["red"],
        {"a": 1},
        float("nan"),
        float("inf"),
        1e15,
        2**5_000,
    ],
)
def test_any_other_value_is_left_out_and_told(value: Any) -> None:
    # Act
    css, problems = read_style({"color": value})

    # Assert
    assert css == {}
    assert len(problems) == 1
    assert problems[0].startswith("style.color: no value a style may have: ")
    assert len(problems[0]) < 120


def test_a_style_that_is_left_out_is_told_with_its_place() -> None:
    shown = Shown({"type": "p", "props": {"style": {"color": "url(x)", "margin": 1}}})

    assert shown.root.style == {"margin": "1px"}
    assert shown.warnings == ["page \"/\" > p.props.style.color: no value a style may have: 'url(x)'"]


@pytest.mark.parametrize(
    "value", ["a" * 2_000, "(" * 1_999, "'" * 1_999, "a(" * 900, "1e" * 999, "-" * 2_000]
)
def test_a_long_value_is_read_in_one_go(value: str) -> None:
    assert is_safe_value(value) in (True, False)  # a grammar that goes back would never come to an end


@pytest.mark.parametrize(
    ("style", "read"),
    [
        (
            {"color": "red", ":hover": {"color": "blue", "marginTop": 1}},
            {"color": "red", ":hover": {"color": "blue", "margin-top": "1px"}},
        ),
        ({"&:focus-visible": {"color": "red"}}, {":focus-visible": {"color": "red"}}),
        ({":hover": {"color": "red"}, "margin": 1}, {"margin": "1px", ":hover": {"color": "red"}}),
        ({":hover, :focus": {"color": "red"}}, {":is(:hover,:focus)": {"color": "red"}}),
        ({":hover": {}, ":focus": None, ":active": False, ":link": {"color": None}}, {}),
        (
            {"&:hover": {"color": "red", "margin": 0}, ":hover": {"color": "blue"}},
            {":hover": {"color": "blue", "margin": "0"}},
        ),
        (
            {"@media (max-width: 600px)": {"margin": 1, ":hover": {"margin": 2}}},
            {
                "@media (max-width:600px)": {"margin": "1px"},
                "@media (max-width:600px) :hover": {"margin": "2px"},
            },
        ),
        ({":hover": {"@media print": {"margin": 2}}}, {"@media print :hover": {"margin": "2px"}}),
    ],
)
def test_selectors_nest_a_style(style: dict[str, Any], read: dict[str, Any]) -> None:
    # Act
    found, problems = read_style(style)

    # Assert: the order counts, since the later of two rules wins
    assert (repr(found), problems) == (repr(read), [])


@pytest.mark.parametrize(
    ("style", "told"),
    [
        (
            {":hovr": {"color": "red"}},
            "style[':hovr']: no selector a style may nest. Did you mean \":hover\"?",
        ),
        ({"@import 'x'": {}}, "style[\"@import 'x'\"]: no selector a style may nest"),
        ({"& p": {"color": "red"}}, "style['& p']: no selector a style may nest"),
        ({":hover": "red"}, "style[':hover']: a selector nests a dict of properties, got 'red'"),
        ({":hover": {"color": "url(x)"}}, "style[':hover'].color: no value a style may have: 'url(x)'"),
        ({":hover": {"x y": 1}}, "style[':hover'].x y: no CSS property"),
        (
            {":hover": {":focus": {"color": "red"}}},
            "style[':hover'][':focus']: selectors nest once; join the two in one key",
        ),
        (
            {"@media print": {":hover": {"@media print": {}}}},
            "style['@media print'][':hover']['@media print']: selectors nest once; join the two in one key",
        ),
    ],
)
def test_what_cannot_nest_is_left_out_and_told(style: dict[str, Any], told: str) -> None:
    assert read_style({"margin": 0, **style}) == ({"margin": "0"}, [told])


def test_a_style_that_holds_itself_is_read_all_the_same() -> None:
    # Arrange
    style: dict[str, Any] = {"color": "red"}
    style[":hover"] = style

    # Act
    found, problems = read_style(style)

    # Assert
    assert found == {"color": "red", ":hover": {"color": "red"}}
    assert problems == ["style[':hover'][':hover']: selectors nest once; join the two in one key"]


def test_a_patch_brings_the_whole_style_with_what_nests_in_it() -> None:
    # Arrange
    colour = State("red")
    shown = Shown(lambda: {"type": "p", "props": {"style": {"margin": 1, ":hover": {"color": colour.value}}}})

    # Act
    ops = shown.change((colour, "blue"))

    # Assert
    assert ops == [["s", [], {"margin": "1px", ":hover": {"color": "blue"}}]]


@pytest.mark.parametrize("nested", [False, True])
def test_another_order_is_another_style(nested: bool) -> None:
    # Arrange: of two that meet, the later one wins
    is_turned = State(False)

    def page() -> Any:
        pairs = [("margin", 2), ("marginTop", 1)][:: -1 if is_turned.value else 1]
        style = {":hover": dict(pairs)} if nested else dict(pairs)
        return {"type": "p", "props": {"style": style}}

    shown = Shown(page)

    # Act
    ops = shown.change((is_turned, True))

    # Assert
    turned = {"margin-top": "1px", "margin": "2px"}
    assert [list(op[2][":hover"] if nested else op[2]) for op in ops] == [list(turned)]


# Pieces that a break-out is made of, beside any text.
PIECES = st.lists(
    st.one_of(
        st.text(max_size=3),
        st.sampled_from("' \" \\ ; { } ( ) < > /* */ url( \f \n \r , # ! @ : red".split(" ")),
    ),
    max_size=8,
).map("".join)


DECLARATIONS = st.dictionaries(
    st.one_of(st.sampled_from(["color", "--x", "content"]), st.text()), PIECES, max_size=3
)
SELECTORS = st.lists(
    st.one_of(
        st.text(max_size=2),
        st.sampled_from(
            ": & @media @ ::before :hover :not( :is( ) , ( 600px max-width : print { } ; p [x] > \n".split(
                " "
            )
        ),
    ),
    max_size=6,
).map("".join)


@examples(500)
@given(SELECTORS)
def test_whatever_nests_names_its_own_node_alone(key: str) -> None:
    # Act
    css = paint(build({"type": "p", "props": {"style": {key: {"color": "red"}}}})).style

    # Assert
    words = r"(?:::?[a-z-]+|\(|\)|,)*"
    screens = r"(?:@media [a-z0-9 ():.-]+\{)?"
    assert re.fullmatch(rf"(?:{screens}#cacao \.cacao-paint-0{words}\{{color:red\}}+)?", css)
    assert css.count("(") == css.count(")")


@examples(500)
@given(DECLARATIONS)
def test_whatever_is_taken_stays_one_declaration(style: dict[str, str]) -> None:
    # Act
    node = build({"type": "p", "props": {"style": style}})
    css = paint(node).style
    rest = re.sub(r"\"[^\"]*\"|'[^']*'", "''", css)

    # Assert: outside of texts there is one rule, a declaration for each property, and no address.
    orjson.dumps(node.packed())
    assert not re.search(r"[<>\\\r\f\0]", css)
    assert rest.count("{") == rest.count("}") == bool(node.style)
    assert rest.count(":") == len(node.style)
    assert rest.count(";") == max(0, len(node.style) - 1)
    assert "url(" not in rest.lower()
    assert rest.count("(") == rest.count(")")


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("colour", "color"),
        ("backgroundColr", "background-color"),
        ("font-wieght", "font-weight"),
        ("widht", "width"),
        ("webkitLineClmp", "-webkit-line-clamp"),
    ],
)
def test_a_property_that_looks_like_a_slip_is_left_out_and_asked_about(key: str, meant: str) -> None:
    assert read_style({key: "inherit"}) == (
        {},
        [f'style.{key}: no CSS property. Did you mean "{meant}"?'],
    )


@pytest.mark.parametrize(
    "key",
    ["color", "flexGrow", "zoom", "--colour", "scrollMarginBottom", "maxBlockSize", "WebkitLineClamp"],
)
def test_a_property_of_css_is_not_asked_about(key: str) -> None:
    assert read_style({key: "inherit"})[1] == []
