"""A slow search in Chromium: letters typed quickly, a counter clicked meanwhile, and a search that fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from patience import quiet, until

SHOP = """
import asyncio
import cacao
from cacao.ui import Combobox, MultiSelect
app = cacao.App()
count = cacao.State(0, name="count")
going = asyncio.Event()

async def search(query):
    if query == "cocoa":
        await going.wait()
    elif query:
        await asyncio.sleep(60)
    if query == "":
        return ["cinnamon"]
    return [f"{query} one", f"{query} two"]

def fails(query):
    raise ValueError("the shop is closed")

@app.event("add")
async def add():
    count.update(count.value + 1)

@app.event("go")
async def go():
    going.set()

def home(field):
    return {"type": "main", "children": [
        field,
        {"type": "button", "props": {"label": "Add", "action": "add"}},
        {"type": "button", "props": {"label": "Go", "action": "go"}},
        {"type": "p", "props": {"id": "count", "content": f"Count: {count.value}"}}]}

app.mix("/")(lambda: home(Combobox("Bean", search=search, debounce=20)))
app.mix("/several")(lambda: home(MultiSelect("Bean", search=search, debounce=20)))
app.mix("/closed")(lambda: home(Combobox("Bean", search=fails, help="What you drink")))
"""

pytestmark = pytest.mark.browser

SHOWN = "[...document.querySelectorAll('[role=option]')].map((one) => one.innerText.trim()).join()"


@pytest.mark.parametrize("path", ["/", "/several"])
def test_a_counter_counts_while_letters_are_typed_and_the_last_text_is_what_is_found(
    serve: Any, visit: Any, path: str
) -> None:
    # Arrange
    page = visit(serve(SHOP).url + path)
    entry = page.get_by_role("combobox")

    # Act: each letter is told, and each search but the last would take a minute.
    entry.press_sequentially("cocoa", delay=60)
    for number in (1, 2, 3):
        page.get_by_role("button", name="Add").dispatch_event("click")
        until(page, f"document.querySelector('#count').innerText === 'Count: {number}'")
    still = page.evaluate(SHOWN)
    page.get_by_role("button", name="Go").dispatch_event("click")
    until(page, f"{SHOWN} === 'cocoa one,cocoa two'")
    quiet(page)

    # Assert: the text and the focus are where they were, and what was found can be chosen.
    assert "cocoa" not in still
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    assert entry.input_value() == "cocoa"
    entry.press("Enter")
    quiet(page)
    chosen = "[...document.querySelector('select').selectedOptions].map((one) => one.value).join()"
    until(page, f"{chosen} === 'cocoa one'")
    entry.press("Escape")
    page.get_by_role("button", name="Add").click()
    until(page, "document.querySelector('#count').innerText === 'Count: 4'")


def test_a_search_that_fails_is_seen_below_its_field_and_nowhere_else(
    serve: Any, visit: Any, tmp_path: Path
) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text('{"overlay": false}')  # which shows every error to developers
    page = visit(serve(SHOP).url + "/closed")
    entry = page.get_by_role("combobox")

    # Act
    entry.press_sequentially("mocha")
    page.get_by_text("the shop is closed").wait_for()
    quiet(page)

    # Assert: it is not hidden below an empty list; the text and the help are still there.
    assert page.get_by_text("the shop is closed").count() == 1
    below = page.locator(".cacao-error")
    box = below.bounding_box()
    top = "document.elementFromPoint({0}, {1}).closest('.cacao-error') !== null"
    assert page.evaluate(top.format(box["x"] + 20, box["y"] + box["height"] / 2))
    assert page.get_by_text("What you drink").is_visible()
    assert entry.input_value() == "mocha"
    assert not page.locator("[role=listbox]").is_visible()
