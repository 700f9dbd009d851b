"""The gallery of components in Chromium: found, seen, used and themed, on a wide screen and a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from components.trying import DEMOS
from patience import until

GALLERY = Path(__file__).parent.parent.parent / "examples" / "components_showcase.py"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
GROUND = "getComputedStyle(document.querySelector('.gallery')).backgroundColor"


@pytest.fixture(scope="module")
def gallery(serve_once):
    return serve_once(GALLERY).url


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/components/text-input", "/components/table"])
def test_the_gallery_fits_the_screen_and_can_be_read_by_everybody(visit, gallery, path, scheme, size):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(gallery + path, viewport=size, color_scheme=scheme, reduced_motion="reduce")

    results = Axe().run(page)

    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_component_has_its_page_that_fits_a_phone(visit, gallery):
    page = visit(gallery, viewport=PHONE)
    for node_type in DEMOS:
        page.goto(f"{gallery}/components/{node_type}")
        page.wait_for_selector(".gallery-stage")

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), node_type
        assert page.locator(".gallery-props").first.is_visible(), node_type


def test_a_component_is_found_with_the_keyboard_alone(visit, gallery):
    # Arrange
    page = visit(gallery, viewport=WIDE)
    page.get_by_label("Search components").focus()

    # Act
    page.keyboard.type("text input")
    page.get_by_role("link", name="Badge").first.wait_for(state="detached")
    page.keyboard.press("Enter")

    # Assert
    page.get_by_role("heading", name="TextInput", level=1).wait_for()
    assert page.evaluate("window.stays")
    page.get_by_label("Your name").fill("Ann")
    page.get_by_text("Hello, Ann!").wait_for()


def test_the_theme_changes_at_once_and_what_is_typed_stays(visit, gallery):
    # Arrange
    page = visit(f"{gallery}/components/text-input", viewport=WIDE, color_scheme="light")
    page.get_by_label("Your name").fill("Ann")
    before = page.evaluate(GROUND)

    # Act
    page.get_by_label("Dark").check()

    # Assert
    until(page, f"{GROUND} !== '{before}'")
    dark = page.evaluate(GROUND)
    page.get_by_label("Theme").select_option("ocean")
    until(page, f"{GROUND} !== '{dark}'")
    assert page.input_value("[aria-label='Theme']") == "ocean"
    assert page.get_by_label("Your name").input_value() == "Ann"


def test_the_menu_of_a_phone_opens_and_closes_by_itself(visit, gallery):
    # Arrange
    page = visit(f"{gallery}/components/badge", viewport=PHONE)
    assert not page.get_by_label("Search components").is_visible()

    # Act
    page.get_by_role("button", name="Menu").click()
    page.get_by_label("Search components").fill("button")
    page.get_by_role("link", name="Button", exact=True).first.click()

    # Assert
    page.get_by_role("heading", name="Button", level=1).wait_for()
    assert not page.get_by_label("Search components").is_visible()
    page.go_back()
    page.get_by_role("heading", name="Badge", level=1).wait_for()
