"""Lightboxes in Chromium: pictures of a group lead to each other."""

from __future__ import annotations

from typing import Any

import pytest
from components.test_every_widget_for_everybody import ALL, find_faults

APP = """
from cacao import App
from cacao.ui import Image

app = App()
HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">'
GREEN = HEAD + b'<path fill="green" d="M0 0h4v3H0z"/></svg>'


@app.mix("/")
def home():
    pictures = [Image(GREEN, alt, lightbox=True, group="trip", width=90) for alt in ("Sea", "Hill", "Town")]
    return {"type": "main", "children": [
        {"type": "h1", "props": {"content": "Trip"}},
        *pictures,
        Image(GREEN, "Alone", lightbox=True, group="other", width=90),
        Image(GREEN, "Plain", lightbox=True, width=90)]}
"""


@pytest.fixture
def page(visit: Any, serve: Any) -> Any:
    return visit(serve(APP).url)


def open_one(page: Any, name: str) -> None:
    page.get_by_role("button", name=name).click()
    sees(page, name)


def sees(page: Any, name: str) -> None:
    """Wait until this picture is the one that is open."""
    page.locator(f"dialog:modal[aria-label={name}]").wait_for()
    assert page.locator("dialog:modal").count() == 1


def test_the_arrow_keys_go_through_a_group_and_the_focus_returns_to_what_was_seen_last(page: Any) -> None:
    # Arrange
    open_one(page, "Sea")

    # Act and assert
    for key, name in (
        ("ArrowRight", "Hill"),
        ("ArrowRight", "Town"),
        ("ArrowRight", "Sea"),
        ("ArrowLeft", "Town"),
    ):
        page.keyboard.press(key)
        sees(page, name)
    page.keyboard.press("Escape")
    page.locator("dialog:modal").wait_for(state="detached")
    assert page.evaluate("document.activeElement.querySelector('img').alt") == "Town"

    # Act and assert: from right to left they lead the other way
    page.evaluate("document.documentElement.dir = 'rtl'")
    open_one(page, "Sea")
    page.keyboard.press("ArrowLeft")
    sees(page, "Hill")


def test_buttons_lead_through_a_group_and_keep_the_focus(page: Any) -> None:
    open_one(page, "Sea")

    page.get_by_role("button", name="Next image").click()
    sees(page, "Hill")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Next image"
    page.keyboard.press("Enter")
    sees(page, "Town")
    page.get_by_role("button", name="Previous image").click()
    sees(page, "Hill")
    assert find_faults(page, ALL) == []


@pytest.mark.parametrize("name", ["Alone", "Plain"])
def test_a_picture_that_is_alone_leads_nowhere(page: Any, name: str) -> None:
    open_one(page, name)

    page.keyboard.press("ArrowRight")

    sees(page, name)
    assert page.get_by_role("button", name="Next image").count() == 0
