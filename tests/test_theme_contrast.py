"""Contrast: in every theme, in every mode, what stands on something can be told apart from it."""

from __future__ import annotations

import random

import pytest

from cacao_plugins.themes.builtin import built_in, cacao
from cacao_plugins.themes.colour import Colour, read_colour
from cacao_plugins.themes.contrast import contrast, stand_out
from cacao_plugins.themes.library import NAMES
from cacao_plugins.themes.pairs import PAIRS
from cacao_plugins.themes.theme import Theme, make_theme
from cacao_plugins.themes.tokens import BRANDS

WASHED = ("background", "content_bg", "card_bg")


def theme_of(name: str) -> Theme:
    found = built_in(name)
    assert found is not None
    return found


def colour(text: str) -> Colour:
    found = read_colour(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", "#fff", 21), ("#fff", "#fff", 1), ("#767676", "#fff", 4.54), ("#6b4226", "#fffdfb", 8.51)],
)
def test_contrast_is_counted_as_wcag_does(one: str, other: str, ratio: float) -> None:
    assert contrast(colour(one), colour(other)) == pytest.approx(ratio, abs=0.01)
    assert contrast(colour(other), colour(one)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_every_pair_of_every_theme_meets_aa(name: str, mode: str) -> None:
    colours = getattr(theme_of(name), mode)

    # Counted from the values as they are sent, not from what they were made of.
    sent = {token: colour(f"{value}") for token, value in colours.items()}
    weak = {
        (pair.ink, pair.ground): found
        for pair in PAIRS
        if (found := contrast(sent[pair.ink], sent[pair.ground])) < pair.ratio
    }

    assert weak == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_text_can_be_read_where_the_pointer_is(name: str, mode: str) -> None:
    colours = getattr(theme_of(name), mode)

    grounds = [colours["shade"].over(colours[ground]) for ground in WASHED]
    inks = ["text", "quiet", *(f"{brand}_text" for brand in BRANDS)]
    weak = [ink for ink in inks for ground in grounds if contrast(colours[ink], ground) < 4.5]

    assert weak == []


def test_a_colour_that_stands_out_stays_as_it_is() -> None:
    assert stand_out(colour("#6b4226"), [colour("#fff")], 4.5) == colour("#6b4226")


@pytest.mark.parametrize("start", ["#ffe14d", "#3f3", "#77f", "#888", "#fff", "#000"])
@pytest.mark.parametrize("ground", ["#fff", "#000", "#666", "#ffe14d"])
def test_a_colour_is_moved_until_it_stands_out(start: str, ground: str) -> None:
    found = stand_out(colour(start), [colour(ground)], 4.5)

    assert contrast(found, colour(ground)) >= 4.5


def test_where_nothing_stands_out_from_everything_it_is_black_or_white() -> None:
    assert f"{stand_out(colour('red'), [colour('#fff'), colour('#000')], 7)}" in ("#000", "#fff")


def test_what_is_derived_of_any_colours_meets_aa() -> None:
    # Arrange: themes as somebody might draw them up who looks at no contrast
    chance = random.Random(7)
    weak: list[object] = []

    # Act
    for _ in range(60):
        brands = {name: f"#{chance.randrange(0x1000000):06x}" for name in ("primary", "accent", "danger")}
        ground = f"#{chance.randrange(0x1000000):06x}"
        given = {"colors": brands | ({"background": ground} if chance.random() < 0.7 else {})}
        theme = make_theme(given, cacao())
        weak += [(given, mode, f"{one}") for mode, found in theme.find_weaknesses().items() for one in found]

    # Assert
    assert weak == []
