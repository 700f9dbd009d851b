"""Attributes in Chromium: what a patch takes away is gone, and nothing else is."""

from __future__ import annotations

SOURCE = """
import cacao
app = cacao.App()
on = cacao.State(True)

@app.event("turn")
def turn():
    on.set(not on.value)

@app.mix("/")
def home():
    given = {"value": 7} if on.value else {}
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "marked", "content": "x",
            "class": "cacao-selected" if on.value else "plain"}},
        {"type": "p", "props": {"id": "styled", "content": "x", "class": "cacao-sidebar",
            "style": {"color": "red" if on.value else "green"}}},
        {"type": "ol", "children": [{"type": "li", "props": {"content": "seven", **given}}]},
        {"type": "progress", "props": {"max": 10, "aria_label": "done", **given}},
        {"type": "details", "children": [
            {"type": "summary", "props": {"content": "more"}},
            {"type": "p", "props": {"content": f"{on.value}"}}]},
        {"type": "button", "props": {"label": "Turn", "action": "turn"}}]}
"""


def test_classes_of_the_users_and_values_that_are_no_fields_come_and_go(visit, serve):
    # Arrange
    page = visit(serve(SOURCE).url)
    page.get_by_text("more").click()

    # Act
    page.get_by_role("button", name="Turn").click()
    page.get_by_text("False").wait_for()

    # Assert
    assert page.locator("#marked").get_attribute("class") == "plain"
    assert page.locator("#styled").get_attribute("class") == "cacao-sidebar"
    assert page.locator("#styled").evaluate("node => getComputedStyle(node).color") == "rgb(0, 128, 0)"
    assert page.locator("li").get_attribute("value") is None
    assert page.locator("progress").get_attribute("value") is None
    assert page.locator("details").evaluate("node => node.open")
