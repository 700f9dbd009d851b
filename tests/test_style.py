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

from cacao_kernel.html import paint
from cacao_kernel.style import is_safe_value, property_name, read_style

NO_PROPERTIES = """
cssText behavior -moz-binding MozBinding mozBinding src --X --a_b --a;b color: color; {color
1color @import color/**/ *color Färbe""".split()


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
    [*NO_PROPERTIES, "", " color", "color ", "co lor", "color\n", "--", "color\0"],
)
def test_a_key_that_is_no_property_is_left_out_and_told(key: str) -> None:
    assert read_style({key: "red"}) == ({}, [f"style.{key}: no CSS property"])


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


# Pieces that a break-out is made of, beside any text.
PIECES = st.lists(
    st.one_of(
        st.text(max_size=3),
        st.sampled_from("' \" \\ ; { } ( ) < > /* */ url( \f \n \r , # ! @ : red".split(" ")),
    ),
    max_size=8,
).map("".join)


@examples(500)
@given(
    st.dictionaries(st.one_of(st.sampled_from(["color", "--x", "content"]), st.text()), PIECES, max_size=3)
)
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
