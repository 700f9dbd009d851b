"""The examples in the hands of a visitor: what they are there for is done in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from patience import quiet, until
from servers import ServerProcess, free_port

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

Use = Callable[..., Any]


@pytest.fixture
def use(visit: Callable[..., Any], serve: Callable[..., ServerProcess]) -> Use:
    """Return a function that serves an example and opens it, in the light and on a wide screen."""
    wide = {"width": 1280, "height": 900}
    return lambda name: visit(serve(EXAMPLES / f"{name}.py").url, viewport=wide, color_scheme="light")


def style_of(page: Any, selector: str, name: str) -> str:
    """Return what the browser makes of a property."""
    return str(page.locator(selector).first.evaluate(f"node => getComputedStyle(node).{name}"))


def becomes(page: Any, selector: str, name: str, test: str) -> None:
    """Wait until what the browser makes of a property, called ``value``, is as it should be."""
    find = f"getComputedStyle(document.querySelector({selector!r})).{name}"
    until(page, f"((value) => {test})({find})")


def test_the_theme_is_switched_for_one_visitor_and_no_other(use: Use, visit: Any) -> None:
    # Arrange
    page = use("theme_example")
    page.get_by_label("Your name").fill("Ann")
    mine, bar = style_of(page, "h1", "color"), style_of(page, "header", "backgroundColor")
    assert bar == "rgb(26, 54, 93)"  # as my_theme has it

    # Act
    page.get_by_label("Theme").select_option("Contrast")

    # Assert
    becomes(page, "header", "backgroundColor", f"value !== {bar!r}")
    assert page.evaluate("window.stays")
    assert page.get_by_label("Your name").input_value() == "Ann"
    other = visit(page.url, color_scheme="light")
    assert style_of(other, "header", "backgroundColor") == bar
    page.get_by_label("Theme").select_option("My theme")
    becomes(page, "header", "backgroundColor", f"value === {bar!r}")
    assert style_of(page, "h1", "color") == mine


def test_a_visitor_changes_a_theme_to_their_taste(use: Use) -> None:
    # Arrange
    page = use("custom_theme_example")
    cards = page.locator("section")
    grounds = "node => getComputedStyle(node).backgroundColor"
    light, night = cards.nth(0).evaluate(grounds), cards.nth(1).evaluate(grounds)
    assert style_of(page, "section button", "backgroundColor") == "rgb(15, 118, 110)"

    # Act
    page.get_by_label("Colour").fill("#7c2d12")

    # Assert
    becomes(page, "section button", "backgroundColor", "value === 'rgb(124, 45, 18)'")

    # Act
    page.get_by_label("Mode").select_option("dark")

    # Assert: the card that is always dark stays as it is
    becomes(page, "section", "backgroundColor", f"value !== {light!r}")
    assert cards.nth(1).evaluate(grounds) == night

    # Act
    page.get_by_role("button", name="Mint again").click()

    # Assert
    becomes(page, "section", "backgroundColor", f"value === {light!r}")
    becomes(page, "section button", "backgroundColor", "value === 'rgb(15, 118, 110)'")


def test_icons_are_seen_and_found(use: Use) -> None:
    # Arrange
    page = use("icons_example")
    drawn = """[...document.querySelectorAll('main svg')].filter((icon) => {
      const {width, height} = icon.getBBox();
      return width + height > 0 && icon.getBoundingClientRect().width >= 12;
    }).length"""

    # Assert
    assert page.evaluate(drawn) == page.locator("main svg").count() > 60
    assert "{%icon" not in page.locator("main").inner_text()
    sizes = page.get_by_role("heading", name="Sizes").locator("xpath=ancestor::section").locator("svg")
    assert [icon.bounding_box()["width"] for icon in sizes.all()] == [16, 24, 32, 48]
    assert page.get_by_role("img", name="waiting").is_visible()

    # Act
    page.get_by_role("searchbox").fill("coffee")

    # Assert
    page.get_by_text("1 of", exact=False).wait_for()
    assert "?q=coffee" in page.url
    found = page.get_by_role("heading", name="All of them").locator("xpath=ancestor::section").locator("code")
    assert found.all_inner_texts() == ["coffee"]


def test_a_slider_that_is_dragged_moves_what_stands_around_it(use: Use) -> None:
    # Arrange
    page = use("range_sliders_example")
    page.evaluate(
        """window.widths = new Set();
        const bean = document.querySelector('#bean');
        new MutationObserver(() => widths.add(bean.getBoundingClientRect().width))
          .observe(document, {attributes: true, childList: true, subtree: true, characterData: true});"""
    )
    box = page.get_by_label("Width").bounding_box()
    begin = page.locator("#bean").bounding_box()["width"]

    # Act: from the middle to the end, in many small steps
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2, steps=30)
    until(page, "widths.size > 2")
    page.mouse.up()
    quiet(page)

    # Assert
    until(page, f"document.querySelector('#bean').getBoundingClientRect().width > {begin * 1.4}")

    # Act
    page.get_by_label("Red").focus()
    page.keyboard.press("End")

    # Assert
    page.get_by_text("It is rgb(255, 66, 38).").wait_for()
    becomes(page, "#bean", "backgroundColor", "value === 'rgb(255, 66, 38)'")

    # Act: the range leaves room for what costs more
    assert page.get_by_text("Geisha, 95 €").count() == 0
    page.get_by_role("slider").last.focus()
    page.keyboard.press("End")

    # Assert
    page.get_by_text("Geisha, 95 €").wait_for()
    assert page.get_by_text("Filter, 18 €").count() == 0


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ServerProcess]:
    """Run the example as a program, as its own words tell to."""
    words = [str(EXAMPLES / "sidebar_layout_example.py"), "--mode", "web", "--port", str(free_port())]
    server = ServerProcess(words, tmp_path)
    yield server
    server.stop()


def test_the_pages_at_the_side_open_by_a_click_and_by_the_back_button(
    shop: ServerProcess, visit: Any
) -> None:
    # Arrange
    page = visit(shop.url, viewport={"width": 1280, "height": 900})
    pages = page.get_by_role("navigation").first

    # Act
    pages.get_by_role("link", name="Orders").click()

    # Assert
    page.get_by_role("heading", name="Orders", level=1).wait_for()
    assert page.url.endswith("?page=orders")
    assert pages.locator("[aria-current=page]").inner_text().startswith("Orders")

    # Act
    page.get_by_role("button", name="Send").first.click()
    page.get_by_text("Sent", exact=True).wait_for()
    pages.get_by_role("link", name="Reports").click()
    page.get_by_role("heading", name="Reports", level=1).wait_for()
    page.go_back()

    # Assert: what was done is not undone by that
    page.get_by_role("heading", name="Orders", level=1).wait_for()
    assert page.get_by_text("Sent", exact=True).is_visible()

    # Act
    page.go_back()

    # Assert
    page.get_by_role("heading", name="Good morning").wait_for()
    assert page.get_by_text("22 orders wait to be sent.").is_visible()
    assert page.evaluate("window.stays")


def test_the_dashboard_ticks_while_it_is_looked_through(use: Use) -> None:
    # Arrange
    page = use("dashboard_example")
    lines = "document.querySelectorAll('.cacao-log-line').length"
    before, figure = page.evaluate(lines), page.locator(".cacao-metric").first.inner_text()

    # Act
    page.get_by_label("Theme").select_option("contrast")
    page.get_by_role("searchbox").first.fill("osaka")

    # Assert: each visitor looks as they like at what is the same for all
    becomes(page, "h1", "color", "value === 'rgb(0, 0, 0)'")
    until(page, "[...document.querySelectorAll('tbody tr')].every((row) => row.innerText.includes('Osaka'))")
    assert page.locator("tbody tr").count() == 8
    until(page, f"{lines} > {before}")
    until(page, f"document.querySelector('.cacao-metric').innerText !== {figure!r}")
    assert page.locator("tbody tr").count() == 8
    assert page.evaluate("window.stays")
