"""Cacao's own notice in Chromium: it is seen, heard and clicked above whatever is open on the page."""

from __future__ import annotations

import pytest

APP = """
import cacao
app = cacao.App()
rows = cacao.State([])


@app.event("fail")
def fail():
    raise RuntimeError("as told")


@app.event("grow")
def grow():
    rows.set([*rows.value, len(rows.value)])


@app.event("open")
def open_dialog():
    cacao.call("sure", "showModal")


@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Open", "action": "open"}},
        {"type": "dialog", "props": {"id": "sure", "style": {"inset": 0, "width": "90vw", "height": "90vh"}},
         "children": [
            {"type": "button", "props": {"label": "Fail", "action": "fail"}},
            {"type": "button", "props": {"label": "Grow", "action": "grow"}},
            *[{"type": "p", "props": {"content": f"Row {row}"}} for row in rows.value]]},
    ]}
"""

ON_TOP = """line => { const box = line.getBoundingClientRect();
  return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === line; }"""


@pytest.fixture
def page(visit, serve):
    return visit(serve(APP).url)


def test_the_notice_lies_above_a_dialog_and_can_be_closed_there(page):
    # Arrange
    page.get_by_role("button", name="Open").click()
    page.locator("#sure:modal").wait_for()

    # Act
    page.get_by_role("button", name="Fail").click()
    line = page.get_by_role("status").locator("span")
    line.wait_for()

    # Assert
    assert line.evaluate(ON_TOP)

    # Act and assert: the page goes on changing around it, and it is closed without the dialog.
    page.get_by_role("button", name="Grow").click()
    page.get_by_role("button", name="Grow").click()
    page.get_by_text("Row 1").wait_for()
    assert page.locator("#sure > p").all_text_contents() == ["Row 0", "Row 1"]
    page.get_by_label("Close this message").click()
    line.wait_for(state="detached")
    assert page.locator("#sure:modal").count() == 1


def test_a_notice_outlives_the_dialog_that_it_came_above(page):
    # Arrange
    page.get_by_role("button", name="Open").click()
    page.get_by_role("button", name="Fail").click()
    line = page.get_by_role("status").locator("span")
    line.wait_for()

    # Act
    page.keyboard.press("Escape")
    page.locator("#sure").wait_for(state="hidden")
    page.locator("body > cacao-notice span").wait_for()

    # Assert
    assert line.evaluate(ON_TOP)
