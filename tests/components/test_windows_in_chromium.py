"""Dialogs, questions and tooltips in Chromium: what a handler, a State and a mouse do with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from patience import quiet

APP = """
import cacao
from cacao import App, State
from cacao.ui import Button, Confirm, Dialog, Drawer, Form, Popover, TextInput, Tooltip

app = App()
is_open = State(False)
told = State([])
row = State(0)


def note(what):
    return lambda: told.set([*told.value, what])


def go_on():
    row.update(lambda now: now + 1)


def call():
    cacao.call("terms", "showModal")


def apply():
    note("applied")()
    cacao.call("filter", "hidePopover")


@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "told", "content": " ".join(told.value)}},
        {"type": "p", "props": {"id": "open", "content": str(is_open.value)}},
        {"type": "button", "props": {"label": "Open", "on_click": lambda: is_open.set(True)}},
        {"type": "button", "props": {"label": "Call", "on_click": call}},
        Dialog("Named", "Words", open=is_open, on_close=note("closed"),
            footer={"type": "button", "props": {"label": "Done", "on_click": lambda: is_open.set(False)}}),
        Dialog("Terms", "Long words", id="terms", dismissible=False, cancel="Leave"),
        Confirm(Button("Delete", on_click=note("deleted"), style={"marginTop": 40}), "Sure?", yes="Yes"),
        {"type": "p", "props": {"id": "row", "content": row.value}},
        {"type": "button", "props": {"id": "next", "label": "Next", "on_click": go_on}},
        Confirm(Button("Remove", on_click=note(f"removed {row.value}")),
            f"Remove row {row.value}?", yes="Yes"),
        Popover("Filter", {"type": "button", "props": {"label": "Apply", "on_click": apply}}, id="filter"),
        Tooltip("Tells everybody", {"type": "button", "props": {"label": "Save"}}),
    ]}


@app.mix("/new")
def new():
    def form():
        return Form(children=[TextInput("Name", name="name")], on_submit=lambda values: is_open.set(False))

    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "New", "on_click": lambda: is_open.set(True)}},
        {"type": "p", "props": {"id": "open", "content": str(is_open.value)}},
        Dialog("New one", [form()] if is_open.value else [], open=is_open)]}


@app.mix("/closing")
def closing():
    def inside(name):
        return Button(f"Do {name}", on_click=note(name), closes=True)

    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "told", "content": " ".join(told.value)}},
        Dialog("Names", "Words", trigger="Dialog", footer=inside("dialog")),
        Drawer("Filters", inside("drawer"), trigger=Button("Drawer", icon="funnel", variant="ghost")),
        Popover("Popover", inside("popover"), title="More"),
        Button("Do nothing", closes=True)]}
"""


def test_a_button_closes_what_it_stands_in_without_a_state_and_does_its_work(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(f"{serve(APP).url}/closing")

    for name in ("Dialog", "Drawer", "Popover"):
        opener = page.get_by_role("button", name=name, exact=True)
        button = page.get_by_role("button", name=f"Do {name.lower()}")
        opener.click()
        button.wait_for()

        # Act
        button.click()

        # Assert
        button.wait_for(state="hidden")
        page.locator("#told").get_by_text(name.lower()).wait_for()
        assert opener.evaluate("button => document.activeElement === button")
    page.get_by_role("button", name="Do nothing").click()
    quiet(page)


def test_a_form_that_comes_and_goes_with_its_dialog_has_the_focus_and_leaves_without_a_word(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(f"{serve(APP).url}/new")

    for key in ("Escape", "Enter"):
        # Act
        page.get_by_role("button", name="New").click()
        page.locator("dialog:modal").wait_for()

        # Assert
        assert page.evaluate("document.activeElement.name") == "name"

        # Act: without a word typed there is nothing to ask
        page.keyboard.press(key)
        page.locator("#open").get_by_text("False").wait_for()
        quiet(page)

        # Assert
        assert page.locator("cacao-notice").text_content() == ""


def test_a_dialog_and_its_state_follow_each_other(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    named = page.locator("dialog[aria-labelledby]:modal").filter(has_text="Words")

    # Act and assert: a handler opens it, and the visitor closes it beside.
    page.get_by_role("button", name="Open").click()
    named.wait_for()
    page.mouse.click(4, 4)
    page.locator("#open").get_by_text("False").wait_for()
    page.locator("#told").get_by_text("closed").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Open"

    # Act and assert: the handler closes it, too.
    page.keyboard.press("Enter")
    named.wait_for()
    page.get_by_role("button", name="Done").click()
    named.wait_for(state="hidden")
    page.locator("#told").get_by_text("closed closed").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Open"


def test_a_dialog_that_is_called_and_may_not_be_dismissed_is_left_by_its_button_alone(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    page.get_by_role("button", name="Call").click()
    terms = page.locator("#terms:modal")
    terms.wait_for()

    # Act
    page.keyboard.press("Escape")
    page.mouse.click(4, 4)

    # Assert
    assert terms.is_visible()
    assert terms.get_by_role("button", name="Close").count() == 0
    terms.get_by_role("button", name="Leave").click()
    terms.wait_for(state="hidden")


def test_a_question_that_is_answered_with_no_runs_nothing(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    question = page.get_by_role("alertdialog", name="Sure?")

    # Act and assert
    for answer in ("Cancel", "Yes"):
        page.get_by_role("button", name="Delete").click()
        question.get_by_role("button", name=answer).click()
        question.wait_for(state="detached")
    page.get_by_role("button", name="Delete").click()
    page.keyboard.press("Escape")
    question.wait_for(state="detached")
    page.locator("#told").get_by_text("deleted", exact=True).wait_for()


def test_what_has_become_another_thing_is_asked_anew(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("alertdialog", name="Remove row 0?").wait_for()

    # Act: the list goes on while it is asked
    page.evaluate("document.getElementById('next').click()")
    page.locator("#row").get_by_text("1").wait_for(state="attached")
    page.get_by_role("button", name="Yes").click()

    # Assert
    page.get_by_role("alertdialog", name="Remove row 1?").wait_for()
    page.get_by_role("button", name="Yes").click()
    page.locator("#told").get_by_text("removed 1", exact=True).wait_for()


def test_a_tooltip_comes_under_the_mouse_and_describes_its_button(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    button, words = page.get_by_role("button", name="Save"), page.locator("[role=tooltip]")
    assert button.get_attribute("aria-describedby") == words.get_attribute("id")
    assert not words.is_visible()

    # Act and assert: it stays while the mouse is on its words, and goes with it.
    button.hover()
    words.wait_for()
    words.hover()
    assert words.is_visible()
    page.mouse.move(4, 4)
    words.wait_for(state="hidden")


def test_a_handler_closes_the_popover_that_it_was_called_in(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(APP).url)
    page.get_by_role("button", name="Filter").click()

    # Act
    page.get_by_role("button", name="Apply").click()

    # Assert
    page.locator("#told").get_by_text("applied").wait_for()
    page.locator("#filter").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "Filter"
