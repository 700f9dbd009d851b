"""Toasts in Chromium: they stack, wait, can be closed by mouse and keyboard, and stand above dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

APP = """
from cacao import App, State
from cacao.ui import Dialog, toast

app = App()
said = State(0)


def say(seconds, tone="neutral"):
    def handler():
        said.update(lambda number: number + 1)
        toast(f"Message {said.value}", seconds=seconds, tone=tone)
    return handler


@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Say", "on_click": say(0)}},
        {"type": "button", "props": {"label": "Blink", "on_click": say(0.3)}},
        Dialog("Window", {"type": "button", "props": {"label": "Say here", "on_click": say(0, "danger")}},
            trigger="Open"),
    ]}
"""


@pytest.fixture
def page(visit: Callable[..., Any], serve: Callable[..., Any]) -> Any:
    return visit(serve(APP).url)


def toasts(page: Any) -> Any:
    return page.locator(".cacao-toast:not([data-leaving])")


def test_toasts_stack_and_are_closed_one_by_one(page: Any) -> None:
    # Act: the last of six waits until there is room.
    for _ in range(6):
        page.get_by_role("button", name="Say", exact=True).click()
    page.get_by_text("Message 5").wait_for()
    assert page.get_by_text("Message 6").count() == 0
    toasts(page).first.get_by_role("button", name="Close").click()
    page.get_by_text("Message 6").wait_for()

    # Assert
    assert toasts(page).locator("p").all_text_contents() == [f"Message {number}" for number in range(2, 7)]

    # Act and assert: the newest goes by Escape, any by its cross.
    page.keyboard.press("Escape")
    page.get_by_text("Message 6").wait_for(state="detached")
    toasts(page).first.get_by_role("button", name="Close").click()
    page.get_by_text("Message 2").wait_for(state="detached")
    assert toasts(page).count() == 3


def test_a_toast_waits_while_somebody_looks_at_it(page: Any) -> None:
    # Arrange
    page.get_by_role("button", name="Say", exact=True).click()
    page.get_by_text("Message 1").hover()

    # Act
    page.evaluate("document.querySelectorAll('button')[1].click()")
    page.get_by_text("Message 2").wait_for()
    page.wait_for_timeout(700)

    # Assert
    assert page.get_by_text("Message 2").is_visible()
    page.mouse.move(4, 4)
    page.get_by_text("Message 2").wait_for(state="detached")
    assert page.get_by_text("Message 1").is_visible()


def test_a_toast_above_a_dialog_is_closed_without_it_and_outlives_it(page: Any) -> None:
    # Arrange
    page.get_by_role("button", name="Open").click()
    for _ in range(2):
        page.get_by_role("button", name="Say here").click()
    page.get_by_role("alert").get_by_text("Message 2").wait_for()

    # Act and assert
    toasts(page).first.get_by_role("button", name="Close").click()
    page.get_by_text("Message 1").wait_for(state="detached")
    assert page.locator("dialog:modal").count() == 1
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="hidden")
    page.get_by_text("Message 2").wait_for()
    toasts(page).get_by_role("button", name="Close").click()
    page.get_by_text("Message 2").wait_for(state="detached")
