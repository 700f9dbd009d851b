"""Toasts in Chromium: they stack, wait, can be closed by mouse and keyboard, and stand above dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from components.test_every_widget_for_everybody import ALL, COLOURS, find_faults
from dots import read_dots
from patience import until

from cacao_plugins.themes.colour import Colour
from cacao_plugins.themes.contrast import TEXT, contrast

APP = """
import cacao
from cacao import App, State
from cacao.ui import Dialog, toast

app = App()
said = State(0)
MARKUP = "<b hostile>x</b><img src=x onerror=boom() hostile><script>boom()</script>"


def say(seconds, tone="neutral"):
    def handler():
        said.update(lambda number: number + 1)
        toast(f"Message {said.value}", seconds=seconds, tone=tone)
    return handler


def ask():
    say(0)()
    cacao.call("window", "showModal")


def say_all():
    for tone in ("neutral", "success", "warning", "danger", "info"):
        toast(f"It is {tone}", seconds=0, tone=tone)


@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Say", "on_click": say(0)}},
        {"type": "button", "props": {"label": "Blink", "on_click": say(0.3)}},
        Dialog("Window", {"type": "button", "props": {"label": "Say here", "on_click": say(0, "danger")}},
            trigger="Open", id="window"),
        {"type": "button", "props": {"label": "Ask", "on_click": ask}},
        {"type": "h1", "props": {"content": "Toasts"}},
        {"type": "button", "props": {"label": "Say all", "on_click": say_all}},
        {"type": "button", "props": {"label": "Repeat", "on_click": lambda: toast(MARKUP, seconds=0)}},
    ]}
"""

# Every dot of a line of words, or nearly so.
GRID = [(x / 320, y / 24) for x in range(320) for y in range(24)]
AT_REST = "document.getAnimations().every((each) => each.playState === 'finished')"


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


def test_a_dialog_that_opens_after_a_toast_lies_below_it(page: Any) -> None:
    # Act
    page.get_by_role("button", name="Ask").click()
    page.locator("dialog:modal").wait_for()

    # Assert: neither dimmed nor out of reach.
    toasts(page).get_by_role("button", name="Close").click()
    page.get_by_text("Message 1").wait_for(state="detached")
    assert page.locator("dialog:modal").count() == 1


def test_a_toast_says_a_text_as_it_was_written(page: Any) -> None:
    # Act
    page.get_by_role("button", name="Repeat").click()
    toasts(page).first.wait_for()

    # Assert
    assert toasts(page).locator("p").text_content() == (
        "<b hostile>x</b><img src=x onerror=boom() hostile><script>boom()</script>"
    )
    assert page.locator("[hostile]").count() == 0


def test_a_toast_of_any_tone_can_be_read_by_everybody(page: Any) -> None:
    # Act
    page.get_by_role("button", name="Say all").click()
    page.get_by_text("It is info").wait_for()
    until(page, AT_REST)

    # Assert
    assert find_faults(page, ALL) == []
    page.emulate_media(color_scheme="dark")
    until(page, AT_REST)
    assert find_faults(page, COLOURS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_words_of_a_toast_of_any_tone_stand_out_from_its_ground(page: Any, scheme: str) -> None:
    # Arrange
    page.emulate_media(color_scheme=scheme)

    # Act
    page.get_by_role("button", name="Say all").click()
    page.get_by_text("It is info").wait_for()
    until(page, AT_REST)

    # Assert: in the picture itself, as axe counts nothing above a gradient
    for tone in ("neutral", "success", "warning", "danger", "info"):
        seen = read_dots(page, page.get_by_text(f"It is {tone}").screenshot(), *GRID)
        colours = [Colour(*(part / 255 for part in dot)) for dot in seen]
        ends = [end(colours, key=lambda colour: colour.luminance) for end in (min, max)]
        assert contrast(*ends) >= TEXT, tone


OF_PAGE = """
from cacao import App, State
from cacao.ui import Toast, toast

app = App()
is_open, name = State(False), State("Ann")

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "open", "content": lambda: str(is_open.value)}},
        Toast(lambda: f"{name.value} is here.", open=is_open, seconds=0),
        {"type": "button", "props": {"label": "Open", "on_click": lambda: is_open.set(True)}},
        {"type": "button", "props": {"label": "Shut", "on_click": lambda: is_open.set(False)}},
        {"type": "button", "props": {"label": "Name", "on_click": lambda: name.set("Bob")}},
        {"type": "button", "props": {"label": "Say", "on_click": lambda: toast("Said.")}}]}
"""


def test_a_toast_of_the_page_follows_its_state_and_tells_it_when_it_has_gone(visit: Any, serve: Any) -> None:
    # Arrange
    page = visit(serve(OF_PAGE).url)
    shown = page.locator(".cacao-toast:not([data-leaving])")

    # Act and assert: it comes, says what is new, and is taken back
    page.get_by_role("button", name="Open").click()
    shown.get_by_text("Ann is here.").wait_for()
    page.get_by_role("button", name="Name").click()
    shown.get_by_text("Bob is here.").wait_for()
    page.get_by_role("button", name="Shut").click()
    shown.wait_for(state="hidden")

    # Act and assert: the visitor closes it, and beside it handlers say what they have to
    page.get_by_role("button", name="Open").click()
    shown.get_by_text("Bob is here.").wait_for()
    page.get_by_role("button", name="Say").click()
    shown.get_by_text("Said.").wait_for()
    assert shown.count() == 2
    shown.filter(has_text="Bob").get_by_role("button", name="Close").click()
    page.locator("#open").get_by_text("False").wait_for()
    assert shown.count() == 1
