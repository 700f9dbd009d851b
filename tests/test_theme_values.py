"""The values of a theme: each kind has a grammar; what does not pass it is an error that names the key."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cacao_kernel.style import is_safe_value
from cacao_plugins.themes.builtin import cacao
from cacao_plugins.themes.colour import read_colour
from cacao_plugins.themes.grammar import KINDS, read_value
from cacao_plugins.themes.mistake import ThemeError
from cacao_plugins.themes.theme import make_theme
from cacao_plugins.themes.tokens import SECTIONS

# What would end the declaration, fetch something, run something or hide what it is.
HOSTILE = [
    "red;}</style><script>alert(1)</script>",
    "red;background:url(//evil/?x)",
    "red; color: blue",
    "expression(1)",
    "url(javascript:alert(1))",
    "url(//evil/?x)",
    "URL('x')",
    "var(--x,url(//evil/))",
    "var(--x)",
    "\\75rl(//evil/)",
    "\\72 ed",
    "@import 'evil.css'",
    "red}",
    "red{",
    "red\n",
    "red\nblue",
    "red\r\f",
    "red\0",
    "red/**/",
    "/* */red",
    "red !important",
    "image-set('x' 1x)",
    "element(#x)",
    "attr(title)",
    "env(x)",
    "src('x')",
    "calc(1px",
    "calc(1px))",
    "calc(url(x))",
    "calc(1px + var(--x))",
    '"a"; b',
    '"\\"',
    "'a\"",
    "<!--",
    "-->",
    "rgb(1 2 3",
    "rgb(1 2 3))",
    "rgb(url(x) 2 3)",
    "rgb(1 2 3 / url(x))",
    "light-dark(red, url(x))",
    "0 0 4px url(x)",
    "0 0 4px red; x: y",
    "red\u2028",
    "blac\u212a",  # the sign of the kelvin, which becomes a plain k when it is made small
    "x" * 100_000,
    "calc(" * 5_000,
]

TAKEN: dict[str, list[object]] = {
    "colour": [
        "#abc",
        "#AABBCC",
        "#12345678",
        "red",
        "Transparent",
        "rgb(1 2 3)",
        "rgb(1, 2, 3)",
        "rgb(1 2 3 / 50%)",
        "hsl(210 50% 40%)",
        "hsl(210deg, 50%, 40%)",
        "oklch(0.6 0.1 200)",
        "oklch(60% 0.1 200 / 0.5)",
    ],
    "length": [
        "0",
        "1px",
        "0.5rem",
        ".5em",
        "12%",
        "calc(1rem + 2px)",
        "clamp(1rem, 2vw + 4px, 2rem)",
        12,
        0,
        1.5,
    ],
    "fonts": [
        "Inter",
        "Inter, sans-serif",
        '"Segoe UI", Arial',
        "'Noto Sans', -apple-system",
        "Comic Sans MS",
    ],
    "number": ["1.5", 1.5, "0", 2],
    "weight": ["400", 650, "bold", "normal", 1000],
    "duration": ["150ms", "0.2s", 150, "0s"],
    "shadow": [
        "none",
        "0 1px 2px #0003",
        "inset 0 0 0 1px red, 0 4px 16px -4px rgb(0 0 0 / 0.2)",
        "0 1px 2px light-dark(rgb(1 2 3 / 0.1), #000)",
        "1px 1px",
    ],
    "easing": ["linear", "ease-out", "cubic-bezier(0.2, 0, 0, 1)", "steps(4)"],
}

REFUSED: dict[str, list[object]] = {
    "colour": [
        "",
        "#12",
        "#12345",
        "#ggg",
        "currentColor",
        "inherit",
        "rgb(1 2)",
        "hsl(1 2 3)",
        "lab(1 2 3)",
        12,
        None,
        True,
        ["red"],
        {"a": 1},
        "rgb()",
        "rgb(1,2,3,4,5)",
        "rgb(1 2 3 4)",
    ],
    "length": [
        "",
        "1",
        "px",
        "-1px",
        "1 px",
        "1px 2px",
        "auto",
        "1e9px",
        -3,
        True,
        None,
        float("nan"),
        float("inf"),
    ],
    "fonts": ["", ",", "Inter,", "a;b", "Inter(1)", "1Font", '"unclosed', 3],
    "number": ["", "x", "-1", "1px", True, -1],
    "weight": ["0", "1001", "heavy", "1.5", 0, -400, True],
    "duration": ["", "150", "1h", "-1s", True],
    "shadow": ["", "red", "0", "0 0 0 0 0 red", "0 1px red blue", "red 0 1px 2px, ", "0 1px 2px #0003,"],
    "easing": ["", "fast", "cubic-bezier(1)", "cubic-bezier(1,2,3,x)", "steps(0)", 3],
}


def each(table: dict[str, list[object]]) -> list[tuple[str, object]]:
    return [(kind, value) for kind, values in table.items() for value in values]


@pytest.mark.parametrize(("kind", "value"), each(TAKEN))
def test_a_value_of_its_kind_is_taken(kind: str, value: object) -> None:
    assert read_value(kind, value) is not None


@pytest.mark.parametrize(("kind", "value"), each(REFUSED))
def test_a_value_of_another_kind_is_refused(kind: str, value: object) -> None:
    assert read_value(kind, value) is None


def test_every_kind_is_tried() -> None:
    assert set(TAKEN) == set(REFUSED) == set(KINDS)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_could_leave_its_place_is_a_value(kind: str, value: str) -> None:
    assert read_value(kind, value) is None


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_hostile_value_is_an_error_that_names_the_key(section: str, value: str) -> None:
    token = next(iter(SECTIONS[section]))

    told_so = rf"^theme\.{section}\.{token}: no value it can have; expected (an? )?\w+ such as"
    with pytest.raises(ThemeError, match=told_so) as told:
        make_theme({section: {token: value}}, cacao())

    assert len(str(told.value)) < 300


# What ends a value or brings one in from elsewhere; a font may be called URL.
OUT_OF_PLACE = re.compile(r"[;{}\\<>@]|url *\(|/\*", re.IGNORECASE)


@given(st.text(max_size=40) | st.from_regex(r"[a-z0-9#(),./% -]{1,40}", fullmatch=True))
def test_whatever_is_taken_is_a_value_that_styles_may_have(text: str) -> None:
    for kind in KINDS:
        value = read_value(kind, text)
        assert value is None or (is_safe_value(value) and not OUT_OF_PLACE.search(value))


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("#AABBCC", "#abc"),
        ("red", "#f00"),
        ("rgb(10% 20% 30%)", "#1a334c"),
        ("hsl(210 50% 40%)", "#369"),
        ("oklch(0.6 0.1 200)", "#0d9298"),
        ("rgb(1 2 3 / 50%)", "rgb(1 2 3 / 0.5)"),
        ("#00000080", "rgb(0 0 0 / 0.502)"),
        ("transparent", "rgb(0 0 0 / 0)"),
    ],
)
def test_a_colour_is_sent_in_one_spelling(text: str, sent: str) -> None:
    assert f"{read_colour(text)}" == sent


def test_a_colour_that_no_screen_shows_becomes_the_nearest_one_of_its_hue() -> None:
    found = read_colour("oklch(0.7 0.4 145)")

    assert found is not None
    lightness, chroma, hue = found.oklch
    assert (round(lightness, 2), round(hue)) == (0.7, 145)
    assert 0.15 < chroma < 0.4
