"""Options that stand for values: the State holds these, not the texts that a browser knows them by."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest

from cacao import App, State
from cacao.ui import CheckboxGroup, Combobox, Form, MultiSelect, RadioGroup, Select


class Size(Enum):
    SMALL = "s"
    LARGE = "l"


def open_page(cacao_app: Any, field: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [field]})
    return cacao_app(app).open("/")


def choose(user: Any, widget: Any, value: str) -> None:
    """Choose an option as a browser tells it."""
    if widget is RadioGroup:
        user.check(value)
        return
    if widget is Select:
        user.choose("A", value)
        return
    user.clear("A").type("A", value)
    field = next(node for node in user.page.root.walk() if node.tag == "select")
    offered = {
        "".join(each.text for each in node.walk()): node for node in field.walk() if node.tag == "option"
    }
    user.trigger(field, "change", value=offered[value].attributes["value"])


@pytest.mark.parametrize("widget", [Select, RadioGroup, Combobox])
@pytest.mark.parametrize(
    ("options", "begins", "held"),
    [
        ([(1, "one"), (2, "two")], None, 2),
        ([(1, "one"), (2, "two")], 1, 2),
        ([(1, "one"), (2, "two")], "", "2"),  # a State of texts keeps to texts
        ([(False, "one"), (True, "two")], None, True),
        ([(None, "one"), (2, "two")], None, 2),
        ([{"value": Size.SMALL, "label": "one"}, {"value": Size.LARGE, "label": "two"}], None, Size.LARGE),
        ({Size.SMALL: "one", Size.LARGE: "two"}, Size.SMALL, Size.LARGE),
        (["one", "two"], None, "two"),
    ],
)
def test_the_state_holds_the_value_of_the_option(
    cacao_app: Any, widget: Any, options: Any, begins: Any, held: Any
) -> None:
    # Arrange
    pick: State[Any] = State(begins, name="pick")
    user = open_page(cacao_app, widget("A", bind=pick, options=options))

    # Act
    choose(user, widget, "two")

    # Assert
    with user:
        assert pick.value == held and type(pick.value) is type(held)


BEGINS = State(Size.LARGE, name="begins")
SEVERAL = State([Size.LARGE], name="begins-several")


@pytest.mark.parametrize("widget", [Select, RadioGroup, Combobox])
@pytest.mark.parametrize(
    ("options", "value", "shown"),
    [
        ([*Size], Size.LARGE, "l"),
        ([*Size], BEGINS, "l"),
        ([*Size], lambda: Size.LARGE, "l"),
        (["s", "l"], "l", "l"),
        ([1, 2], 2, "2"),
        ([1, 0], 0, "0"),
    ],
    ids=["an Enum", "a State", "a function", "a text", "a number", "nought"],
)
def test_a_field_that_is_not_bound_begins_with_its_value(
    cacao_app: Any, widget: Any, options: Any, value: Any, shown: str
) -> None:
    user = open_page(cacao_app, widget("A", options=options, value=value))

    if widget is RadioGroup:
        assert checked(user) == [shown]
    else:
        assert user.value("A") == shown


@pytest.mark.parametrize("widget", [CheckboxGroup, MultiSelect])
@pytest.mark.parametrize(
    ("options", "value", "shown"),
    [
        ([*Size], [Size.LARGE], "l"),
        ([*Size], SEVERAL, "l"),
        ([*Size], lambda: (Size.LARGE,), "l"),
        (["s", "l"], ["l"], "l"),
        ([1, 0], {0}, "0"),
    ],
    ids=["an Enum", "a State", "a function", "a text", "a number"],
)
def test_a_field_of_several_that_is_not_bound_begins_with_its_value(
    cacao_app: Any, widget: Any, options: Any, value: Any, shown: str
) -> None:
    user = open_page(cacao_app, widget("A", options=options, value=value))

    if widget is MultiSelect:
        assert user.page.find(f"Remove {shown}")
    else:
        assert checked(user) == [shown]


def checked(user: Any) -> list[str]:
    """Return the values of the boxes that are checked."""
    boxes = [node for node in user.page.root.walk() if node.tag == "input"]
    return [box.attributes["value"] for box in boxes if "checked" in box.attributes]


def test_the_state_holds_what_a_search_has_found(cacao_app: Any) -> None:
    # Arrange
    pick: State[Any] = State(None, name="pick")
    field = Combobox("A", bind=pick, search=lambda words: [(1, "one"), (2, "two")])
    user = open_page(cacao_app, field)

    # Act
    choose(user, Combobox, "two")

    # Assert
    with user:
        assert pick.value == 2


def test_a_value_that_is_held_is_shown_as_its_option(cacao_app: Any) -> None:
    # Arrange
    pick: State[Any] = State(Size.LARGE, name="pick")

    # Act
    user = open_page(cacao_app, Select("A", bind=pick, options={Size.SMALL: "one", Size.LARGE: "two"}))

    # Assert
    assert user.value("A") == "l"


@pytest.mark.parametrize("begins", [[], [1], (), (1, 2)])
def test_a_list_holds_values_also_once_it_was_empty(cacao_app: Any, begins: Any) -> None:
    # Arrange
    picks: State[Any] = State(begins, name="picks")
    user = open_page(cacao_app, CheckboxGroup("A", bind=picks, options=[(1, "one"), (2, "two")]))
    for label, value in (("one", 1), ("two", 2)):
        if value in begins:
            user.check(label, on=False)

    # Act
    user.check("two").check("one")

    # Assert
    with user:
        assert picks.value == type(begins)([2, 1])


def test_several_are_values_and_those_not_offered_now_stay(cacao_app: Any) -> None:
    # Arrange
    picks: State[Any] = State([7], name="picks")
    user = open_page(
        cacao_app, MultiSelect("A", bind=picks, options=[(number, f"n{number}") for number in range(90)])
    )
    user.type("A", "n81")
    field = next(node for node in user.page.root.walk() if node.tag == "select")

    # Act
    user.trigger(field, "change", values=["7", "81"])

    # Assert
    with user:
        assert picks.value == [7, 81]


def test_a_form_composed_by_hand_hands_over_values(cacao_app: Any) -> None:
    # Arrange
    sent: list[Any] = []
    options = [(1, "one"), (2, "two")]
    fields = [Select("A", name="a", options=options), CheckboxGroup("B", name="b", options=options)]
    user = open_page(cacao_app, Form(children=fields, initial={"a": 1}, on_submit=sent.append))

    # Act
    user.choose("A", "two").check("one").click("Save")

    # Assert
    assert sent == [{"a": 2, "b": [1]}]


@pytest.mark.parametrize(
    ("begins", "shown"), [(Size.LARGE, "two"), (None, "nobody"), ("", ""), (Size.SMALL, "one")]
)
def test_a_combobox_shows_what_the_held_value_is_called(cacao_app: Any, begins: Any, shown: str) -> None:
    # Arrange
    pick: State[Any] = State(begins, name="pick")
    options = {Size.SMALL: "one", Size.LARGE: "two", None: "nobody"}

    # Act
    user = open_page(cacao_app, Combobox("A", bind=pick, options=options))

    # Assert
    assert user.value("A") == shown


def test_what_is_chosen_is_called_by_its_value_not_by_its_text(cacao_app: Any) -> None:
    # Arrange
    pick: State[Any] = State(7, name="pick")
    field = Combobox("A", bind=pick, search=lambda words: [], label_of=lambda number: f"n{number + 1}")

    # Act
    user = open_page(cacao_app, field)

    # Assert
    assert user.value("A") == "n8"
