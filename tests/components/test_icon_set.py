"""The icons of the plugin ``components``: found by many names, drawn as SVG, and all of them sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from screens import Shown

import cacao_plugins.components as components
from cacao_kernel import CacaoError
from cacao_plugins.components import font_awesome
from cacao_plugins.components.icon_set import find_icon, icon_names

HOME = Path(components.__file__).parent


def drawn_as(name: str) -> str:
    """Return the name of the icon whose drawing another name has."""
    shapes = find_icon(name)["children"]
    (found,) = [one for one in icon_names() if find_icon(one)["children"] == shapes]
    return found


def test_an_icon_is_as_large_as_the_text_around_it_and_of_its_colour() -> None:
    # Act
    icon = find_icon("chevron-down")

    # Assert
    assert icon == {
        "type": "svg",
        "props": {
            "viewBox": "0 0 24 24",
            "width": "1em",
            "height": "1em",
            "fill": "none",
            "stroke": "currentColor",
            "stroke-width": 2,
            "stroke-linecap": "round",
            "stroke-linejoin": "round",
            "class": "cacao-icon",
            "aria_hidden": True,
        },
        "children": [{"type": "path", "props": {"d": "m6 9 6 6 6-6"}}],
    }


def test_an_icon_with_a_label_says_what_it_is() -> None:
    # Act
    props = find_icon("house", label="Home")["props"]

    # Assert
    assert (props["role"], props["aria_label"]) == ("img", "Home")
    assert "aria_hidden" not in props


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("house", "house"),
        ("  House ", "house"),
        ("arrow_up", "arrow-up"),
        ("home", "house"),  # as Lucide called it before
        ("alert-triangle", "triangle-alert"),
        ("fa-home", "house"),
        ("fas-home", "house"),
        ("fas fa-home", "house"),
        ("fa-solid fa-house", "house"),
        ("fab-shopping-cart", "shopping-cart"),
        ("far-trash-alt", "trash"),
        ("trash-alt", "trash"),
        ("magnifying-glass", "search"),
        ("times", "x"),
        ("chart-bar", "chart-bar"),  # lies in Lucide, and stands in Font Awesome
        ("fa-chart-bar", "chart-column"),
        ("fa-cog", "settings"),
        ("fast-forward", ""),
        ("fa", ""),
    ],
)
def test_an_icon_is_found_by_the_names_that_people_know(name: str, meant: str) -> None:
    if meant:
        assert drawn_as(name) == meant
    else:
        with pytest.raises(CacaoError, match="there is no icon"):
            find_icon(name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("hous", 'there is no icon "hous". The nearest is "house".'),
        ("fa-magnifying-glas", 'no icon "fa-magnifying-glas". The nearest is "magnifying-glass".'),
        ("../icons", "there is no icon"),
        ("<b>", "there is no icon"),
        ("\n\u2028", 'an icon has a name; expected a text such as "house"'),
        ("", "an icon has a name"),
        (None, "an icon has a name; .*, got None"),
        (["house"], "an icon has a name"),
    ],
)
def test_a_name_that_is_none_is_told_with_the_nearest(name: Any, told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        find_icon(name)


def test_an_error_is_short_however_long_the_name_was() -> None:
    with pytest.raises(CacaoError) as caught:
        find_icon("x" * 1_000_000)

    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("given", "style"),
    [
        ({"size": 20}, {"width": 20, "height": 20}),
        ({"size": "20"}, {"width": "20px", "height": "20px"}),
        ({"size": "1.5em"}, {"width": "1.5em", "height": "1.5em"}),
        ({"color": "red"}, {"color": "red"}),
        ({"color": "#C00"}, {"color": "#C00"}),
        ({"color": "rgb(1 2 3 / 50%)"}, {"color": "rgb(1 2 3 / 50%)"}),
        ({"color": "var(--mine)"}, {"color": "var(--mine)"}),
        ({"color": "danger"}, {"color": "var(--cacao-danger-edge)"}),
        ({"color": "quiet"}, {"color": "var(--cacao-quiet)"}),
    ],
)
def test_size_and_colour_become_a_style_that_the_kernel_takes(
    given: dict[str, Any], style: dict[str, Any]
) -> None:
    # Act
    icon = find_icon("house", **given)
    shown = Shown(icon)

    # Assert
    assert icon["props"]["style"] == style
    assert shown.warnings == []
    assert len(shown.root.style) == len(style)


@pytest.mark.parametrize(
    "given",
    [
        *[{"size": size} for size in (-1, 10_000, True, "big", "1 px", "1px;", "calc(1px)", "", [1])],
        *[{"size": size} for size in (float("nan"), float("inf"), "9" * 5_000)],
        *[
            {"color": color}
            for color in ("url(x)", "red;top:0", "#12345", "}", "", "a b", 5, "expression(1)")
        ],
        {"color": "rgb(url(x))"},
        {"color": "var(--x,url(//evil.example))"},
    ],
)
def test_no_other_size_or_colour_is_taken(given: dict[str, Any]) -> None:
    with pytest.raises(CacaoError, match=r"(size|color) of an icon; expected"):
        find_icon("house", **given)


def test_every_icon_is_painted_without_a_warning() -> None:
    # Arrange
    names = icon_names()

    # Act
    shown = Shown({"type": "div", "children": [find_icon(name) for name in names]})

    # Assert
    assert shown.warnings == []
    assert len(names) > 300
    assert names == sorted(set(names))
    for svg in shown.root.children:
        assert svg.children
        assert all(shape.attributes for shape in svg.children)


def test_every_other_name_leads_to_an_icon() -> None:
    for other, name in font_awesome.NAMES.items():
        assert name in icon_names()
        assert find_icon(f"fa-{other}") == find_icon(name)


def test_no_icon_can_be_changed_for_others() -> None:
    # Act
    first = find_icon("house")
    first["props"]["class"] = "mine"
    first["children"][0]["props"]["d"] = ""
    find_icon("circle")["children"][0]["props"]["r"] = 0

    # Assert
    assert find_icon("house") != first
    assert find_icon("circle")["children"][0]["props"]["r"] == "10"


def test_the_icons_are_few_bytes_and_come_with_their_licence() -> None:
    assert (HOME / "icons.json").stat().st_size <= 90_000
    assert "Permission to use, copy, modify" in (HOME / "icons.LICENSE").read_text("utf-8")


def test_the_docs_say_how_many_icons_there_are() -> None:
    docs = Path(__file__).parents[2] / "docs" / "components.md"

    assert f"one of the {len(icon_names())} [Lucide]" in docs.read_text("utf-8")
