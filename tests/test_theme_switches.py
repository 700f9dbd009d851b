"""Themes of a page or a node that follow a State, and go again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from themed import style_of

from cacao import App, Component, Computed, State
from cacao.testing import ServeForTest


def a_state(chosen: State[str]) -> object:
    return chosen


def a_computed(chosen: State[str]) -> object:
    return Computed(lambda: {"extends": chosen.value})


def a_function(chosen: State[str]) -> object:
    return lambda: chosen.value


def a_dict(chosen: State[str]) -> object:
    return {"extends": chosen}


@pytest.mark.parametrize("make", [a_state, a_computed, a_function, a_dict])
@pytest.mark.parametrize("place", ["app", "node"])
def test_a_theme_is_switched_for_one_visitor_without_a_reload(
    cacao_app: ServeForTest, make: Callable[[State[str]], object], place: str
) -> None:
    # Arrange
    chosen = State("ocean", name="chosen")
    theme = make(chosen)
    app = App(theme=theme if place == "app" else None)
    switch = {"type": "button", "props": {"content": "Switch", "on_click": lambda: chosen.set("plum")}}
    props = {"theme": theme} if place == "node" else {}
    app.mix("/")(lambda: {"type": "main", "props": props, "children": [switch]})
    site = cacao_app(app)
    user, other = site.open("/"), site.open("/")
    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"

    # Act
    user.click("Switch")

    # Assert
    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#7b2d88, #d79ae2)"
    assert style_of(user, "main")["--cacao-radius"] == "0.875rem"
    assert style_of(other, "main")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"


def test_a_theme_that_goes_takes_what_it_gave_with_it(cacao_app: ServeForTest) -> None:
    # Arrange
    chosen: State[str | None] = State("cacao-dark", name="chosen")
    app = App()

    @app.mix("/")
    def home() -> dict[str, Any]:
        switch = {"type": "button", "props": {"content": "Off", "on_click": lambda: chosen.set(None)}}
        return {"type": "main", "props": {"theme": chosen, "style": {"color": "red"}}, "children": [switch]}

    user = cacao_app(app).open("/")
    assert user.page.root.attributes.get("data-cacao-theme") is None
    main = next(element for element in user.page.root.walk() if element.tag == "main")
    assert main.attributes["data-cacao-theme"] == "dark"

    # Act
    user.click("Off")

    # Assert
    assert main.style == {"color": "red"}
    assert "data-cacao-theme" not in main.attributes


def test_a_component_at_the_root_gets_the_theme_also_when_it_runs_alone(cacao_app: ServeForTest) -> None:
    # Arrange
    class Counter(Component):
        count = State(0)

        def render(self) -> dict[str, Any]:
            add = {"type": "button", "props": {"content": "Add", "on_click": self.add}}
            return {"type": f"h{1 + self.count.value}", "children": [add]}

        def add(self) -> None:
            self.count.update(lambda count: count + 1)

    counter = Counter()
    app = App(theme=State("ocean", name="chosen"))
    app.mix("/")(lambda: counter)
    user = cacao_app(app).open("/")

    # Act
    user.click("Add")

    # Assert
    assert style_of(user, "h2")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"


def test_a_state_that_becomes_no_theme_leaves_the_last_one(cacao_app: ServeForTest) -> None:
    # Arrange
    chosen = State("ocean", name="chosen")
    app = App(theme=chosen)
    switch = {"type": "button", "props": {"content": "Break", "on_click": lambda: chosen.set("nothing")}}
    app.mix("/")(lambda: {"type": "main", "children": [switch]})
    user = cacao_app(app).open("/")

    # Act
    user.click("Break", wait=False)
    user.wait_until(lambda: bool(user.errors), "the error is told")

    # Assert
    assert 'there is no theme "nothing"' in str(user.errors[0])
    assert style_of(user, "main")["--cacao-primary"] == "light-dark(#0b6795, #5db9e8)"


@pytest.mark.parametrize("production", [False, True])
def test_rows_of_a_long_list_may_have_themes(cacao_app: ServeForTest, production: bool) -> None:
    # Arrange: so many that rows are copied from one another
    names = [*("ocean" if number % 3 else "plum" for number in range(100))]
    app = App()
    app.mix("/")(
        lambda: {
            "type": "ul",
            "children": [
                {"type": "li", "key": number, "props": {"theme": name, "content": f"{number}"}}
                for number, name in enumerate(names)
            ],
        }
    )

    # Act
    user = cacao_app(app, production=production).open("/")

    # Assert
    rows = [element for element in user.page.root.walk() if element.tag == "li"]
    primary = {"ocean": "light-dark(#0b6795, #5db9e8)", "plum": "light-dark(#7b2d88, #d79ae2)"}
    assert [row.style["--cacao-primary"] for row in rows] == [primary[name] for name in names]
