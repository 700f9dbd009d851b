"""Keyed rows in the browser: no more of them move than must, and quick clicks on them all count."""

from __future__ import annotations

import pytest

PAGE = """
import cacao
app = cacao.App()
rows = cacao.State(list("abcdefgh"))
clicks = cacao.State(0)
limited = cacao.State(0)

def turn(): rows.set(list("hbcdaefg"))
def count(): clicks.update(lambda n: n + 1)
def limit():
    if limited.value < 3:
        limited.update(lambda n: n + 1)

def button(name, action):
    return {"type": "button", "props": {"label": name, "action": action}}

@app.mix("/")
def home():
    return {"type": "main", "children": [
        button("Turn", turn), button("Limited", limit),
        {"type": "p", "props": {"id": "told", "content": f"{clicks.value} clicks, {limited.value} limited"}},
        {"type": "ul", "props": {"id": "rows"}, "children": [
            {"type": "li", "key": row, "children": [button(f"row {row} {clicks.value}", count)]}
            for row in rows.value]},
    ]}
"""


@pytest.fixture(scope="module")
def url(serve_once):
    return serve_once(PAGE).url


@pytest.fixture
def page(visit, url):
    """Return a new visitor's page."""
    return visit(url)


def click(page, start, times):
    """Click so often before the browser can take in any answer."""
    page.evaluate(
        "([start, times]) => { const it = [...document.querySelectorAll('button')]"
        ".find(node => node.textContent.startsWith(start)); while (times--) it.click() }",
        [start, times],
    )
    page.wait_for_selector("[data-cacao-busy]", state="detached")


def test_no_more_rows_move_than_must(page):
    # Arrange
    page.evaluate(
        "() => { window.moved = new Set(); new MutationObserver(list => list.forEach(change => "
        "[...change.addedNodes, ...change.removedNodes].forEach(node => moved.add(node.textContent))))"
        ".observe(document.getElementById('rows'), {childList: true}) }"
    )

    # Act: "bcdefg" keep their order.
    click(page, "Turn", 1)

    # Assert
    assert page.evaluate("[...moved].sort()") == ["row a 0", "row h 0"]
    assert page.locator("#rows").inner_text().split()[1::3] == list("hbcdaefg")


def test_quick_clicks_on_one_row_all_count(page):
    click(page, "row c", 2)

    assert page.locator("#told").inner_text() == "2 clicks, 0 limited"


def test_ten_quick_clicks_count_as_the_handlers_own_rule_says(page):
    click(page, "Limited", 10)

    assert page.locator("#told").inner_text() == "0 clicks, 3 limited"
    assert page.get_by_role("status").inner_text() == ""


def test_a_thousand_rows_change_places_in_one_layout(visit, serve):
    # Arrange
    page = visit(serve(MANY).url)
    protocol = page.context.new_cdp_session(page)
    protocol.send("Performance.enable")

    def layouts():
        metrics = protocol.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "LayoutCount")

    before = layouts()

    # Act
    page.get_by_role("button", name="Turn").click()
    page.wait_for_selector("li:first-of-type:text-is('999')")

    # Assert
    assert layouts() - before < 30


MANY = """
import cacao
app = cacao.App()
rows = cacao.State(list(range(1_000)))

def turn(): rows.update(lambda now: now[::-1])

@app.mix("/")
def home():
    lines = [{"type": "li", "key": row, "props": {"content": row}} for row in rows.value]
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Turn", "on_click": turn}},
        {"type": "ul", "children": lines},
    ]}
"""
