"""Texts of both directions in Chromium: what a person wrote reads in its own, and stands beside all else."""

from __future__ import annotations

from typing import Any

import pytest

APP = """
from cacao import App, State
from cacao.ui import (
    Alert, Breadcrumb, Card, JsonView, KeyValue, List, LinkButton, LogView, MultiSelect, Progress,
    Slider, Tabs, TagsInput, TextInput, Timeline, Tree,
)

app = App()
ENGLISH, HEBREW = "Hello (you).", "\u05e9\u05dc\u05d5\u05dd (\u05dc\u05da)."


def show(text):
    return {"type": "main", "children": [
        List([{"title": text, "text": text}]),
        Timeline([{"title": text, "text": text}]),
        Tree([text], label="Tree"),
        TagsInput("Tags", value=[text]),
        MultiSelect("Several", options=[text, "other"], value=[text]),
        Breadcrumb([{"label": text, "href": "/"}, {"label": "End"}]),
        KeyValue({"name": text}),
        Card("x", title=text, subtitle=text),
        Alert(text, text),
        Tabs([{"id": "a", "label": text, "content": "x"}]),
        LogView([text]),
        JsonView({"name": "Ann"}),
        Slider("Width", value=30, marks={0: "nothing at all", 100: "everything"}),
        Progress("Sent", 40, show_value=True),
        TextInput("Name", value=text),
        LinkButton("Go on", "/english", icon_end="arrow-right"),
    ]}


@app.mix("/english")
def english():
    return show(ENGLISH)


@app.mix("/hebrew")
def hebrew():
    return show(HEBREW)
"""

# Whether the first letter of each such text stands left of its full stop; in a field nothing can be measured.
PLACES = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const { parentElement: around } = node;
    if (!node.data.endsWith(").") || around.closest("option, .cacao-hidden")) continue;
    if (!around.checkVisibility()) continue;
    const place = (index) => {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      return range.getBoundingClientRect().left;
    };
    const side = place(0) < place(node.length - 1) ? "left" : "right";
    found.add(`${around.closest("[class]").className}: ${side}`);
  }
  return [...found];
}"""


@pytest.mark.parametrize(
    ("path", "direction", "side"), [("english", "rtl", "left"), ("hebrew", "ltr", "right")]
)
def test_a_text_of_the_other_direction_reads_in_its_own(
    serve: Any, visit: Any, path: str, direction: str, side: str
) -> None:
    # Arrange
    page = visit(f"{serve(APP).url}/{path}")

    # Act
    page.evaluate("direction => { document.documentElement.dir = direction }", direction)

    # Assert
    found = page.evaluate(PLACES)
    assert len(found) >= 12
    assert [each for each in found if not each.endswith(side)] == []


def test_code_numbers_and_marks_stand_right_on_a_page_from_right_to_left(serve: Any, visit: Any) -> None:
    # Arrange
    page = visit(f"{serve(APP).url}/hebrew", viewport={"width": 390, "height": 844})

    # Act
    page.evaluate("document.documentElement.dir = 'rtl'")

    # Assert
    assert page.evaluate("getComputedStyle(document.querySelector('.cacao-json')).direction") == "ltr"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.cacao-progress-value')).direction") == "ltr"
    )
    inside = """() => {
      const { left, right } = document.querySelector(".cacao-slider").getBoundingClientRect();
      return [...document.querySelectorAll(".cacao-slider-marks > span")].every((mark) => {
        const box = mark.getBoundingClientRect();
        return box.left >= left - 1 && box.right <= right + 1;
      });
    }"""
    assert page.evaluate(inside)
    arrow = "getComputedStyle(document.querySelector('.cacao-button > svg[data-way]')).scale"
    assert page.evaluate(arrow) == "-1 1"
    # The title of a card begins where the card does.
    begins = "getComputedStyle(document.querySelector('.cacao-card-title')).textAlign"
    assert page.evaluate(begins) == "right"
