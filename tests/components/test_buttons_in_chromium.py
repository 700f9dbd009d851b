"""Buttons and inputs in Chromium: what only a browser does with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from patience import quiet, until

APP = """
import asyncio
from cacao import App, State
from cacao.ui import (
    Button, CopyButton, Dialog, DownloadButton, Menu, MenuButton, NumberInput, PasswordInput, Rating,
    SearchInput, TextArea,
)

app = App()
told, busy, price, word = State("nothing"), State(False), State(0.5), State("")


def tell(what):
    return lambda: told.set(what)


async def work():
    busy.set(True)
    await asyncio.sleep(0.3)
    busy.set(False)
    told.set(told.value + " worked")


@app.mix("/")
def home():
    items = [{"label": "Edit", "on_click": tell("edited")},
             {"label": "Never", "on_click": tell("never"), "disabled": True}, "-",
             {"label": "Delete", "on_click": tell("deleted"), "icon": "trash-2", "shortcut": "Del",
              "danger": True, "confirm": "Delete this one?"}]
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "told", "content": told}},
        {"type": "p", "props": {"id": "price", "content": lambda: repr(price.value)}},
        {"type": "p", "props": {"id": "word", "content": lambda: repr(word.value)}},
        Button("Work", on_click=work, loading=busy),
        Button("Delete all", on_click=tell("all deleted"), variant="danger", confirm="Delete all of it?"),
        MenuButton("Actions", items),
        CopyButton("some text", label="Copy it"),
        Dialog("Window", [CopyButton("some text", label="Copy this")], trigger="Open window"),
        TextArea("Note", value="abc", max_length=20),
        Menu([{"label": "Leave", "on_click": tell("left"), "confirm": "Leave now?"}]),
        DownloadButton("Get it", "<script>1</script>", name="page.html"),
        NumberInput("Price", bind=price, min=0, max=3),
        PasswordInput("Password", value="hush"),
        SearchInput(bind=word),
        Rating("Taste", value=3, clearable=True),
    ]}
"""


def told(page: Any, text: str, where: str = "told") -> None:
    page.locator(f"#{where}").get_by_text(text, exact=True).wait_for()


def test_a_button_that_loads_keeps_the_focus_and_hears_no_second_click(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    work = page.get_by_role("button", name="Work")

    # Act
    work.focus()
    page.keyboard.press("Enter")
    page.locator("[aria-busy=true]").wait_for()
    page.keyboard.press("Enter")

    # Assert
    page.locator("[aria-busy=true]").wait_for(state="detached")
    quiet(page)
    told(page, "nothing worked")
    assert page.evaluate("document.activeElement.textContent") == "Work"


def test_a_button_asks_first_and_a_menu_goes_when_something_is_chosen(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    page = visit(serve(APP).url)
    menu = page.get_by_role("menu")

    # Act and assert: what is asked.
    page.get_by_role("button", name="Delete all").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Cancel").click()
    told(page, "nothing")
    page.get_by_role("button", name="Delete all").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete all").click()
    told(page, "all deleted")

    # Act and assert: what is chosen; what is disabled is not.
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Never").click(force=True)
    menu.wait_for()
    page.get_by_role("menuitem", name="Edit").click()
    menu.wait_for(state="hidden")
    told(page, "edited")


def test_an_item_of_a_menu_asks_first_and_the_focus_goes_back_to_its_button(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    question = page.get_by_role("alertdialog", name="Delete this one?")

    # Act: by the keyboard alone
    page.get_by_role("button", name="Actions").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    question.wait_for()

    # Assert
    page.get_by_role("menu").wait_for(state="hidden")
    told(page, "nothing")
    page.keyboard.press("Escape")
    question.wait_for(state="detached")
    assert page.evaluate("document.activeElement.textContent").startswith("Actions")

    # Act
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    question.get_by_role("button", name="Delete", exact=True).click()

    # Assert
    told(page, "deleted")
    page.get_by_role("button", name="Leave").click()
    page.get_by_role("alertdialog", name="Leave now?").get_by_role("button", name="Leave").click()
    told(page, "left")


def test_what_is_typed_into_a_text_area_that_is_bound_to_nothing_is_counted(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    page = visit(serve(APP).url)
    counter = page.locator(".cacao-counter")

    assert counter.text_content() == "3 / 20"
    page.get_by_label("Note").press("End")
    page.keyboard.type("de😀")
    assert counter.text_content() == "7 / 20"


def test_a_file_is_saved_and_never_run(visit: Callable[..., Any], serve: Callable[..., Any]) -> None:
    page = visit(serve(APP).url)

    with page.expect_download() as download:
        page.get_by_role("button", name="Get it").click()

    assert download.value.suggested_filename == "page.html"
    assert Path(download.value.path()).read_text() == "<script>1</script>"


def test_a_text_is_copied_and_that_is_said(visit: Callable[..., Any], serve: Callable[..., Any]) -> None:
    # Arrange: as in a page that may not use the clipboard
    page = visit(serve(APP).url)
    page.evaluate("document.addEventListener('copy', () => (window.copied = getSelection().toString()))")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")

    # Act
    page.get_by_role("button", name="Copy it").click()

    # Assert
    page.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")
    until(page, "window.copied !== undefined")
    assert page.evaluate("document.activeElement.textContent").startswith("Copy it")


def test_what_was_copied_in_a_dialog_is_said_in_it(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    page.get_by_role("button", name="Open window").click()

    # Act
    page.get_by_role("button", name="Copy this").click()

    # Assert: what lies beside it is not heard
    page.locator("dialog:modal [role=status]", has_text="Copied").wait_for(state="attached")

    # Act
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Copy it").click()

    # Assert
    page.locator("body > [role=status]", has_text="Copied").wait_for(state="attached")


def test_small_buttons_step_show_and_clear(visit: Callable[..., Any], serve: Callable[..., Any]) -> None:
    # Arrange
    page = visit(serve(APP).url)
    more, less = (page.locator(f"[data-step='{step}']") for step in (1, -1))

    # Act and assert: steps, by one where any number may be typed, within the limits.
    more.click()
    told(page, "1.5", "price")
    for _ in range(3):
        more.click()
    told(page, "3.0", "price")
    less.click()
    told(page, "2.0", "price")

    # Act and assert: a password that is shown.
    page.get_by_role("button", name="Show password").click()
    assert page.get_by_label("Password", exact=True).get_attribute("type") == "text"

    # Act and assert: a search that is cleared.
    search = page.get_by_role("searchbox")
    search.fill("tea")
    told(page, "'tea'", "word")
    page.get_by_role("button", name="Clear").first.click()
    told(page, "''", "word")
    assert page.evaluate("document.activeElement.type") == "search"

    # Act and assert: stars that are taken back by a key, which leaves the focus where it is.
    clear = page.locator(".cacao-rating-clear")
    page.get_by_label("3 of 5").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('.cacao-rating input:checked')")
    assert clear.evaluate(
        "each => each === document.activeElement && each.checkVisibility({visibilityProperty: true})"
    )
    page.keyboard.press("Tab")
    until(page, "getComputedStyle(document.querySelector('.cacao-rating-clear')).visibility === 'hidden'")
