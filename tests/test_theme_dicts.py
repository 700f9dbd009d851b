"""Theme dicts: what they may say, what follows from it, and how one extends another."""

from __future__ import annotations

from typing import Any

import pytest

from cacao_plugins.themes.builtin import built_in, cacao
from cacao_plugins.themes.mistake import ThemeError
from cacao_plugins.themes.theme import Theme, make_theme


def make(given: dict[str, Any], base: str = "cacao") -> Theme:
    found = built_in(base)
    assert found is not None
    return make_theme(given, found)


def value(theme: Theme, token: str) -> str:
    return theme.variables[f"--cacao-{token.replace('_', '-')}"]


def test_an_empty_theme_is_the_one_that_it_extends() -> None:
    assert make({}).variables == cacao().variables
    assert make({}, "plum").variables == make({}, "plum").variables != cacao().variables


def test_one_colour_takes_along_what_is_derived_of_it_and_nothing_else() -> None:
    theme = make({"colors": {"primary": "#2196f3"}})

    changed = {name for name in theme.variables if theme.variables[name] != cacao().variables[name]}

    parts = ["", "-hover", "-active", "-soft", "-text", "-edge"]
    own = {f"--cacao-primary{part}" for part in parts} | {
        "--cacao-on-primary",
        "--cacao-link",
        "--cacao-focus",
    }
    bar = {f"--cacao-sidebar-{part}" for part in ("bg", "text", "header-bg", "header-text")}
    assert own <= changed <= own | bar
    assert value(theme, "primary") == "#2196f3"  # in either mode


def test_what_is_given_is_never_changed() -> None:
    given = {"text": "#aaa", "on_primary": "#777", "primary_hover": "#123", "link": "#eee", "quiet": "#ddd"}

    theme = make({"colors": {"background": "#fff", **given}})

    assert {token: value(theme, token) for token in given} == given


@pytest.mark.parametrize(
    ("given", "scheme"),
    [
        ({"colors": {"background": "#f0f8ff"}}, "light"),
        ({"colors": {"background": "#0b1620"}}, "dark"),
        ({"colors": {"card_bg": "#0b1620"}}, "dark"),
        ({"colors": {"text": "#222"}}, "light"),
        ({"colors": {"text": "#eee"}}, "dark"),
        ({"colors": {"primary": "#222"}}, "light dark"),
        ({"colors": {"background": "#fff"}, "dark": {"colors": {"background": "#000"}}}, "light dark"),
        ({"colors": {"background": "#fff"}, "mode": "system"}, "light dark"),
        ({"mode": "dark"}, "dark"),
        ({"mode": "light"}, "light"),
        ({"mode": "dark", "colors": {"background": "#fff"}}, "dark"),
    ],
)
def test_the_mode_follows_the_ground_unless_it_is_said(given: dict[str, Any], scheme: str) -> None:
    assert make(given).scheme == make(given).variables["color-scheme"] == scheme


def test_a_theme_of_one_mode_looks_as_written_whatever_visitors_like() -> None:
    theme = make({"colors": {"background": "#f0f8ff"}})

    assert value(theme, "background") == "#f0f8ff"
    assert "light-dark" not in "".join(text for name, text in theme.variables.items() if "shadow" not in name)


def test_a_dark_ground_takes_the_dark_colours_of_the_theme_it_extends() -> None:
    theme = make({"colors": {"background": "#101820"}})

    assert value(theme, "primary") == "#d9a877"
    assert value(theme, "text") == "#f3e9e1"


def test_each_mode_has_its_own_grounds_and_brands_hold_in_both() -> None:
    theme = make(
        {
            "colors": {"background": "#ffffff", "text": "#111111", "primary": "#884400"},
            "dark": {"colors": {"background": "#111111"}},
        }
    )

    assert value(theme, "background") == "light-dark(#fff, #111)"
    assert value(theme, "primary") == "#840"
    assert value(theme, "text") == "light-dark(#111, #f3e9e1)"


def test_what_is_said_for_the_dark_outranks_what_is_said_for_both() -> None:
    theme = make({"colors": {"primary": "#884400"}, "dark": {"colors": {"primary": "#ffaa66"}}})

    assert value(theme, "primary") == "light-dark(#840, #fa6)"


def test_a_theme_that_extends_one_of_one_mode_keeps_it() -> None:
    assert make({"colors": {"primary": "#840"}}, "cacao-dark").scheme == "dark"
    assert make({"mode": "system"}, "cacao-dark").variables == cacao().variables


def test_every_other_section_is_taken_as_it_is() -> None:
    theme = make(
        {
            "name": "mine",
            "typography": {"font_family": "Inter, sans-serif", "line_height": 1.6, "heading_weight": 700},
            "spacing": {"space": "0.75rem", "control": 44},
            "radius": {"radius": 0},
            "shadow": {"shadow_low": "none"},
            "motion": {"motion": 80, "easing": "linear"},
        }
    )

    assert theme.name == "mine"
    taken = {
        "font_family": "Inter, sans-serif",
        "line_height": "1.6",
        "heading_weight": "700",
        "space": "0.75rem",
        "control": "44px",
        "radius": "0",
        "shadow_low": "none",
        "motion": "80ms",
        "easing": "linear",
    }
    assert {token: value(theme, token) for token in taken} == taken
    assert value(theme, "radius_card") == value(cacao(), "radius_card")


def test_the_rule_of_a_theme_is_made_of_its_variables() -> None:
    css = cacao().css(".mine")

    assert css.startswith(".mine {\n  color-scheme: light dark;\n  --cacao-background: light-dark(#fffdfb")
    assert css.endswith("}\n")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"colours": {}}, 'theme.colours: a theme has nothing of this name. Did you mean "colors"?'),
        (
            {"colors": {"primry": "red"}},
            'theme.colors.primry: a theme has nothing of this name. Did you mean "primary"?',
        ),
        (
            {"colors": {"cardBg": "red"}},
            'theme.colors.cardBg: a theme has nothing of this name. Did you mean "card_bg"?',
        ),
        (
            {"colors": {"card-bg": "red"}},
            'theme.colors.card-bg: a theme has nothing of this name. Did you mean "card_bg"?',
        ),
        ({"radius": {"size": 1}}, "There are radius, radius_card, radius_pill."),
        (
            {"dark": {"primary": "red"}},
            "theme.dark.primary: a theme has nothing of this name. There are colors.",
        ),
        (
            {"dark": {"colors": {"primary": "rod"}}},
            "theme.dark.colors.primary: no value it can have; expected a colour",
        ),
        (
            {"colors": ["red"]},
            'theme.colors: this part of a theme; expected a dict, such as {"background": …}',
        ),
        ({"dark": "black"}, "theme.dark: this part of a theme; expected a dict"),
        (
            {"mode": "auto"},
            'theme.mode: the mode of a theme; expected "light", "dark" or "system", got \'auto\'',
        ),
        ({"mode": ["dark"]}, "theme.mode: the mode of a theme"),
        ({"name": ""}, "theme.name: the name of a theme; expected a short text"),
        ({"name": "a\nb"}, "theme.name: the name of a theme"),
        ({3: {}}, "theme.int 3: a theme has nothing of this name"),
        ({"colors": {"primary": "#6B422"}}, "expected a colour such as \"#6B4226\", got '#6B422'"),
        (
            {"radius": {"radius": "wide"}},
            'theme.radius.radius: no value it can have; expected a length such as "0.5rem"',
        ),
    ],
)
def test_a_mistake_is_told_with_its_key(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ThemeError) as error:
        make(given)

    assert told in str(error.value)
