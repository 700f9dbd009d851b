"""What happens when page and server have parted: nothing runs on the wrong node, and the page is mended."""

from __future__ import annotations

import re

import pytest
from sockets import HELD_SOCKET

ROWS = """
import cacao
app = cacao.App()
names = cacao.State(["A", "B", "C"])

@app.event("delete")
def delete(event):
    names.set([name for name in names.value if name != event.params["name"]])

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "names", "content": "".join(names.value), "class": "cacao-selected"}},
        *[{"type": "button", "props": {"label": f"Delete {name}", "action": "delete",
            "params": {"name": name}}} for name in names.value]]}
"""


def test_a_click_made_while_away_never_runs_on_what_moved_into_its_place(visit, serve):
    # Arrange: the first tab's socket is held back, and its visitor clicks "Delete A" meanwhile.
    server = serve(ROWS)
    other = visit(server.url)
    away = visit("about:blank", live=False, same_visitor_as=other)
    away.add_init_script(HELD_SOCKET)
    away.goto(server.url)
    away.get_by_role("button", name="Delete A").click()

    # Act: the other tab deletes A, then the first one joins.
    other.get_by_role("button", name="Delete A").click()
    other.locator("#names", has_text=re.compile("^BC$")).wait_for()
    away.evaluate("window.release()")

    # Assert: the row that took A's place is still there, and the visitor is told.
    away.get_by_role("status").get_by_text("Please try again").wait_for()
    assert away.locator("#names").inner_text() == "BC"
    assert other.locator("#names").inner_text() == "BC"


def test_a_page_that_something_else_has_changed_is_mended(visit, serve):
    # Arrange: a translator wraps the text in an element of its own.
    page = visit(serve(ROWS).url)
    page.evaluate(
        """() => {
          const text = document.getElementById("names").firstChild;
          const wrapped = document.createElement("font");
          text.replaceWith(wrapped);
          wrapped.append(text);
        }"""
    )

    # Act
    page.get_by_role("button", name="Delete A").click()

    # Assert
    page.locator("#names", has_text=re.compile("^BC$")).wait_for()
    assert page.locator("font").count() == 0
    assert page.locator("#names").get_attribute("class") == "cacao-selected"
    assert page.evaluate("window.stays")


TYPING = """
import asyncio
import cacao
app = cacao.App()
text = cacao.State("")

@app.event("typed")
async def typed(event):
    await asyncio.sleep(0.05)
    text.set(event["value"])

@app.event("clear")
async def clear():
    text.set("")

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "input", "props": {"value": text.value, "on_input": "typed", "aria_label": "field"}},
        {"type": "button", "props": {"label": "Clear", "action": "clear"}},
        {"type": "p", "props": {"id": "echo", "content": text.value}}]}
"""


@pytest.mark.parametrize("delay", [0, 20, 60])
def test_typing_into_a_field_that_shows_a_state_loses_nothing(visit, serve, delay):
    # Arrange
    page = visit(serve(TYPING).url)
    words = "The quick brown fox jumps over"

    # Act
    page.get_by_label("field").press_sequentially(words, delay=delay)

    # Assert
    page.locator("#echo", has_text=words).wait_for()
    page.wait_for_selector("[data-cacao-busy]", state="detached")
    assert page.get_by_label("field").input_value() == words
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("() => document.querySelector('input').value === ''")


def test_a_second_click_on_a_row_that_went_with_the_first_is_no_error(visit, serve):
    # Arrange
    page = visit(serve(ROWS).url)
    button = page.get_by_role("button", name="Delete C")

    # Act: both clicks leave before the first is answered.
    button.evaluate("node => { node.click(); node.click(); }")

    # Assert
    page.locator("#names", has_text=re.compile("^AB$")).wait_for()
    page.get_by_role("button", name="Delete A").click()
    page.wait_for_function("() => document.getElementById('names').textContent === 'B'")
    assert page.get_by_role("status").inner_text() == ""
