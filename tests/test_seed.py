"""The user's snippets run as written; names they use without defining are supplied here, nothing else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from snippets import load_snippet

import cacao
from cacao import App, State, mix


def test_the_minimal_example_shows_its_page(cacao_app):
    # Arrange
    snippet = load_snippet("minimal_example")

    # Act
    user = cacao_app(snippet.app).open("/")

    # Assert
    user.sees("Welcome to Cacao").sees("A deliciously simple web framework!")
    heading = next(node for node in user.page.root.walk() if node.tag == "h1")
    assert heading.style == {"color": "#f0be9b", "margin-bottom": "20px"}


def test_component_state_isolation_counts_in_one_component_and_not_in_the_other(cacao_app):
    # Arrange
    snippet = load_snippet("component_state_isolation")
    seen: list[Any] = []

    def get_counter_value(self, ui_state):
        seen.append(ui_state["counter_state"])
        return snippet.counter_state.value

    snippet.Counter._get_counter_value = get_counter_value
    counter = snippet.Counter()
    app = App()

    @app.event("increment_counter")
    def increment():
        snippet.counter_state.update(snippet.counter_state.value + 1)

    @app.mix("/")
    def home():
        stamp = {"type": "text", "props": {"content": f"Time: {snippet.timestamp_state.value}"}}
        return {"type": "main", "children": [counter, stamp]}

    user = cacao_app(app).open("/")
    time_line = next(line for line in user.text.splitlines() if line.startswith("Time: "))

    # Act
    user.sees("Counter: 0").click("Increment")

    # Assert
    user.sees("Counter: 1").sees(time_line)
    assert seen == [0, 1]  # painted once, re-run once: the page around it was not
    section = next(node for node in user.page.root.walk() if node.tag == "section")
    assert section.attributes["data-component-type"] == "counter"


def test_component_creation_defines_a_component_that_a_page_can_show(cacao_app):
    # Arrange
    snippet = load_snippet("component_creation")
    app = App()

    class Shown(snippet.Counter):
        def render(self, ui_state=None):
            return {"type": "text", "component_type": self.component_type, "props": {"content": "as given"}}

    @app.mix("/")
    def home():
        return {"type": "main", "children": [Shown()]}

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees("as given")
    assert snippet.Counter().component_type == "counter"
    assert snippet.counter_state.value == 0


def test_state_management_updates_states_from_handlers_of_the_global_mix(cacao_app, capsys):
    # Arrange
    snippet = load_snippet("state_management", mix=mix)
    assert snippet.counter_state.value == 5  # the snippet's own update, before anything serves

    def button(label, action):
        return {"type": "button", "props": {"label": label, "action": action}}

    @mix("/")
    def home():
        return {
            "type": "main",
            "children": [
                {"type": "text", "props": {"content": f"Counter: {snippet.counter_state.value}"}},
                {"type": "text", "props": {"content": snippet.timestamp_state}},
                button("Increment", "increment_counter"),
                button("Refresh", "refresh_timestamp"),
            ],
        }

    user = cacao_app(App()).open("/").sees("Counter: 5")
    first = user.text.splitlines()[1]

    # Act
    user.click("Increment").click("Refresh")

    # Assert
    user.sees("Counter: 6").misses(first)
    printed = capsys.readouterr().out
    assert "Counter changed to: 6" in printed
    assert re.search(r"Timestamp updated to: \d{4}-", printed)


def test_creating_components_passes_the_component_in_params_and_shows_no_address(cacao_app):
    # Arrange
    snippet = load_snippet("creating_components")
    clicked: list[dict[str, Any]] = []
    app = App()

    @app.event("component_action")
    async def act(event):
        clicked.append(dict(event))

    @app.mix("/")
    def home():
        return {
            "type": "main",
            "children": [snippet.MyComponent("First"), snippet.MyComponent("Second").render()],
        }

    user = cacao_app(app).open("/")

    # Act
    user.sees("First").sees("Second").within("First").click("Click Me")

    # Assert
    assert clicked[0]["component_type"] == "my-component"
    assert isinstance(clicked[0]["params"]["component_id"], int)
    painted = user.page.root.outline() + "".join(user.frames)
    assert not re.search(r"\d{9,}", painted)


def test_the_sidebar_layout_shows_its_pages_and_says_where_one_is_missing(cacao_app):
    # Arrange
    snippet = load_snippet("sidebar_layout")
    user = cacao_app(snippet.app).open("/")

    # Act
    user.sees("My Cacao App").sees("There is nothing here yet.").follow("Dashboard")

    # Assert
    user.sees("Users").sees("1,234").misses("There is nothing here yet.")
    assert user.path == "/?page=dashboard"
    user.back().sees("There is nothing here yet.")


def test_the_users_own_plain_tests_pass():
    # Arrange
    counter = State(0)

    # Act
    counter.set(5)

    # Assert
    assert counter.value == 5
    assert State(initial_value=0).value == 0


def test_the_face_offers_every_name_it_lists():
    # Act
    found = {name: getattr(cacao, name) for name in cacao.__all__}

    # Assert
    assert all(found.values())
    with pytest.raises(AttributeError, match="has no attribute 'Stat'"):
        _ = cacao.Stat
