"""Inputs: what they tell of themselves, and what options may be."""

from __future__ import annotations

import enum
from datetime import date
from typing import Any

import pytest

from cacao import App, CacaoError, State
from cacao.ui import Checkbox, CheckboxGroup, DateInput, NumberInput, RadioGroup, Select, TextArea, TextInput
from cacao_plugins.components.inputs.options import Group, Option, read_options


class Size(enum.Enum):
    SMALL = "s"


def make_app(*fields: Any) -> App:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": list(fields)})
    return app


def control(user: Any, tag: str = "input") -> Any:
    """Return the first element of the page that takes input."""
    return next(node for node in user.page.root.walk() if node.tag == tag)


def test_an_error_takes_the_place_of_the_help_and_is_told_to_the_field(cacao_app: Any) -> None:
    # Arrange
    name = State("", name="name")
    field = TextInput(
        "Name", bind=name, help="As friends say", error=lambda: "Too short" if name.value == "A" else ""
    )
    user = cacao_app(make_app(field)).open("/")
    helped = control(user).attributes["aria-describedby"]

    # Act
    user.sees("As friends say").type("Name", "A").sees("Too short").misses("As friends say")

    # Assert
    assert control(user).attributes["aria-invalid"] == "true"
    assert control(user).attributes["aria-describedby"] != helped
    user.type("Name", "nn").sees("As friends say")
    assert "aria-invalid" not in control(user).attributes


@pytest.mark.parametrize(
    ("make", "begins", "told"),
    [
        (lambda state: NumberInput("It", bind=state, min=1, max=9), 5, "1000000"),
        (lambda state: NumberInput("It", bind=state, step=5), 5, "7"),
        (lambda state: TextInput("It", bind=state, max_length=4), "milk", "milk and eggs"),
        (lambda state: TextArea("It", bind=state, max_length=4), "milk", "milk and eggs"),
        (lambda state: DateInput("It", bind=state, min=date(2026, 1, 1)), date(2026, 2, 1), "2025-12-31"),
    ],
)
def test_bounds_hold_whatever_a_browser_says(cacao_app: Any, make: Any, begins: Any, told: str) -> None:
    # Arrange
    state = State(begins, name="bounded")
    user = cacao_app(make_app(make(state))).open("/")
    field = user.page.field("It")

    # Act
    user.trigger(field, field.attributes["data-cacao-on"].split()[0], edits=1, seen=0, value=told)

    # Assert
    with user:
        assert state.value == begins


@pytest.mark.parametrize("begins", [3, 2.5, None])
def test_a_number_stays_of_its_kind_and_none_while_it_is_empty(cacao_app: Any, begins: float | None) -> None:
    # Arrange
    number = State(begins, name="number")
    user = cacao_app(make_app(NumberInput("Number", bind=number))).open("/")

    # Act and assert
    user.clear("Number")
    with user:
        assert number.value is None
    user.type("Number", "7")
    with user:
        assert number.value == 7
        assert isinstance(number.value, type(begins) if begins is not None else int)


def test_a_select_with_options_is_a_field_and_one_without_is_the_plain_element(cacao_app: Any) -> None:
    # Arrange
    size = State("m", name="size")
    plain = {
        "type": "select",
        "props": {"aria_label": "Plain"},
        "children": [{"type": "option", "props": {"content": "x"}}],
    }
    user = cacao_app(
        make_app(Select("Size", bind=size, options=[("s", "Small"), ("m", "Medium")]), plain)
    ).open("/")

    # Act
    user.choose("Size", "Small")

    # Assert
    with user:
        assert size.value == "s"
    assert "class" not in user.page.find("Plain").attributes


@pytest.mark.parametrize(("begins", "first"), [(None, ""), ("", ""), ("x", ""), ("s", "s")])
def test_a_select_shows_nothing_while_its_state_holds_nothing_of_it(
    cacao_app: Any, begins: str | None, first: str
) -> None:
    size = State(begins, name="size")
    user = cacao_app(make_app(Select("Size", bind=size, options=["s", "m"]))).open("/")

    assert user.value("Size") == first
    user.choose("Size", "m")
    with user:
        assert size.value == "m"


def test_groups_of_boxes_set_their_states(cacao_app: Any) -> None:
    # Arrange
    extras, size = State(["milk"], name="extras"), State(1, name="size")
    boxes = CheckboxGroup(
        "Extras", bind=extras, options=["milk", {"value": "gold", "disabled": True}, "sugar"]
    )
    radios = RadioGroup("Size", bind=size, options={1: "One", 2: "Two"}, layout="inline")
    user = cacao_app(make_app(boxes, radios)).open("/")

    # Act
    user.check("sugar").check("milk", on=False).check("Two")

    # Assert
    with user:
        assert (extras.value, size.value) == (["sugar"], 2)
    assert [node.is_disabled for node in user.page.root.walk() if node.attributes.get("value") == "gold"] == [
        True
    ]


def test_a_text_is_counted_as_browsers_count(cacao_app: Any) -> None:
    text = State("", name="text")
    user = cacao_app(make_app(TextArea("Text", bind=text, max_length=20))).open("/")

    user.sees("0 / 20").type("Text", "a😀").sees("3 / 20")


def test_a_box_may_show_that_some_of_several_are_checked(cacao_app: Any) -> None:
    some = State(True, name="some")
    user = cacao_app(make_app(Checkbox("All", indeterminate=some))).open("/")

    around = next(node for node in user.page.root.walk() if node.tag == "cacao-checkbox")

    assert around.attributes["data-mixed"] == "true"


def test_options_may_be_written_in_many_ways() -> None:
    assert read_options(
        ["a", 1, Size.SMALL, ("x", "X"), {"value": 2, "label": "Two", "disabled": True}], "S"
    ) == [
        Option("a", "a", meant="a"),
        Option("1", "1", meant=1),
        Option("s", "s", meant=Size.SMALL),
        Option("x", "X", meant="x"),
        Option("2", "Two", is_disabled=True, meant=2),
    ]
    inner = Option("a", "a", meant="a")
    assert read_options([{"label": "G", "options": ["a"]}], "S") == [Group("G", [inner])]
    assert read_options({"a": "A"}, "S") == [Option("a", "A", meant="a")]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("abc", "Select.options cannot be this; expected a list of options, got str 'abc'"),
        ([None], "expected texts, pairs (value, label) or dicts, got None"),
        ([{"lable": "A"}], 'an option has no "lable". Did you mean "label"?'),
        ([{"label": "A"}], "an option needs a value"),
        (["a", "a"], 'has two of the value "a"'),
    ],
)
def test_a_mistake_in_options_is_told(options: Any, told: str) -> None:
    with pytest.raises(CacaoError) as error:
        read_options(options, "Select")
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: TextInput(), "TextInput needs a label"),
        (
            lambda: NumberInput("N", min=3, max=1),
            "NumberInput.min cannot be this; expected at most max, 1, got 3",
        ),
        (lambda: NumberInput("N", step=0), "NumberInput.step cannot be this; expected a number above 0"),
        (lambda: TextArea("T", rows=20), "TextArea.rows cannot be this; expected 1 to max_rows, 12"),
    ],
)
def test_props_that_do_not_fit_each_other_are_refused(make: Any, told: str) -> None:
    with pytest.raises(CacaoError) as error:
        make()
    assert told in str(error.value)
