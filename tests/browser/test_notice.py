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


@app.event("fail-at-length")
def fail_at_length():
    raise RuntimeError("as told " * 30)


@app.event("open")
def open_dialog():
    cacao.call("sure", "showModal")


@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Open", "action": "open"}},
        {"type": "button", "props": {"label": "Break", "action": "fail"}},
        {"type": "button", "props": {"label": "Break at length", "action": "fail-at-length"}},
        {"type": "button", "props": {"label": "Get on", "action": "grow"}},
        {"type": "output", "props": {"content": lambda: len(rows.value)}},
        {"type": "dialog", "props": {"id": "sure", "style": {"inset": 0, "width": "90vw", "height": "90vh"}},
         "children": [
            {"type": "button", "props": {"label": "Fail", "action": "fail"}},
            {"type": "button", "props": {"label": "Grow", "action": "grow"}},
            *[{"type": "p", "props": {"content": f"Row {row}"}} for row in rows.value]]},
    ]}
"""

NO_OVERLAY = '{"overlay": false}'  # which tells of errors in its place

ON_TOP = """line => { const box = line.getBoundingClientRect();
  return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === line; }"""


@pytest.fixture
def page(visit, serve, tmp_path):
    (tmp_path / "cacao.json").write_text(NO_OVERLAY)
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


def fail_and_get_on(page, name):
    """Let a handler fail and another one succeed, under a clock that stands."""
    page.clock.install()
    page.get_by_role("button", name=name, exact=True).click()
    page.locator("cacao-notice span").wait_for()
    page.get_by_role("button", name="Get on").click()
    page.locator("output").get_by_text("1").wait_for()
    page.mouse.move(0, 0)


def is_told(page):
    return page.locator("cacao-notice span").count() == 1


def test_what_failed_is_no_news_once_the_visitor_gets_on_and_could_read_it(page):
    # Act
    fail_and_get_on(page, "Break")

    # Assert
    page.clock.run_for(3_000)
    assert is_told(page)
    page.clock.run_for(6_500)
    assert not is_told(page)


def test_what_takes_longer_to_read_stays_longer(page):
    fail_and_get_on(page, "Break at length")

    page.clock.run_for(9_900)
    assert is_told(page)


def test_a_notice_does_not_go_from_under_the_mouse(page):
    # Arrange
    fail_and_get_on(page, "Break")
    page.locator("cacao-notice span").hover()

    # Act
    page.clock.run_for(20_000)

    # Assert
    assert is_told(page)
    page.mouse.move(0, 0)
    page.clock.run_for(2_000)
    assert not is_told(page)
