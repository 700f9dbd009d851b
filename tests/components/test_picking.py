"""Combobox and MultiSelect: of many options a page holds few, and none that was not offered is taken."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from cacao import App, CacaoError, State
from cacao.ui import Combobox, MultiSelect

PEOPLE = [(number, f"Person {number}") for number in range(1, 5_001)]


def make_app(field: Any) -> App:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [field()]})
    return app


def options(user: Any) -> list[str]:
    """Return what is offered at present."""
    rows = [node for node in user.page.root.walk() if node.attributes.get("role") == "option"]
    return ["".join(node.text for node in row.walk()) for row in rows]


def chips(user: Any) -> list[str]:
    """Return what can be taken away again."""
    said = (node.attributes.get("aria-label", "") for node in user.page.root.walk())
    return [label for label in said if label.startswith("Remove ")]


def field_of(user: Any) -> Any:
    """Return the true field, which the browser's script sets."""
    return next(node for node in user.page.root.walk() if node.tag == "select")


def test_of_thousands_of_options_a_page_holds_those_that_fit(cacao_app: Any) -> None:
    # Arrange
    chosen = State(0, name="chosen")
    user = cacao_app(make_app(lambda: Combobox("Who", bind=chosen, options=PEOPLE))).open("/")
    assert options(user) == ["Loading"]

    # Act
    user.type("Who", "son 49")

    # Assert
    assert len(options(user)) == 50
    user.type("Who", "99")
    assert options(user) == ["Person 4999"]
    user.type("Who", "x")
    assert options(user) == ["Nothing found"]


def test_what_is_chosen_is_a_number_where_it_was_one_and_shown_by_its_label(cacao_app: Any) -> None:
    # Arrange
    chosen = State(0, name="chosen")
    user = cacao_app(make_app(lambda: Combobox("Who", bind=chosen, options=PEOPLE))).open("/")

    # Act
    user.type("Who", "4999").trigger(field_of(user), "change", value="4999")

    # Assert
    with user:
        assert chosen.value == 4999
    assert user.value("Who") == "Person 4999"


@pytest.mark.parametrize("value", ["7", "admin", "5000"])
def test_what_was_not_offered_is_not_taken(cacao_app: Any, value: str) -> None:
    # Arrange
    chosen = State(0, name="chosen")
    user = cacao_app(make_app(lambda: Combobox("Who", bind=chosen, options=PEOPLE))).open("/")

    # Act
    user.type("Who", "4999").trigger(field_of(user), "change", value=value)

    # Assert
    with user:
        assert chosen.value == 0


def test_the_server_looks_for_what_is_typed(cacao_app: Any) -> None:
    # Arrange
    asked: list[str] = []
    chosen = State("x", name="chosen")

    async def search(query: str) -> list[Any]:
        asked.append(query)
        await asyncio.sleep(0)
        return [("tea", "Tea"), {"value": "toast", "label": "Toast", "disabled": True}]

    field = {"bind": chosen, "search": search, "label_of": lambda value: f"The {value}"}
    user = cacao_app(make_app(lambda: Combobox("Find", **field))).open("/")
    assert user.value("Find") == "The x"

    # Act
    user.clear("Find").type("Find", "t")

    # Assert
    assert asked[-1] == "t"
    assert options(user) == ["Tea", "Toast"]
    user.trigger(field_of(user), "change", value="toast")
    with user:
        assert chosen.value == "x"
    user.trigger(field_of(user), "change", value="tea")
    assert user.value("Find") == "Tea"


def test_where_any_text_will_do_the_state_holds_what_is_typed(cacao_app: Any) -> None:
    city = State("", name="city")
    user = cacao_app(
        make_app(lambda: Combobox("City", bind=city, options=["Basel", "Bern"], free=True))
    ).open("/")

    user.type("City", "Be")

    assert options(user) == ["Bern"]
    with user:
        assert city.value == "Be"


def test_several_are_kept_as_chips_while_others_are_looked_for(cacao_app: Any) -> None:
    # Arrange
    many = State([1, 2], name="many")
    user = cacao_app(make_app(lambda: MultiSelect("Team", bind=many, options=PEOPLE))).open("/")
    assert chips(user) == ["Remove Person 1", "Remove Person 2"]

    # Act
    user.type("Team", "4999").trigger(field_of(user), "change", values=["2", "4999"])

    # Assert
    with user:
        assert many.value == [2, 4999]
    assert chips(user) == ["Remove Person 2", "Remove Person 4999"]


def test_without_a_state_it_keeps_what_is_chosen_itself(cacao_app: Any) -> None:
    user = cacao_app(make_app(lambda: MultiSelect("Team", options=["a", "b"], value=["b"]))).open("/")

    user.type("Team", "a").trigger(field_of(user), "change", values=["b", "a"])

    assert chips(user) == ["Remove b", "Remove a"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Combobox.options cannot be this; expected options, or a function as search"),
        ({"options": ["a"], "on_input": print}, "Combobox takes no on_input; expected on_change"),
        ({"options": ["a"], "limit": 0}, "Combobox.limit cannot be this; expected 1 to 1000, got 0"),
    ],
)
def test_a_mistake_is_told(given: Any, told: str) -> None:
    with pytest.raises(CacaoError) as error:
        Combobox("Who", **given)
    assert told in str(error.value)
