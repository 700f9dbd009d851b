"""The user's snippets in Chromium, served by a real process; only undefined names are supplied."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
SEED = TESTS / "seed"

ISOLATION = """
from snippets import load_snippet
from cacao import App
snippet = load_snippet("component_state_isolation")
snippet.Counter._get_counter_value = lambda self, ui_state: ui_state["counter_state"]
app = App()
counter = snippet.Counter()

@app.event("increment_counter")
def increment():
    snippet.counter_state.update(snippet.counter_state.value + 1)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        counter, {"type": "text", "props": {"content": f"Time: {snippet.timestamp_state.value}"}}]}
"""

CREATION = """
from snippets import load_snippet
from cacao import App
snippet = load_snippet("component_creation")
app = App()

class Shown(snippet.Counter):
    def render(self, ui_state=None):
        return {"type": "section", "component_type": self.component_type, "props": {"children": [
            {"type": "text", "props": {"content": f"Counted {snippet.counter_state.value}"}},
            {"type": "button", "props": {"label": "Count", "action": "count"}}]}}

shown = Shown()

@app.event("count")
def count():
    snippet.counter_state.update(lambda number: number + 1)

@app.mix("/")
def home():
    return shown
"""

MANAGEMENT = """
from snippets import load_snippet
from cacao import mix
snippet = load_snippet("state_management", mix=mix)

@mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "text", "props": {"content": f"Counter: {snippet.counter_state.value}"}},
        {"type": "text", "props": {"content": f"Time: {snippet.timestamp_state.value}"}},
        {"type": "button", "props": {"label": "Increment", "action": "increment_counter"}},
        {"type": "button", "props": {"label": "Refresh", "action": "refresh_timestamp"}}]}
"""

CREATING = """
from snippets import load_snippet
from cacao import App, State
snippet = load_snippet("creating_components")
app = App()
clicks = State(0)

@app.event("component_action")
async def act(event):
    clicks.update(clicks.value + 1)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        snippet.MyComponent("First").render(), snippet.MyComponent("Second"),
        {"type": "text", "props": {"content": f"Clicks: {clicks.value}"}}]}
"""


@pytest.fixture
def serve_with_snippets(serve):
    return lambda source: serve(source, environment={"PYTHONPATH": str(TESTS)})


def test_the_minimal_example_is_shown(visit, serve):
    # Act
    page = visit(serve(SEED / "minimal_example.py").url)

    # Assert
    assert page.get_by_role("heading", name="Welcome to Cacao").is_visible()
    box = page.locator("#cacao > div")
    assert box.evaluate("node => getComputedStyle(node).padding") == "20px"
    assert box.evaluate("node => getComputedStyle(node).fontFamily") == "Arial, sans-serif"


def test_component_state_isolation(visit, serve_with_snippets):
    # Arrange
    page = visit(serve_with_snippets(ISOLATION).url)
    time_line = page.get_by_text("Time: ").inner_text()

    # Act
    page.get_by_role("button", name="Increment").click()

    # Assert
    page.get_by_text("Counter: 1").wait_for()
    assert page.get_by_text("Time: ").inner_text() == time_line


def test_component_creation(visit, serve_with_snippets):
    # Arrange
    page = visit(serve_with_snippets(CREATION).url)

    # Act
    page.get_by_role("button", name="Count").click()

    # Assert
    page.get_by_text("Counted 1").wait_for()


def test_state_management(visit, serve_with_snippets):
    # Arrange
    server = serve_with_snippets(MANAGEMENT)
    page = visit(server.url)
    time_line = page.get_by_text("Time: ").inner_text()

    # Act
    page.get_by_text("Counter: 5").wait_for()
    page.get_by_role("button", name="Increment").click()
    page.get_by_text("Counter: 6").wait_for()
    page.get_by_role("button", name="Refresh").click()
    page.wait_for_function("line => !document.body.innerText.includes(line)", arg=time_line)

    # Assert
    assert "Counter changed to: 6" in server.output
    assert "Timestamp updated to: 20" in server.output


def test_creating_components(visit, serve_with_snippets):
    # Arrange
    page = visit(serve_with_snippets(CREATING).url)

    # Act
    page.get_by_role("button", name="Click Me").first.click()
    page.get_by_text("Clicks: 1").wait_for()
    page.get_by_role("button", name="Click Me").last.click()

    # Assert
    page.get_by_text("Clicks: 2").wait_for()
    assert not re.search(r"\d{9,}", page.locator("body").inner_html())
