"""Buttons and inputs in Chromium: what only a browser does with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from patience import quiet, until

APP = """
import asyncio
from cacao import App, State
from cacao.ui import Button, CopyButton, DownloadButton, MenuButton, NumberInput, PasswordInput, SearchInput

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
             {"label": "Delete", "on_click": tell("deleted")}]
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "told", "content": told}},
        {"type": "p", "props": {"id": "price", "content": lambda: repr(price.value)}},
        {"type": "p", "props": {"id": "word", "content": lambda: repr(word.value)}},
        Button("Work", on_click=work, loading=busy),
        Button("Delete all", on_click=tell("all deleted"), variant="danger", confirm="Delete all of it?"),
        MenuButton("Actions", items),
        CopyButton("some text", label="Copy it"),
        DownloadButton("Get it", "<script>1</script>", name="page.html"),
        NumberInput("Price", bind=price, min=0, max=3),
        PasswordInput("Password", value="hush"),
        SearchInput(bind=word),
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
    page.get_by_role("button", name="Clear").click()
    told(page, "''", "word")
    assert page.evaluate("document.activeElement.type") == "search"
