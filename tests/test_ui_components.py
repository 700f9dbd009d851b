"""UI components from Python: what ``cacao.ui`` offers, by itself and on a page."""

from __future__ import annotations

from typing import Any

import cacao.ui
from cacao import App, Component, For, State
from cacao.ui import Button
from cacao.ui.components import base, inputs


def test_component_rendering():  # as the user's text has it
    # Arrange
    button = Button(label="Click me")

    # Act
    rendered = button.render()

    # Assert
    assert rendered["type"] == "button"
    assert rendered["props"]["label"] == "Click me"


def test_the_modules_of_the_users_text_offer_the_same_components() -> None:
    assert cacao.ui.Button is inputs.Button is cacao.ui.components.Button
    assert base.Component is Component


def test_what_is_changed_in_a_rendered_button_stays_there() -> None:
    # Arrange
    button = Button(label="Click me")

    # Act
    button.render()["props"]["label"] = "changed"

    # Assert
    assert button.render()["props"] == {"label": "Click me"}


def test_a_button_runs_its_handler_and_follows_a_state(cacao_app: Any) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")

    def add() -> None:
        count.update(lambda number: number + 1)

    @app.mix("/")
    def home() -> Any:
        label = "Full" if count.value > 1 else f"Add to {count.value}"
        return {"type": "main", "children": [Button(label=label, on_click=add, disabled=count.value > 1)]}

    user = cacao_app(app).open()

    # Act
    user.click("Add to 0").click("Add to 1")

    # Assert
    user.sees("Full")
    assert user.page.find("Full").is_disabled


def test_buttons_of_a_list_keep_their_keys(cacao_app: Any) -> None:
    # Arrange
    app = App()
    names = State(["milk", "eggs"], name="names")

    def row(name: str) -> Any:
        def remove() -> None:
            names.set([other for other in names.value if other != name])

        return {"type": "li", "children": [name, Button(key=name, label="Remove", on_click=remove)]}

    @app.mix("/")
    def home() -> Any:
        return {"type": "ul", "children": For(names, key=str, render=row)}

    user = cacao_app(app).open()

    # Act
    user.within("milk").click("Remove")

    # Assert
    user.misses("milk").sees("eggs")
