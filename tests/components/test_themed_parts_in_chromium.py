"""A themed part of a page in Chromium: what it asks and says beside the page looks as it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from patience import until

APP = """
from cacao import App, State
from cacao.ui import Button, Confirm, CopyButton, Dialog, MenuButton, Toast, toast

app = App()
is_there = State(True)
told = State("nothing")


def delete():
    told.set("deleted")


def note(text):
    return lambda: told.set(text)


@app.mix("/")
def home():
    part = {"type": "section", "props": {"theme": {"extends": "ember", "mode": "dark"}}, "children": [
        Dialog("Window", "Words", trigger="Open", id="window"),
        Confirm(Button("Remove", on_click=delete), "In a section?"),
        Button("Drop", confirm="Of a button?", on_click=delete),
        MenuButton("More", [{"label": "Erase", "confirm": "Of a menu?", "on_click": delete}]),
        Confirm(Button("Own", on_click=delete), "Of its own?", theme="ocean"),
        Toast("In a section", seconds=0),
    ]}
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Go", "id": "go", "on_click": lambda: is_there.set(False)}},
        {"type": "p", "props": {"id": "told", "content": told}},
        part if is_there.value else None,
        Confirm(Button("Paint", on_click=delete), "Of a theme?", theme="cacao-dark"),
        Confirm(Button("Plain", on_click=delete), "Of none?"),
        Toast("Of a theme", seconds=0, theme="cacao-dark"),
        {"type": "button", "props": {"label": "Call", "on_click": lambda: toast("By call", seconds=0)}},
    ]}
"""

LOOK = """element => {
    const {backgroundColor, color, borderColor, colorScheme, fontFamily} = getComputedStyle(element);
    return [backgroundColor, color, borderColor, colorScheme, fontFamily].join("; ");
}"""


@pytest.fixture
def page(visit: Callable[..., Any], serve: Callable[..., Any]) -> Any:
    return visit(serve(APP).url)


def look_of_the_section(page: Any) -> Any:
    """Return how a Dialog of the section looks."""
    page.get_by_role("button", name="Open", exact=True).click()
    look = page.locator("#window:modal").evaluate(LOOK)
    page.keyboard.press("Escape")
    page.locator("#window").wait_for(state="hidden")
    return look


def question(page: Any, name: str) -> Any:
    return page.get_by_role("alertdialog", name=name)


@pytest.mark.parametrize(
    ("path", "asked"),
    [(["Remove"], "In a section?"), (["Drop"], "Of a button?"), (["More", "Erase"], "Of a menu?")],
)
def test_a_question_looks_like_a_dialog_of_where_it_was_asked(page: Any, path: list[str], asked: str) -> None:
    # Arrange
    look = look_of_the_section(page)

    # Act
    for name in path:
        page.get_by_text(name, exact=True).click()

    # Assert
    assert question(page, asked).evaluate(LOOK) == look


def test_a_question_has_the_theme_that_it_was_given_or_that_of_the_page(page: Any) -> None:
    grounds = {}
    for name, asked in (("Paint", "Of a theme?"), ("Plain", "Of none?"), ("Own", "Of its own?")):
        page.get_by_role("button", name=name).click()
        grounds[name] = question(page, asked).evaluate("each => getComputedStyle(each).backgroundColor")
        page.keyboard.press("Escape")
        question(page, asked).wait_for(state="detached")

    assert len({*grounds.values()}) == 3


def test_a_question_stays_as_it_is_when_its_section_goes(page: Any) -> None:
    # Arrange
    page.get_by_role("button", name="Remove").click()
    look = question(page, "In a section?").evaluate(LOOK)

    # Act
    page.evaluate("document.getElementById('go').click()")
    until(page, "!document.querySelector('section')")

    # Assert: it can be answered, and does nothing to what is not there any more.
    assert question(page, "In a section?").evaluate(LOOK) == look
    question(page, "In a section?").get_by_role("button", name="Remove").click()
    question(page, "In a section?").wait_for(state="detached")
    assert page.locator("#told").text_content() == "nothing"
    page.get_by_role("button", name="Plain").click()
    question(page, "Of none?").wait_for()


def test_a_toast_has_the_theme_of_where_it_stands_and_by_call_that_of_the_page(page: Any) -> None:
    # Arrange
    look = look_of_the_section(page)

    # Act
    page.get_by_role("button", name="Call").click()

    # Assert
    toasts = {
        text: page.locator(".cacao-toast", has_text=text).evaluate(LOOK)
        for text in ("In a section", "Of a theme", "By call")
    }
    assert toasts["In a section"] == look
    assert len({*toasts.values()}) == 3
