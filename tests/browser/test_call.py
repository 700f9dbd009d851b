"""Calls in Chromium: a handler puts the focus where the visitor goes on, and opens a dialog."""

from __future__ import annotations

GUESTS = """
import cacao
app = cacao.App()
guests = cacao.State(["Ann"])

@app.event("add")
def add():
    guests.set([*guests.value, ""])
    cacao.call(f"guest {len(guests.value)}", "focus")

@app.event("ask")
def ask():
    cacao.call("sure", "showModal")

@app.event("close")
def close():
    cacao.call("sure", "close")
    cacao.call("sure", "close")

@app.mix("/")
def home():
    return {"type": "main", "children": [
        *[{"type": "input", "key": f"guest {number}",
            "props": {"value": name, "aria_label": f"Guest {number}"}}
          for number, name in enumerate(guests.value, 1)],
        {"type": "button", "props": {"label": "Another guest", "action": "add"}},
        {"type": "button", "props": {"label": "Ask", "action": "ask"}},
        {"type": "dialog", "props": {"id": "sure"}, "children": [
            "Sure?", {"type": "button", "props": {"label": "Yes", "action": "close"}}]},
    ]}
"""


def test_the_focus_goes_into_the_field_that_a_handler_has_added(visit, serve):
    # Arrange
    page = visit(serve(GUESTS).url)

    # Act
    page.get_by_role("button", name="Another guest").click()
    page.locator("input:focus").wait_for()
    page.keyboard.type("Bob")

    # Assert
    assert page.get_by_label("Guest 2").input_value() == "Bob"

    # Act and assert: a dialog is opened and closed; what cannot be done harms nothing.
    page.get_by_role("button", name="Ask").click()
    page.locator("#sure:modal").wait_for()
    page.get_by_role("button", name="Yes").click()
    page.locator("#sure").wait_for(state="hidden")
    page.get_by_role("button", name="Another guest").click()
    page.get_by_label("Guest 3").wait_for()
