"""Text areas in Chromium: as high as their text, whoever has put it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from patience import quiet, until

SOURCE = """
from cacao import App, State
from cacao.ui import Button, Column, TextArea

story = State("one\\ntwo\\nthree\\nfour\\nfive\\nsix")
app = App(title="Text areas")

@app.mix("/")
def home():
    return {"type": "main", "children": Column([
        TextArea("Story", bind=story, rows=2, max_rows=8),
        Button("Shorten", on_click=lambda: story.set("one")),
        Button("Lengthen", on_click=lambda: story.set("line\\n" * 30)),
        {"type": "details", "children": [
            {"type": "summary", "children": "More"},
            TextArea("Notes", value="a\\nb\\nc\\nd\\ne", rows=2)]}])}
"""

# A browser whose style sheets cannot let a text area grow.
OLD_BROWSER = """
const supports = CSS.supports;
CSS.supports = (name, ...rest) => name !== "field-sizing" && supports.call(CSS, name, ...rest);
const sheet = new CSSStyleSheet();
sheet.replaceSync("textarea { field-sizing: fixed !important; }");
document.adoptedStyleSheets = [sheet];
"""

ROWS = """(label) => {
  const areas = [...document.querySelectorAll("textarea")];
  const area = areas.find((each) => each.labels[0].textContent === label);
  return Math.round(area.clientHeight / parseFloat(getComputedStyle(area).lineHeight) - 0.6);
}"""


@pytest.mark.parametrize("script", ["", OLD_BROWSER], ids=["style-sheets", "script"])
def test_a_text_area_is_as_high_as_its_text(
    visit: Callable[..., Any], serve: Callable[..., Any], script: str
) -> None:
    # Arrange
    page = visit("about:blank", live=False)
    page.add_init_script(script)
    page.goto(serve(SOURCE).url)
    page.wait_for_selector("[data-cacao-joined]")

    def shows(label: str, rows: int) -> None:
        until(page, f"({ROWS})({label!r}) === {rows}")

    # Act, assert: what stands in it at first, what a handler puts in, and what is typed
    shows("Story", 6)
    page.get_by_role("button", name="Shorten").click()
    shows("Story", 2)
    page.get_by_role("button", name="Lengthen").click()
    shows("Story", 8)
    page.get_by_role("button", name="Shorten").click()
    shows("Story", 2)
    page.get_by_label("Story").press_sequentially("\nb\nc\nd")
    shows("Story", 4)
    quiet(page)
    shows("Story", 4)

    # Act, assert: what could not be seen at first
    page.get_by_text("More").click()
    shows("Notes", 5)
