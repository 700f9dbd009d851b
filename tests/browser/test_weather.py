"""The outside plugin's example in Chromium: its cards, live, in light and dark, wide and narrow."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

WEATHER = Path(__file__).parent.parent.parent / "examples" / "third_party" / "cacao-weather"


@pytest.fixture
def url(serve, plugins, tmp_path):
    """Serve the example with the plugin installed as pip would, from its source."""
    plugins.install("weather", "from cacao_weather import Weather", target="weather_plugin:Weather")
    shutil.copytree(WEATHER / "example", tmp_path, dirs_exist_ok=True)
    path = os.pathsep.join([str(WEATHER / "src"), plugins.path])
    return serve(tmp_path / "main.py", environment={"PYTHONPATH": path, "CACAO_WEATHER_REFRESH": "1"}).url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_cards_fit_and_can_be_read_by_everybody(visit, url, scheme, width):
    # Arrange
    from axe_playwright_python.sync_playwright import Axe

    # Act
    page = visit(url, viewport={"width": width, "height": 800}, color_scheme=scheme)
    results = Axe().run(page)

    # Assert
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.get_by_role("article").count() == 6
    boxes = [page.get_by_role("article").nth(place).bounding_box() for place in range(6)]
    assert all(200 < box["height"] < 300 for box in boxes)
    assert len({round(box["width"]) for box in boxes}) == 1


def test_the_cards_follow_the_station_and_the_buttons(visit, url):
    # Arrange
    page = visit(url)
    card = page.get_by_role("article", name="Weather in Bergen")
    measured = card.locator("dd").last
    before = measured.inner_text()

    # Act
    page.get_by_role("button", name="Fahrenheit").click()

    # Assert
    card.get_by_text("°F").wait_for()
    page.wait_for_function(
        "before => document.querySelector('.weather dl > :last-child dd').innerText !== before", arg=before
    )
    assert card.get_by_text("°F").is_visible()
    assert page.evaluate("window.stays")


def test_a_link_to_a_route_of_the_plugin_leaves_the_page_for_it(visit, url):
    # Arrange
    page = visit(url)

    # Act
    page.get_by_role("link", name="JSON").click()

    # Assert
    page.wait_for_url("**/weather.json")
    assert '"city":"Cairo"' in page.content()
    page.go_back()
    page.get_by_role("article", name="Weather in Bergen").wait_for()
    page.faults.clear()  # Chromium looks for the icon of a page that names none
